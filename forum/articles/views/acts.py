"""What an author does to an essay with one button: publish it again, withdraw it, discard it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.sessions import MemberRequest, member_required
from forum.articles.actions import draft
from forum.articles.actions import publish as out
from forum.articles.models import Article
from forum.articles.views.writing import own_or_404
from forum.refusals import Refused


@member_required
@require_POST
def publish(request: MemberRequest, slug: str) -> HttpResponse:
    """Make a draft or a withdrawn essay public as it stands."""
    return _act(request, own_or_404(request, slug), out.publish, _("Published."))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask first, as links to the essay will lead nowhere."""
    article = own_or_404(request, slug)
    if request.method != "POST":
        return render(request, "articles/withdraw.html", {"article": article})
    return _act(request, article, out.withdraw, _("Withdrawn. Only you can read it now."))


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask first, as what is thrown away cannot be had back."""
    article = own_or_404(request, slug)
    if request.method != "POST":
        return render(request, "articles/discard.html", {"article": article})
    return _act(request, article, draft.discard, _("Thrown away."))


def _act(
    request: MemberRequest,
    article: Article,
    action: Callable[[User, Article], object],
    done: str,
) -> HttpResponse:
    try:
        action(request.user, article)
    except Refused as refusal:
        context = {"article": article, "refusal": refusal.sentence}
        return render(request, "articles/refused.html", context, status=refusal.status)
    messages.success(request, done)
    kept = Article.objects.filter(pk=article.pk).first()
    if kept is not None and kept.was_published:
        return redirect(kept)
    return redirect("articles:mine")
