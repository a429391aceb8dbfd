"""A reader flags a comment, an essay or a profile: a page of its own, or a form in place."""

from typing import cast

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.sessions import MemberRequest, is_htmx, member_required
from forum.moderation.actions import flag as actions
from forum.moderation.flagged import Flagged
from forum.moderation.forms import FlagForm
from forum.moderation.models import NOTE_MAX, Flag
from forum.moderation.views.finding import find_subject, gone
from forum.refusals import Refused
from forum.stances.models import Delta


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag_subject(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask for the rule and a note; say at once if this reader has flagged it, or may not."""
    try:
        flagged = _find(request, kind, pk)
    except Http404:
        if request.method == "POST":
            return gone(request)
        return _outcome(request, kind, pk)
    if request.method == "POST":
        return _send(request, flagged)
    earlier = flagged.flag_of(cast(User, request.user))
    if earlier and not (flagged.member and earlier.decision_id):
        return _page(request, flagged, earlier=earlier)
    if refusal := flagged.refusal(request.user):
        return _page(request, flagged, refusal=refusal, status=403)
    form = FlagForm(initial={"note": _begun(request, flagged)})
    return _page(request, flagged, form=form, last=earlier)


@member_required
@require_POST
def unflag(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own flag back while it waits."""
    mine = Flag.objects.select_related("comment__article", "article", "member", "rule")
    flag = get_object_or_404(mine.filter(flagger=request.user), pk=pk)
    try:
        actions.unflag(flag)
    except Refused as no:  # perhaps it is hidden now, so only the outcome is shown
        flag = mine.select_related("decision").get(pk=pk)
        piece = "_flag.html" if request.htmx else "flag.html"
        context = {"earlier": flag, "refusal": no.sentence}
        return render(request, f"moderation/{piece}", context, status=no.status)
    try:
        flagged = _find(request, *flag.about)
    except Http404:  # it went while the flag waited
        return redirect("home")
    if request.htmx:
        return _page(request, flagged, taken_back=True)
    messages.success(request, _("You took the flag back."))
    return redirect(flagged.url)


def _find(request: HttpRequest, kind: str, pk: int) -> Flagged:
    if kind == "member":
        return Flagged(get_object_or_404(User.objects.visible_to(request.user), pk=pk))
    subject = find_subject(request.user, kind, pk)
    return Flagged(subject.comment or subject.article)


def _begun(request: HttpRequest, flagged: Flagged) -> str:
    """The note about what somebody said had moved them, where the address names it: it stands on
    a page of its own, so a moderator has to be told which."""
    asked = request.GET.get("delta", "")
    if not flagged.member or not asked.isascii() or not asked.isdigit():
        return ""
    given = Delta.objects.visible_to(request.user).filter(giver=flagged.member)
    delta = given.filter(pk=int(asked[:18])).first()
    if delta is None:
        return ""
    place = request.build_absolute_uri(reverse("stances:moved_readers", args=[delta.comment_id]))
    about = _("About what they say moved them, ‘%(reason)s’, at %(place)s")
    room = NOTE_MAX // 2 - len(place)
    return about % {"reason": delta.reason[:room], "place": place} + "\n"


def _send(request: HttpRequest, flagged: Flagged) -> HttpResponse:
    form = FlagForm(request.POST)
    if not form.is_valid():
        return _page(request, flagged, form=form, status=400)
    flagger = cast(User, request.user)
    try:
        new = _write(flagger, flagged, form)
    except Refused as no:
        earlier = flagged.flag_of(flagger)
        context = {"refusal": no.sentence, "earlier": earlier, "form": form}
        return _page(request, flagged, status=no.status, **context)
    if is_htmx(request):
        return _page(request, flagged, earlier=new, is_new=True)
    messages.success(request, _("Thank you. A moderator will look at it."))
    return redirect(request.path)


def _write(flagger: User, flagged: Flagged, form: FlagForm) -> Flag:
    rule, note = form.cleaned_data["rule"], form.cleaned_data["note"]
    if flagged.member:
        return actions.flag_member(flagger, flagged.member, rule, note)
    assert flagged.article
    return actions.flag(flagger, flagged.comment, flagged.article, rule, note)


def _outcome(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What became of a flag on something this reader cannot read any more; without one, 404."""
    mine = Flag.objects.select_related("rule", "decision").filter(flagger=cast(User, request.user))
    about = {
        "comment": Q(comment__id=pk),
        "article": Q(comment=None, article__id=pk),
        "member": Q(member__id=pk),
    }
    flag = get_object_or_404(mine.filter(about[kind]).order_by("-id")[:1])
    return render(request, "moderation/flag.html", {"earlier": flag})


def _page(
    request: HttpRequest, flagged: Flagged, status: int = 200, **context: object
) -> HttpResponse:
    piece = "_flag.html" if is_htmx(request) else "flag.html"
    context |= {"subject": flagged, "flag_url": flagged.flag_url}
    return render(request, f"moderation/{piece}", context, status=status)
