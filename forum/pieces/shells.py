"""The page of an essay from its shell: for visitors, and for members who are shown what they are.

In few queries, whatever the debate: the essay with its shell, two numbers, the comments' pieces;
for a member also what is theirs.
"""

import re
from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import unquote

from django.contrib.auth.models import AnonymousUser
from django.db import router
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from accounts import roles
from accounts.models import User
from accounts.rules import may_post
from accounts.speaking import in_words_for_all, other_language
from forum import sql
from forum.articles.models import Article, ArticleState
from forum.articles.sources import essay_scopes
from forum.comments.actions.visit import since
from forum.comments.nodes import Reader
from forum.comments.orders import Order
from forum.pages import versions
from forum.pages.models import Version
from forum.pages.versions import Numbers
from forum.pieces.asking import own_of
from forum.pieces.comments import rows_of
from forum.pieces.hands import VisitorPage
from forum.pieces.holes import Holed
from forum.pieces.keeping import keep
from forum.pieces.models import Shell, ViewShell
from forum.pieces.personal import MemberPage

TEMPLATE = "articles/read.html"
# Of the essay as a shell needs it, without its texts; who wrote it; and the shell that is kept.
_ARTICLE = ("id", "author_id", "slug", "state", "locked_at", "last_number", "series_id")
_AUTHOR = ("id", "username", "name")
# Looked up by key: where most who write essays are among the first members, PostgreSQL would rather
# go through all members up to this one to join them.
_NAMES = (
    f"(SELECT {name} FROM {User._meta.db_table} WHERE id = article.author_id)"
    for name in _AUTHOR[1:]
)
_OF_AUTHOR = ", ".join(["article.author_id", *_NAMES])
_SHELL = ("article_id", "made_from", "html", "holes")
# Of what the page is made from (`essay_scopes`), the scope's SQL.
_SCOPES = {
    "site": f"'{versions.SITE}'",
    "essay": f"'{versions.ARTICLE}' || article.id",
    "series": f"'{versions.SERIES}' || article.series_id",
}
_VERSION = ("scope", "number", "turns")
_VERSIONS = "\n    ".join(
    f"LEFT JOIN {Version._meta.db_table} AS {name} ON {name}.scope = {scope}"
    for name, scope in _SCOPES.items()
)
# In SQL, as every page of an essay asks it: as by the ORM, it took half of the page's time. In one
# statement, so that the numbers are those of the rows.
_LIGHT = f"""
    SELECT {sql.columns(article=_ARTICLE)}, {_OF_AUTHOR}, {sql.columns(shell=_SHELL)},
        {sql.columns(**dict.fromkeys(_SCOPES, _VERSION))}
    FROM {Article._meta.db_table} AS article
    LEFT JOIN {Shell._meta.db_table} AS shell ON shell.article_id = article.id
    {_VERSIONS}
    WHERE article.slug = %s AND article.state = %s AND article.erased_at IS NULL
"""
# The queries that a shell is kept of, one writing of each: an order, a claim that there is.
VIEW = re.compile(rf"order=({'|'.join(set(Order) - {Order.STRONGEST})})|claim=[1-9]\d{{0,3}}")


class Light(NamedTuple):
    """An essay as its page needs it, the shell that is kept of it, and the numbers as of which it
    would have to be."""

    article: Article
    shell: Shell | None
    numbers: Numbers


type MakeContext = Callable[[HttpRequest, str], dict[str, Any]]


def page_of(request: HttpRequest, slug: str, context: MakeContext) -> HttpResponse | None:
    """The page at its plain address, for visitors also in an order or of a claim. None for whom it
    is another one: who is shown other comments than visitors are, its author, whoever may not
    write, and what is not published.

    `context` makes what the page's template needs, should its shell have to be made.
    """
    query = request.GET.urlencode()
    if query and (request.user.is_authenticated or not VIEW.fullmatch(query)):
        return None
    found = _light(slug)
    if found is None or not _is_as_for_visitors(request.user, found.article):
        return None
    shell = _shell(found, query, context)
    ids = shell.comments
    hand = _hand(request, found.article, ids)
    if hand is None:
        return None
    hand.rows = rows_of(ids, found.article, found.numbers[versions.SITE])
    return HttpResponse(hand.page(shell))


def _light(slug: str) -> Light | None:
    """The essay, if it is there to read (`ArticleQuerySet.published`)."""
    using = router.db_for_read(Article)
    row = next(iter(sql.rows(_LIGHT, [slug, ArticleState.PUBLISHED], using)), None)
    if row is None:
        return None
    columns, parts = iter(row), (_ARTICLE, _AUTHOR, _SHELL, *[_VERSION] * len(_SCOPES))
    of_article, of_author, of_shell, *of_scopes = (
        tuple(islice(columns, len(part))) for part in parts
    )
    article = sql.made(Article, _ARTICLE, of_article, using)
    article.author = sql.made(User, _AUTHOR, of_author, using) if of_author[0] else None
    shell = sql.made(Shell, _SHELL, of_shell, using) if of_shell[0] else None
    scopes = essay_scopes(article.pk, article.series_id)
    return Light(article, shell, versions.told(scopes, [each for each in of_scopes if each[0]]))


def _is_as_for_visitors(viewer: Any, article: Article) -> bool:
    """As far as who it is decides; of members also what they wrote does."""
    if not viewer.is_authenticated:
        return True
    is_other = roles.is_moderator(viewer) or viewer.pk == article.author_id or may_post(viewer)
    return not is_other


def _shell(essay: Light, query: str, context: MakeContext) -> Holed:
    """The essay's shell as of its numbers, made and kept if there is none."""
    article, kept, numbers = essay
    made_from = " ".join(f"{scope}={number}" for scope, number in sorted(numbers.items()))
    address = _address(article, query, other_language())
    found = ViewShell.objects.filter(pk=address).first() if address else kept
    if found and found.made_from == made_from:
        return Holed.kept(found.html, found.holes)
    request = _of_a_visitor(article, query)
    making = {"making": "shell", "outline": True}
    with in_words_for_all(other_language()):
        html = render_to_string(TEMPLATE, context(request, article.slug) | making, request)
    made = Holed.of(html)
    facts: dict[str, Any] = {"article": article, "made_from": made_from, **made.columns}
    if address:
        keep(ViewShell, [ViewShell(address=address, **facts)])
    else:
        keep(Shell, [Shell(**facts)])
    return made


def _address(article: Article, query: str, language: str) -> str:
    """Under what a shell is kept that is not the page as most see it; '' for that one."""
    if not query and not language:
        return ""
    return f"{article.pk}?{query}" + (f"#{language}" if language else "")


def _of_a_visitor(article: Article, query: str) -> HttpRequest:
    """A visitor asks for the page."""
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = unquote(article.get_absolute_url())
    request.GET = QueryDict(query)
    request.META["QUERY_STRING"] = query
    request.user = AnonymousUser()
    return request


def _hand(
    request: HttpRequest, article: Article, comments: list[int]
) -> VisitorPage | MemberPage | None:
    """None for who wrote what visitors are not shown, and is shown it."""
    viewer = request.user
    if not viewer.is_authenticated:
        return VisitorPage(request, Reader(viewer, article))
    own = own_of(viewer.pk, article, comments)
    if own.is_unseen:
        return None
    seen = since(viewer, article, own.visit)
    return MemberPage(request, Reader(viewer, article, seen), own=own)
