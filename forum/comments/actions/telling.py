"""Whom a comment is told to: whom it answers, whom it mentions, and in the worker all who watch its
essay or its thread."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from accounts.models import User
from forum import sql
from forum.articles.models import Article
from forum.comments import tree
from forum.comments.models import Comment, CommentState
from forum.notifications.actions import About, Notice, tell_all, tell_mentioned, told_of
from forum.notifications.models import Event, Kind, Watch

_TABLES = {
    model.__name__.lower(): model._meta.db_table for model in (Article, Comment, Event, User, Watch)
}

# Of those who watch, its author and whom it answers are told in other ways: for them alone nothing
# is left to the worker.
_HEARD = """
    SELECT comment.id, comment.article_id, comment.author_id, thread.id,
        author.watches_threads AND NOT EXISTS (
            SELECT 1 FROM {watch} WHERE watcher_id = comment.author_id AND thread_id = thread.id
        ),
        EXISTS (
            SELECT 1 FROM {watch} WHERE thread_id = thread.id
                AND watcher_id <> comment.author_id AND watcher_id <> {answered}
        ) OR EXISTS (
            SELECT 1 FROM {watch} WHERE article_id = comment.article_id
                AND watcher_id <> comment.author_id AND watcher_id <> {answered}
        )
    FROM {comment} AS comment
        JOIN {user} AS author ON author.id = comment.author_id
        JOIN {article} AS article ON article.id = comment.article_id
        JOIN {comment} AS thread ON thread.article_id = comment.article_id
            AND thread.path = SUBSTR(comment.path, 1, {width})
        LEFT JOIN {comment} AS parent ON parent.id = comment.parent_id
    WHERE comment.id IN ({comments})
"""
_ANSWERED = """COALESCE(
    CASE WHEN comment.parent_id IS NULL THEN article.author_id ELSE parent.author_id END, 0
)"""


class Heard(NamedTuple):
    """What there is to do about a comment for those who watch."""

    comment: int
    article: int
    author: int
    thread: int  # its root
    begins: bool  # its author is to watch the thread from now on
    is_watched: bool  # by somebody else


def announce(*comments: Comment) -> None:
    """Tell of comments that became public; only the first time, as what was held is told of when a
    moderator approves it."""
    public = [comment for comment in comments if comment.state == CommentState.VISIBLE]
    known = told_of([Kind.REPLY, Kind.COMMENT], [comment.pk for comment in public])
    _tell([comment for comment in public if comment.pk not in known])
    for comment in public:
        tell_of_mentions(comment)  # whom an edit added before it was held


def announce_new(comment: Comment) -> None:
    """The same for a comment that was not there before."""
    if comment.state == CommentState.VISIBLE:
        _tell([comment])


def tell_of_mentions(comment: Comment) -> None:
    """Tell those whom a comment that is public mentions, and who were not told of it yet."""
    if comment.state == CommentState.VISIBLE:
        tell_mentioned(comment.html, **_about(comment))


def _tell(comments: list[Comment]) -> None:
    tell_all(_notice(comment) for comment in comments)
    for comment in comments:
        tell_of_mentions(comment)  # before the worker, which tells nobody twice
    heard = list(_heard(comments))
    _begin([row for row in heard if row.begins])
    for some in sql.batches(row for row in heard if row.is_watched):
        _leave_to_the_worker(some)


def _notice(comment: Comment) -> Notice:
    """For whom it answers: of a root, the essay's author."""
    parent, article = comment.parent, comment.article
    recipient = parent.author if parent else article.author
    return Notice(recipient, Kind.REPLY if parent else Kind.COMMENT, _about(comment))


def _about(comment: Comment) -> About:
    return {"actor": comment.author, "article": comment.article, "comment": comment}


def _heard(comments: Iterable[Comment]) -> Iterable[Heard]:
    for some in sql.batches([comment.pk for comment in comments]):
        marked = {"comments": sql.marks(some), "answered": _ANSWERED, "width": tree.WIDTH}
        yield from map(Heard._make, sql.rows(_HEARD.format(**_TABLES, **marked), some))


def _begin(rows: list[Heard]) -> None:
    """Who replies watches the thread."""
    for some in sql.batches({(row.author, row.thread) for row in rows}):
        values = ", ".join(["(%s, %s)"] * len(some))
        columns = f"INSERT INTO {Watch._meta.db_table} (watcher_id, thread_id)"
        pairs = [key for pair in some for key in pair]
        sql.run(f"{columns} VALUES {values} ON CONFLICT DO NOTHING", pairs)


def _leave_to_the_worker(rows: Sequence[Heard]) -> None:
    columns = "kind, actor_id, article_id, comment_id, thread_id"
    values = ", ".join([f"('{Kind.WATCHED}', %s, %s, %s, %s)"] * len(rows))
    keys = [key for r in rows for key in (r.author, r.article, r.comment, r.thread)]
    sql.run(f"INSERT INTO {Event._meta.db_table} ({columns}) VALUES {values}", keys)
