"""Reading on in a debate: a comment in its place, more threads, more replies, earlier texts."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.sessions import is_htmx
from forum.articles.models import Article
from forum.articles.positions import Position
from forum.articles.sources import of_essay
from forum.comments.debate import ROOTS, Column, more_of
from forum.comments.models import Comment
from forum.comments.nodes import Reader, all_of
from forum.comments.options import DebateOptions
from forum.comments.places import place_of, replies_page
from forum.comments.sources import of_comment
from forum.comments.threads import for_page
from forum.pages.sources import made_from
from forum.pieces import outlines
from forum.sql import is_key
from forum.text.diff import Paragraph, paragraph_diff


@made_from(of_comment)
@require_safe
def permalink(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment with what it answers and what answers it."""
    place = place_of(listed_or_404(request, pk), request.user)
    context = {"place": place, "article": place.node.reader.article}
    return outlines.render(request, "comments/permalink.html", context, place.nodes())


@made_from(of_comment)
@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """More replies to a comment: a page, or with htmx what belongs under those shown."""
    base = listed_or_404(request, pk)
    reader = Reader(request.user, base.article, number_in(request, "since"))
    after = anchor(request, base.article)
    is_part = is_htmx(request)
    page = replies_page(base, reader, after, with_base=not is_part and after is None)
    context = {"page": page, "base": base, "article": base.article}
    template = "comments/_more_replies.html" if is_part else "comments/thread.html"
    return outlines.render(request, template, context, all_of(page.nodes))


@made_from(of_essay)
@require_safe
def arguments(request: HttpRequest, slug: str, position: str) -> HttpResponse:
    """More threads of one side: a page, or with htmx what belongs under those shown."""
    article = get_object_or_404(Article.objects.visible_to(request.user), slug=slug)
    if position not in Position.values:
        raise Http404
    reader = Reader(request.user, article, number_in(request, "since"))
    options = DebateOptions.from_query(request.GET, article)
    column = Column(Position(position), reader, options, opened=_shown(request))
    more_of(column, anchor(request, article))
    page = "comments/_more_threads.html" if is_htmx(request) else "comments/arguments.html"
    context = {"column": column, "options": options, "article": article}
    return outlines.render(request, page, context, all_of(column.nodes))


@made_from(of_comment)
@require_safe
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """What a comment said before it was changed, and what each change did."""
    seen = Comment.objects.visible_to(request.user).select_related("article", "author")
    comment = get_object_or_404(seen, pk=pk)
    context = {"comment": comment, "article": comment.article, "changes": _changes(comment)}
    return render(request, "comments/history.html", context)


def listed_or_404(request: HttpRequest, pk: int) -> Comment:
    """A comment that has a place on a page for this viewer, be it an empty one."""
    rows = for_page(Comment.objects.listed(request.user)).select_related("article__author")
    essay = Article.objects.visible_to(request.user).filter(pk=OuterRef("article"))
    return get_object_or_404(rows.filter(Exists(essay)), pk=pk)


def anchor(request: HttpRequest, article: Article, name: str = "after") -> Comment | None:
    """The comment after which the page goes on, or what else of it the address names."""
    if name not in request.GET:
        return None
    return get_object_or_404(Comment, pk=number_in(request, name), article=article)


def number_in(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name)
    return None if text is None else _digits(text, name)


def _digits(text: str, name: str) -> int:
    if not is_key(text):
        raise BadRequest(f"{name} is not a number")
    return int(text)


def _shown(request: HttpRequest) -> list[int]:
    """The roots with which the first screen began: the pages after it leave them out."""
    text = request.GET.get("shown", "")
    return [_digits(root, "shown") for root in text.split("-")[:ROOTS]] if text else []


def _changes(comment: Comment) -> list[dict[str, object]]:
    """Each change, the newest first: when, from and to which position, and the difference."""
    texts: list[Any] = [*comment.revisions.all(), comment]
    changes: list[dict[str, object]] = []
    for older, newer in pairwise(texts):
        parts: list[Paragraph] = paragraph_diff(older.source, newer.source)
        changes.insert(0, {"at": older.until, "older": older, "newer": newer, "parts": parts})
    return changes
