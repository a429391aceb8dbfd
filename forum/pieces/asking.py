"""What is a member's own on an essay's page, asked in two statements: it is asked for each page
that a member opens. In SQL, as the ORM would take longer to write a dozen questions than both
databases take to answer them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import connections, router

from accounts.models import Mute, User
from forum.articles.models import Article
from forum.bookmarks.models import ReadingPlace
from forum.comments.models import Comment, CommentDraft, Rating, Visit
from forum.notifications.models import Leave, Notification, Watch
from forum.sql import marks, moment
from forum.stances.models import Stance


@dataclass(frozen=True)
class Own:
    """What one viewer did on an essay, in its debate and to the comments shown. Empty for visitors,
    who did nothing."""

    takes_part: bool = False  # has written in this debate
    is_unseen: bool = False  # and something of it is not shown to visitors
    follows: bool = False  # the essay's author
    has_left: bool = False
    watches: bool = False  # the debate
    is_told: bool = False  # has notices that were not read
    has_draft: bool = False  # of an argument on the essay
    visit: Visit | None = None
    place: ReadingPlace | None = None  # where they stopped reading the essay
    stood_first: str = ""  # '' without a stance
    stands: str = ""
    ratings: Mapping[int, bool] = field(default_factory=dict)  # by comment
    muted: Mapping[int, str] = field(default_factory=dict)  # names, by member


class _One(NamedTuple):
    """The row of the first statement."""

    takes_part: bool
    is_unseen: bool
    follows: bool
    has_left: bool
    watches: bool
    is_told: bool
    has_draft: bool
    seen_number: int
    reached_number: int
    seen_at: datetime | str | None
    stood_first: str | None
    stands: str | None
    words: str | None
    heading: str
    share: int


_TABLES = {
    model.__name__.lower(): model._meta.db_table
    for model in (
        *(Comment, CommentDraft, Leave, Mute, Notification, Rating),
        *(ReadingPlace, Stance, User, Visit, Watch),
    )
}

# The states that visitors see nothing of are named one by one: so an index answers.
_ONE = """
    SELECT
        EXISTS (SELECT 1 FROM {comment} WHERE author_id = %(member)s AND article_id = %(article)s),
        EXISTS (
            SELECT 1 FROM {comment} WHERE author_id = %(member)s AND article_id = %(article)s
                AND state IN ('held', 'hidden', 'removed')
        ),
        EXISTS (SELECT 1 FROM {watch} WHERE watcher_id = %(member)s AND person_id = %(author)s),
        EXISTS (SELECT 1 FROM {leave} WHERE member_id = %(member)s AND article_id = %(article)s),
        EXISTS (SELECT 1 FROM {watch} WHERE watcher_id = %(member)s AND article_id = %(article)s),
        EXISTS (
            SELECT 1 FROM {notification}
            WHERE recipient_id = %(member)s AND read_at IS NULL AND in_page
        ),
        EXISTS (
            SELECT 1 FROM {commentdraft}
            WHERE member_id = %(member)s AND article_id = %(article)s AND answers = 0
        ),
        visit.seen_number, visit.reached_number, visit.seen_at, stance.first, stance.now,
        place.words, place.heading, place.share
    FROM (SELECT 1) AS page
    LEFT JOIN {visit} AS visit
        ON visit.article_id = %(article)s AND visit.reader_id = %(member)s
    LEFT JOIN {stance} AS stance
        ON stance.article_id = %(article)s AND stance.reader_id = %(member)s
    LEFT JOIN {readingplace} AS place
        ON place.article_id = %(article)s AND place.member_id = %(member)s
""".format(**_TABLES)

_MANY = """
    SELECT 'rating', comment_id, CASE WHEN strong THEN 'strong' ELSE '' END FROM {rating}
    WHERE reader_id = %s AND comment_id IN ({marks})
    UNION ALL
    SELECT 'muted', muted.id, COALESCE(NULLIF(muted.name, ''), muted.username)
    FROM {mute} AS mute JOIN {user} AS muted ON muted.id = mute.muted_id
    WHERE mute.member_id = %s
"""


def own_of(member: int, article: Article, comments: Sequence[int]) -> Own:
    """The comments are those that the page shows."""
    asked = {"member": member, "article": article.pk, "author": article.author_id}
    shown = comments or (0,)
    many = _MANY.format(**_TABLES, marks=marks(shown))
    with connections[router.db_for_read(Visit)].cursor() as cursor:
        cursor.execute(_ONE, asked)
        one = _One._make(cursor.fetchone())
        cursor.execute(many, (member, *shown, member))
        said: dict[str, dict[int, str]] = {"rating": {}, "muted": {}}
        for kind, key, word in cursor.fetchall():
            said[kind][key] = word
    return Own(
        takes_part=bool(one.takes_part),
        is_unseen=bool(one.is_unseen),
        follows=bool(one.follows),
        has_left=bool(one.has_left),
        watches=bool(one.watches),
        is_told=bool(one.is_told),
        has_draft=bool(one.has_draft),
        visit=_visit(one),
        place=_place(one),
        stood_first=one.stood_first or "",
        stands=one.stands or "",
        ratings={comment: bool(word) for comment, word in said["rating"].items()},
        muted=said["muted"],
    )


def _visit(one: _One) -> Visit | None:
    if one.seen_at is None:
        return None
    at = moment(one.seen_at)
    return Visit(seen_number=one.seen_number, reached_number=one.reached_number, seen_at=at)


def _place(one: _One) -> ReadingPlace | None:
    if one.words is None:
        return None
    return ReadingPlace(words=one.words, heading=one.heading, share=one.share)
