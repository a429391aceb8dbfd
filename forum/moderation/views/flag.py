"""A reader flags a comment or an essay: a page of its own, or a form in place."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.sessions import member_required
from forum.moderation import rules
from forum.moderation.actions.flag import flag
from forum.moderation.forms import FlagForm
from forum.moderation.models import Flag
from forum.moderation.subject import Subject
from forum.moderation.views.finding import find_subject, gone
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def flag_subject(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Ask for the rule and a note; say at once if this reader has flagged it, or may not."""
    try:
        subject = find_subject(request.user, kind, pk)
    except Http404:
        if request.method == "POST":
            return gone(request)
        return _outcome(request, kind, pk)
    if request.method == "POST":
        return _send(request, subject)
    if earlier := _earlier(request, subject):
        return _page(request, subject, earlier=earlier)
    if refusal := rules.may_flag(request.user, subject):
        return _page(request, subject, refusal=refusal, status=403)
    return _page(request, subject, form=FlagForm())


def _send(request: HttpRequest, subject: Subject) -> HttpResponse:
    form = FlagForm(request.POST)
    if not form.is_valid():
        return _page(request, subject, form=form, status=400)
    told = form.cleaned_data
    try:
        new = flag(
            cast(User, request.user), subject.comment, subject.article, told["rule"], told["note"]
        )
    except Refused as no:
        earlier = _earlier(request, subject)
        context = {"refusal": no.sentence, "earlier": earlier, "form": form}
        return _page(request, subject, status=no.status, **context)
    if getattr(request, "htmx", False):
        return _page(request, subject, earlier=new, is_new=True)
    messages.success(request, _("Thank you. A moderator will look at it."))
    return redirect(request.path)


def _outcome(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What became of a flag on something this reader cannot read any more; without one, 404."""
    mine = Flag.objects.select_related("rule", "decision").filter(flagger=cast(User, request.user))
    about = {"comment__id": pk} if kind == "comment" else {"comment": None, "article__id": pk}
    flag = get_object_or_404(mine, **about)
    return render(request, "moderation/flag.html", {"earlier": flag})


def _earlier(request: HttpRequest, subject: Subject) -> Flag | None:
    mine = Flag.objects.filter(subject.rows, flagger=cast(User, request.user))
    return mine.select_related("rule", "decision__rule").first()


def _page(
    request: HttpRequest, subject: Subject, status: int = 200, **context: object
) -> HttpResponse:
    piece = "_flag.html" if getattr(request, "htmx", False) else "flag.html"
    context |= {"subject": subject, "flag_url": request.path}
    return render(request, f"moderation/{piece}", context, status=status)
