"""The essay and the comment that a form names: what it takes to post, without what only a page
shows. By hand, as it is asked for every argument."""

from collections.abc import Sequence

from django.db.models import Model

from accounts.models import User
from forum import sql
from forum.articles.models import Article
from forum.articles.rules import may_read
from forum.comments.models import Comment

LONG = {"source", "html", "contents"}  # come one by one, where they are asked for

_ARTICLE = ("id", "author_id", "slug", "title", "state", "locked_at", "erased_at")
_COMMENT = (
    *("id", "article_id", "author_id", "number", "path", "depth", "position", "passage_id"),
    *("state", "locked_at"),
)
_AUTHOR = ("id", "username", "name", "is_active")

# In a subquery: PostgreSQL would plan anew each time that none is named.
_NAMED = f"""
    SELECT {sql.columns(article=_ARTICLE, comment=_COMMENT, author=_AUTHOR)}
    FROM {Article._meta.db_table} AS article
    LEFT JOIN {Comment._meta.db_table} AS comment
        ON comment.article_id = article.id AND comment.id = (SELECT CAST(%s AS bigint))
    LEFT JOIN {User._meta.db_table} AS author ON author.id = comment.author_id
    WHERE article.slug = %s
"""


def addressed(viewer: object, slug: str, sent: str) -> tuple[Article | None, Comment | None]:
    """The essay, if this viewer may see it; and the comment of its debate with the id that was
    sent, in whatever state, with its author."""
    key = int(sent) if sql.is_key(sent) else None
    row = next(iter(sql.rows(_NAMED, [key, slug])), None)
    if row is None:
        return None, None
    article = sql.made(Article, _ARTICLE, row)
    if not may_read(viewer, article):
        return None, None
    rest = row[len(_ARTICLE) :]
    return article, _comment(rest) if rest[0] else None


def _comment(row: Sequence[object]) -> Comment:
    comment = sql.made(Comment, _COMMENT, row)
    if comment.author_id:
        comment.author = sql.made(User, _AUTHOR, row[len(_COMMENT) :])
    return comment


def complete(*rows: Model | None) -> None:
    """Fetch for a page what is still missing of the rows, one query each."""
    for row in rows:
        if row and (missing := row.get_deferred_fields() - LONG):
            row.refresh_from_db(fields=missing)
