"""What holds in a debate, or on the whole site, for a time: seeing it, setting it, ending it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.sessions import MemberRequest, member_required
from forum.articles.models import Article
from forum.moderation import holding, powers, rules
from forum.moderation.actions.debate import premoderate, slow
from forum.moderation.actions.record import Decision
from forum.moderation.forms import DebateForm
from forum.moderation.models import Act, Case
from forum.moderation.views.finding import find_subject, for_moderators, gone, moderator_of
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def debate(request: MemberRequest, pk: int) -> HttpResponse:
    """For moderators and the essay's author; for other readers there is no such page."""
    try:
        article = find_subject(request.user, "article", pk).article
    except Http404:
        if request.method == "POST":
            return gone(request)
        raise
    if not rules.has_a_say(request.user, article):
        raise Http404
    if request.method == "POST":
        return _set(request, request.user, article)
    return _page(request, article, DebateForm(), "", 200)


@for_moderators
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest) -> HttpResponse:
    """The site under attack: everything new waits for a moderator, for a time."""
    if request.method == "POST":
        return _set(request, moderator_of(request), None)
    return _page(request, None, DebateForm(), "", 200)


def _set(request: HttpRequest, person: User, article: Article | None) -> HttpResponse:
    form = DebateForm(request.POST)
    if not form.is_valid():
        return _page(request, article, form, "", 400)
    try:
        _act(person, article, form)
    except Refused as no:
        return _page(request, article, form, no.sentence, no.status)
    messages.success(request, _("Set. It ends by itself; you can end it sooner."))
    return redirect(_url(article))


def _act(person: User, article: Article | None, form: DebateForm) -> None:
    told = form.cleaned_data
    decision = Decision(person, told["rule"], told["reason"])
    if told["act"] == Act.SLOW and article:
        slow(article, decision, told["pause"], form.until)
    else:
        premoderate(article, decision, form.until)


def _url(article: Article | None) -> str:
    if article is None:
        return reverse("moderation:site")
    return reverse("moderation:debate", args=[article.pk])


def _page(
    request: HttpRequest, article: Article | None, form: DebateForm, refusal: str, status: int
) -> HttpResponse:
    person = moderator_of(request)
    in_force = list(holding.in_force(article))
    context = {
        "article": article,
        "form": form,
        "refusal": refusal,
        "in_force": in_force,
        "ending": [one.pk for one in in_force if not rules.may_undo(person, one.entry)],
        "may_slow": article is not None and not powers.may_slow(request.user),
        "waiting": Case.objects.filter(comment__state="held").count() if not article else 0,
    }
    return render(request, "moderation/debate.html", context, status=status)
