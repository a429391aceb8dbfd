"""The reading page: an essay, its thesis, and the debate about it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from accounts.models import User
from forum.articles import rules
from forum.articles.annotate import annotated
from forum.articles.citing import citation
from forum.articles.models import Article, ArticleQuerySet, ArticleState
from forum.articles.neighbours import neighbours
from forum.articles.sources import of_essay
from forum.bookmarks.models import ReadingPlace
from forum.cards import cards
from forum.comments import debate
from forum.comments.models import Comment
from forum.notifications.models import Leave, Watch
from forum.pages.sources import made_from
from forum.pieces import outlines, shells
from forum.stances import conceded, disputes, moving, panel


@made_from(of_essay)
@require_safe
def read(request: HttpRequest, slug: str) -> HttpResponse:
    """From the essay's shell (`forum.pieces`), or made at once for whom it is another page."""
    return shells.page_of(request, slug, context_of) or _whole(request, slug)


def _whole(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(_with_all(request), slug=slug)
    if article.state == ArticleState.DRAFT:
        return redirect("articles:edit", slug)
    context = _context(request, article)
    page = "articles/erased.html" if article.erased_at else "articles/read.html"
    return outlines.render(request, page, context, context["debate"].nodes())


def context_of(request: HttpRequest, slug: str) -> dict[str, Any]:
    """What the template shows this viewer."""
    return _context(request, _with_all(request).get(slug=slug))


def _with_all(request: HttpRequest) -> ArticleQuerySet:
    rows = Article.objects.visible_to(request.user)
    rows = rows.select_related("author", "series", "cover", "tally__crux")
    return rows.prefetch_related("tags", "claims")


def _context(request: HttpRequest, article: Article) -> dict[str, Any]:
    options = debate.DebateOptions.from_query(request.GET, article)
    given_way = conceded.of(article, request.user)
    return {
        "article": article,
        "essay_html": annotated(article, given_way.notes(), chosen=options.passage),
        "stance_panel": panel.for_reader(article, request.user),
        "disputes": disputes.of(article, AnonymousUser()),  # the strip says nothing of who reads
        "conceded": given_way,
        "moving": moving.for_reader(article, request.user),
        "debate": debate.first_screen(article, request.user, options),
        "citation": citation(article),
        "card": {"url": cards.url(article), "alt": cards.words(article)},
        "series_parts": neighbours(article),
        "left": _has_left(request.user, article),
        "place": _place(request.user, article),
        "watching": Watch.objects.watching(request.user, article=article),
        "following": Watch.objects.following(request.user, article.author),
        **_acts(request.user, article),
    }


def _has_left(viewer: User | AnonymousUser, article: Article) -> bool | None:
    """Did the viewer leave the debate? None for who takes no part in it: they are told of nothing
    that they could be spared."""
    if not viewer.is_authenticated:
        return None
    takes_part = article.author_id == viewer.pk
    if not (takes_part or Comment.objects.filter(author=viewer, article=article).exists()):
        return None
    return Leave.objects.has_left(viewer, article.pk)


def _place(viewer: User | AnonymousUser, article: Article) -> ReadingPlace | None:
    """Where the viewer stopped reading."""
    if not viewer.is_authenticated:
        return None
    return ReadingPlace.objects.filter(member=viewer, article=article).first()


def _acts(viewer: object, article: Article) -> dict[str, bool]:
    """Which of the author's buttons the page shows; the actions ask the same rules."""
    withdrawn = article.state == ArticleState.WITHDRAWN
    return {
        "may_edit": not rules.may_edit(viewer, article),
        "may_withdraw": not rules.may_withdraw(viewer, article),
        "may_republish": withdrawn and not rules.may_publish(viewer, article),
    }
