"""What the gate asks the database of a comment, in one statement, and in a second one on its
author's first day: it is asked of each that is posted, under the essay's lock. In SQL, as the ORM
would take longer to write seven questions than both databases take to answer them."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection

from forum.comments.models import Comment
from forum.moderation.gate.phrases import Version
from forum.moderation.models import Flag, Phrase, Posting, Restriction
from forum.sql import moment


class Asked(NamedTuple):
    """What the answers depend on. `day` and `repeats` are when the spans that count began; of no
    more than `enough` public comments it matters how many they are."""

    writer: int
    comment: int  # 0: a new one
    parent: int | None
    article: int
    mark: str
    now: datetime
    day: datetime
    repeats: datetime
    enough: int


class Today(NamedTuple):
    """How much somebody posted within a day."""

    roots: int
    replies: int


class Known(NamedTuple):
    """The answers. `size`, `changed_at` and `newest` tell which list of phrases it is."""

    last_at: datetime | None  # when the writer posted last, within a day
    public: int
    said_by_writer: int  # the same words
    said_by_new: int
    pause: int  # of the slow mode, in seconds
    member: int  # how many restrictions premoderate the writer, the debate, the site
    debate: int
    site: int
    is_flagged: bool  # the parent, by the writer
    size: int
    changed_at: datetime | None
    newest: int | None

    @property
    def version(self) -> Version:
        """Of the list of phrases."""
        return Version(self.size, self.changed_at, self.newest)


_TABLES = {
    "comment": Comment._meta.db_table,
    "flag": Flag._meta.db_table,
    "phrase": Phrase._meta.db_table,
    "posting": Posting._meta.db_table,
    "restriction": Restriction._meta.db_table,
}

# The values by which rows are found stand in subqueries, so that PostgreSQL does not look at them
# when it plans: it would think it gained by planning anew for each, and that takes longer than the
# answer. The plan is the same.
_LAST_AT = """
    SELECT MAX(at) FROM {posting}
    WHERE author_id = (SELECT %(writer)s) AND at > (SELECT %(day)s)
        AND comment_id <> %(comment)s
""".format(**_TABLES)

_TODAY = """
    SELECT COUNT(CASE WHEN posted.parent_id IS NULL THEN 1 END), COUNT(posted.parent_id)
    FROM {posting} AS posting JOIN {comment} AS posted ON posted.id = posting.comment_id
    WHERE posting.author_id = %(writer)s AND posting.at > %(day)s AND posted.id <> %(comment)s
""".format(**_TABLES)

_ALL = """
    SELECT ({last_at}),
        (SELECT COUNT(*) FROM (
            SELECT 1 FROM {comment}
            WHERE author_id = (SELECT %(writer)s) AND state = 'visible' AND id <> %(comment)s
            LIMIT (SELECT %(enough)s)
        ) AS public),
        said.by_writer, said.by_new, held.pause, held.member, held.debate, held.site,
        EXISTS (SELECT 1 FROM {flag} WHERE comment_id = %(parent)s AND flagger_id = %(writer)s),
        list.size, list.changed_at, list.newest
    FROM (
        SELECT COUNT(CASE WHEN posting.author_id = %(writer)s THEN 1 END) AS by_writer,
            COUNT(DISTINCT CASE WHEN posting.is_new AND posting.author_id <> %(writer)s
                THEN posting.author_id END) AS by_new
        FROM {posting} AS posting JOIN {comment} AS posted ON posted.id = posting.comment_id
        WHERE posting.mark = (SELECT %(mark)s) AND posting.at > (SELECT %(repeats)s)
            AND posted.state <> 'deleted' AND posted.id <> %(comment)s
    ) AS said, (
        SELECT COALESCE(MAX(pause), 0) AS pause,
            COUNT(CASE WHEN kind = 'premoderate' THEN member_id END) AS member,
            COUNT(CASE WHEN kind = 'premoderate' THEN article_id END) AS debate,
            COUNT(CASE WHEN kind = 'premoderate' AND member_id IS NULL AND article_id IS NULL
                THEN 1 END) AS site
        FROM {restriction} WHERE lifted_at IS NULL AND until > %(now)s AND (
            article_id = %(article)s OR member_id = %(writer)s
            OR (article_id IS NULL AND member_id IS NULL)
        )
    ) AS held, (
        SELECT COUNT(*) AS size, MAX(changed_at) AS changed_at, MAX(id) AS newest FROM {phrase}
    ) AS list
""".format(**_TABLES, last_at=_LAST_AT)


def known_of(asked: Asked) -> Known:
    known = Known(*_row(_ALL, asked._asdict()))
    last, changed = known.last_at, known.changed_at
    return known._replace(last_at=last and moment(last), changed_at=changed and moment(changed))


def last_at_of(writer: int, day: datetime) -> datetime | None:
    """When they posted last within a day, without a lock."""
    [at] = _row(_LAST_AT, {"writer": writer, "day": day, "comment": 0})
    return at and moment(at)


def today_of(writer: int, day: datetime, comment: int = 0) -> Today:
    """A member may write all day long: so this is asked only on the day that has a limit."""
    return Today(*_row(_TODAY, {"writer": writer, "day": day, "comment": comment}))


def _row(statement: str, values: dict[str, Any]) -> tuple[Any, ...]:
    adapt = connection.ops.adapt_datetimefield_value
    bound: dict[str, Any] = {
        name: adapt(of) if isinstance(of, datetime) else of for name, of in values.items()
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, bound)
        return cursor.fetchone()
