"""Fetch what a page is about, as far as its reader may see it; the rest is not there: 404."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from accounts import roles
from accounts.models import User
from accounts.sessions import give_back, is_htmx
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.cases import Thing
from forum.moderation.models import Appeal
from forum.moderation.subject import Subject
from forum.sql import is_key


def find_subject(viewer: object, kind: str, pk: int) -> Subject:
    """The comment or the essay. Drafts are in nobody's hands but their author's."""
    if kind == "comment":
        comments = Comment.objects.visible_to(viewer)
        rows = comments.select_related("author", "article__author", "passage__claim")
        comment = get_object_or_404(rows, pk=pk)
        return Subject(comment.article, comment)
    articles = Article.objects.visible_to(viewer).select_related("author")
    return Subject(get_object_or_404(articles, pk=pk))


def find_thing(viewer: object, kind: str, pk: int) -> Thing:
    """What a moderator's case is about: a comment, an essay, a member's profile, or an appeal."""
    if kind == "member":
        return get_object_or_404(User.objects.visible_to(viewer), pk=pk)
    if kind == "appeal":
        return get_object_or_404(_appeals(), pk=pk)
    about = find_subject(viewer, kind, pk)
    return about.comment or about.article


def _appeals() -> QuerySet[Appeal]:
    return Appeal.objects.select_related(
        "statement__member",
        "statement__article",
        "statement__comment__parent",
        "statement__entry__rule",
        "statement__entry__wording",
        "statement__entry__moderator",
        "decision__moderator",
    )


def for_moderators(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For everyone else there is no such page; but a decision that was sent after the session
    ended comes back with its reason."""

    @wraps(view)
    def guarded(request: HttpRequest, **address: object) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            return give_back(request, "session", may_resend=True)
        if not roles.is_moderator(request.user):
            raise Http404
        return view(request, **address)

    return guarded


def moderator_of(request: HttpRequest) -> User:
    """The member behind a request that `for_moderators` or `member_required` let through."""
    return cast(User, request.user)


def number_in(query: QueryDict, name: str, default: int = 1) -> int:
    """A whole number in an address. Raises Http404 for anything else."""
    text = query.get(name) or str(default)
    if not is_key(text):
        raise Http404
    return int(text)


def gone(request: HttpRequest) -> HttpResponse:
    """What someone wrote about went away while they wrote: say so, and give the words back."""
    typed = request.POST.get("note", "") or request.POST.get("reason", "")
    piece = "_gone.html" if is_htmx(request) else "gone.html"
    return render(request, f"moderation/{piece}", {"typed": typed}, status=404)
