"""Which replies a reader may name as what moved them: what they found strong or answered."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connections, router
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.positions import Position
from forum.comments.models import Comment, Rating
from forum.stances.models import Delta

NEWEST = 8  # replies to choose from: about as many as one remembers
LOOKED_AT = 3 * NEWEST  # for these: some are hidden by now, or were named before
WORDS = 9  # of a reply in the choice


class Reply(NamedTuple):
    pk: int
    position: str
    html: str
    username: str | None  # None: its author left
    name: str | None

    @property
    def words(self) -> str:
        """In a line: who, which side, how it begins."""
        author = self.name or self.username or _("A former member")
        return f"{author}, {Position(self.position).label}: ‘{_begins(self.html)}’"


@lru_cache(maxsize=1_000)  # a page of a debate asks it of the same replies again and again
def _begins(html: str) -> str:
    return Truncator(" ".join(strip_tags(html).split())).words(WORDS)


_TABLES = {model.__name__.lower(): model._meta.db_table for model in (Comment, Delta, Rating, User)}

# By the reader's own acts: a database that looked for them among the debate's comments would walk
# through all of it. 'CROSS' tells SQLite so, which reads the tables in this order then.
_REMEMBERED = """
    SELECT comment_id AS id FROM {rating} AS rating CROSS JOIN {comment} AS rated
    WHERE rating.reader_id = %(reader)s AND rating.strong
        AND rated.id = rating.comment_id AND rated.article_id = %(article)s
    UNION
    SELECT parent_id FROM {comment}
    WHERE author_id = %(reader)s AND article_id = %(article)s AND parent_id IS NOT NULL
    ORDER BY id DESC LIMIT {looked_at}
"""

_REPLIES = """
    SELECT reply.id, reply.position, reply.html, author.username, author.name
    FROM ({acts}) AS act CROSS JOIN {comment} AS reply
        LEFT JOIN {user} AS author ON author.id = reply.author_id
    WHERE reply.id = act.id AND reply.article_id = %(article)s AND reply.state = 'visible'
        AND (reply.author_id IS NULL OR reply.author_id <> %(reader)s)
        AND NOT EXISTS (
            SELECT 1 FROM {delta} WHERE comment_id = reply.id AND giver_id = %(reader)s
        )
    ORDER BY reply.id DESC LIMIT {newest}
"""


def _written(acts: str) -> str:
    sizes = {"newest": NEWEST, "looked_at": LOOKED_AT}
    return _REPLIES.format(**_TABLES, **sizes, acts=acts.format(**_TABLES, **sizes))


_OF_ACTS, _OF_ONE = _written(_REMEMBERED), _written("SELECT %(named)s AS id")


def replies_of(reader: int, article: int, named: str = "") -> list[Reply]:
    """The newest first; before all the one that the address names, whatever the reader did."""
    asked: dict[str, Any] = {"reader": reader, "article": article}
    replies = _ask(_OF_ACTS, asked)
    is_id = named.isascii() and named.isdigit()
    if is_id and named not in {str(reply.pk) for reply in replies}:
        replies[:0] = _ask(_OF_ONE, {**asked, "named": int(named[:18])})
    return replies


def _ask(statement: str, asked: dict[str, Any]) -> list[Reply]:
    with connections[router.db_for_read(Comment)].cursor() as cursor:
        cursor.execute(statement, asked)
        rows: Iterable[Any] = cursor.fetchall()
    return list(map(Reply._make, rows))
