"""Locking an essay's debate, or opening it again: for its author and for moderators."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import member_required
from forum.articles.models import Article
from forum.moderation import rules
from forum.moderation.actions import lock as actions
from forum.moderation.forms import LockForm
from forum.moderation.models import Act
from forum.moderation.views.finding import find_subject, gone, moderator_of
from forum.refusals import Refused


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a reason, then lock or open. For other readers there is no such page."""
    try:
        article = find_subject(request.user, "article", pk).article
    except Http404:
        if request.method == "POST":
            return gone(request)
        raise
    if rules.may_lock(request.user, article):
        raise Http404
    if request.method == "POST":
        return _change(request, article)
    refusal = ""
    if article.locked_at:
        refusal = rules.may_unlock(request.user, article, actions.locked_by(article))
    return _page(request, article, LockForm(), refusal, 403 if refusal else 200)


def _change(request: HttpRequest, article: Article) -> HttpResponse:
    form = LockForm(request.POST)
    if not form.is_valid():
        return _page(request, article, form, "", 400)
    kind = Act(form.cleaned_data["act"])
    change = actions.lock if kind == Act.LOCK else actions.unlock
    try:
        change(moderator_of(request), article, None, form.cleaned_data["reason"])
    except Refused as no:
        article.refresh_from_db()
        return _page(request, article, form, no.sentence, no.status)
    locked = kind == Act.LOCK
    messages.success(
        request, _("The debate is locked.") if locked else _("The debate is open again.")
    )
    return redirect(article)


def _page(
    request: HttpRequest, article: Article, form: LockForm, refusal: str, status: int
) -> HttpResponse:
    context = {"article": article, "form": form, "refusal": refusal}
    return render(request, "moderation/lock.html", context, status=status)
