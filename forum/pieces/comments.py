"""Comments as ready pieces: fetched in one query, made where there is none, kept for the next."""

from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import router
from django.template.loader import render_to_string

from accounts.speaking import in_words_for_all, other_language
from forum import sql
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment
from forum.comments.nodes import Node, Reader
from forum.pieces.holes import Holed
from forum.pieces.keeping import keep
from forum.pieces.models import Piece, WordedPiece

TEMPLATE = "comments/_comment.html"
ROWS = """SELECT c.id, c.version, c.author_id, c.number, c.state, p.version, p.site, p.html, p.holes
    FROM comments_comment c LEFT JOIN pieces_{} p ON p.comment_id = c.id{} WHERE c.id IN"""
OF_SITE = ROWS.format("piece", "")
WORDED = ROWS.format("wordedpiece", " AND p.language = %s")


class Row(NamedTuple):
    """A comment with its piece, and of the comment what else decides how a viewer sees it."""

    pk: int
    version: int
    author_id: int | None
    number: int
    state: str
    kept_version: int | None
    kept_site: int | None
    html: str
    holes: str | None

    @property
    def piece(self) -> Holed:
        return Holed.kept(self.html, self.holes)


def rows_of(ids: Sequence[int], article: Article, site: int) -> dict[int, Row]:
    """The comments with their pieces in the language in use, by id in the order of `ids`. One query
    where all are ready; `site` is the number of `versions.SITE`, read before."""
    language = other_language()
    by_id = {row.pk: row for row in map(Row._make, _kept(ids, language))} if ids else {}
    rows = {pk: by_id[pk] for pk in ids if pk in by_id}
    old = [row.pk for row in rows.values() if (row.version, site) != row[5:7]]
    if old:
        made = [_made(comment, site, language) for comment in _whole(old, article)]
        keep(WordedPiece if language else Piece, made)
        for piece in made:
            row = rows[piece.comment_id]
            rows[row.pk] = row._replace(html=piece.html, holes=piece.holes)
    return rows


def _kept(ids: Sequence[int], language: str) -> Iterable[Sequence[Any]]:
    asked = WORDED if language else OF_SITE
    facts = [language, *ids] if language else ids
    return sql.rows(f"{asked} ({sql.marks(ids)})", facts, router.db_for_read(Piece))


def _whole(ids: Iterable[int], article: Article) -> list[Comment]:
    """The comments with what a piece says of them."""
    comments = Comment.objects.filter(pk__in=ids).select_related("author").defer("source")
    # Whether the debate is open is asked when a page is made: a lock makes no piece anew.
    opened = copy(article)
    opened.state, opened.locked_at = ArticleState.PUBLISHED, None
    found = list(comments)
    for comment in found:
        comment.article = opened
    return found


def _made(comment: Comment, site: int, language: str) -> Piece | WordedPiece:
    """Its piece, as of the version that was just read with it."""
    node = Node(comment, Reader(AnonymousUser(), comment.article))
    context = {"node": node, "comment": comment, "user": AnonymousUser(), "making": "piece"}
    with in_words_for_all(language):
        made = Holed.of(render_to_string(TEMPLATE, context).strip())
    facts: dict[str, Any] = {"comment": comment, "version": comment.version, "site": site}
    facts |= made.columns
    return WordedPiece(language=language, **facts) if language else Piece(**facts)
