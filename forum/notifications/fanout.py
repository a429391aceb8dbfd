"""Telling many of one thing: the act writes one row, whoever watches; the worker looks for such
rows and tells the watchers, a batch at a time."""

import time
from functools import cache
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.tasks import task

from accounts.models import Mute, User
from forum import sql
from forum.notifications.models import Event, Kind, Leave, Notification, Preference, Watch
from forum.stepping import is_done

# Watchers who are told in one transaction. On SQLite others wait to write meanwhile: one reply in
# twenty took 0.1 s with a thousand, 0.03 s with fifty, which the worker tells with less work, too,
# as SQLite can hold what they change.
BATCH = 50
EVENTS = 20  # of which they are told in it
TURN = 0.25  # seconds of each look, a second apart: the rest of the time is theirs who write

_TABLES = {
    model.__name__.lower(): model._meta.db_table
    for model in (Leave, Mute, Notification, Preference, User)
} | {"watch": Watch._meta.db_table}

# In SQL, as all of it is asked under SQLite's one lock, for every argument that somebody watches.
_OLDEST = f"""
    SELECT id, kind, actor_id, article_id, comment_id, thread_id, told_to
    FROM {Event._meta.db_table} ORDER BY id LIMIT %s
"""
_DONE = f"DELETE FROM {Event._meta.db_table} WHERE id IN ({{events}})"
_GO_ON = f"UPDATE {Event._meta.db_table} SET told_to = %s WHERE id = %s"

# Which watches hear of it, each way by an index of its own; and who was told of it before.
_WAYS = {
    Kind.ARTICLE: (
        "person_id = %(actor)s",
        "tag_id IN (SELECT tag_id FROM {tagged} WHERE article_id = %(article)s)",
    ),
    Kind.WATCHED: ("article_id = %(article)s", "thread_id = %(thread)s"),
}
_TOLD = {
    Kind.ARTICLE: "article_id = %(article)s AND comment_id IS NULL",
    Kind.WATCHED: "comment_id = %(comment)s",
}

_NEXT = "SELECT id FROM {watch} WHERE {way} AND id > %(after)s ORDER BY id LIMIT %(batch)s"
_LAST = """
    SELECT MAX(id), COUNT(*) FROM (
        SELECT id FROM ({ways}) AS found ORDER BY id LIMIT %(batch)s
    ) AS next
"""
_BATCH = "SELECT watcher_id FROM {watch} WHERE {way} AND id > %(after)s AND id <= %(last)s"

# Whom `tell_all` would tell, too; and each once, in however many ways they watch.
_TELL = """
    INSERT INTO {notification}
        (recipient_id, article_id, kind, actor_id, comment_id, text, in_page)
    SELECT watcher.id, %(article)s, CAST(%(kind)s AS varchar(10)), %(actor)s,
        CAST(%(comment)s AS bigint), '',
        NOT EXISTS (
            SELECT 1 FROM {preference} AS wish
            WHERE wish.member_id = watcher.id AND NOT wish.in_page
                AND wish.kind = CAST(%(kind)s AS varchar(10))
        )
    FROM ({ways}) AS watch JOIN {user} AS watcher ON watcher.id = watch.watcher_id
    WHERE watcher.id <> %(actor)s AND watcher.is_active
        AND (watcher.suspended_until IS NULL OR watcher.suspended_until <= CURRENT_TIMESTAMP)
        AND NOT EXISTS (
            SELECT 1 FROM {mute} AS mute
            WHERE mute.member_id = watcher.id AND mute.muted_id = %(actor)s
        )
        AND NOT EXISTS (
            SELECT 1 FROM {leave} AS gone
            WHERE gone.member_id = watcher.id AND gone.article_id = %(article)s
        )
        AND watcher.id NOT IN (SELECT recipient_id FROM {notification} WHERE {told})
    ORDER BY watcher.id
"""


def tell_followers(author: User, article: models.Model) -> None:
    """Have those told who follow the author of a new essay or watch one of its tags, once however
    often it is published. To be called in the transaction that publishes it."""
    tagged = _tagged().objects.filter(article_id=article.pk).values("tag")
    if not Watch.objects.filter(models.Q(person=author) | models.Q(tag__in=tagged)).exists():
        return
    if Notification.objects.filter(kind=Kind.ARTICLE, article_id=article.pk).exists():
        return
    Event.objects.create(kind=Kind.ARTICLE, actor=author, article_id=article.pk)


@task
def fan_out(*events: int) -> None:
    """What the release before this one left in the queue: the worker looks for events itself."""


def turn() -> None:
    """A turn of the worker's: it ends in time, and goes on in the next."""
    if not Event.objects.exists():  # a look that takes no lock
        return
    is_done(tell_next, time.monotonic() + TURN)


@transaction.atomic
def tell_next() -> bool:
    """Tell the next batch and note how far that is, both or neither: of as many of the oldest
    events as have a batch's watchers together. Returns whether there may be more to tell. Killed
    and done again, it goes on after the last batch that was told."""
    events = sql.models(Event, _OLDEST + sql.to_change(skip_locked=True), [EVENTS])
    done: list[int] = []
    room = BATCH
    for event in events:
        how_many = _tell(event, room)
        if how_many == room:
            break
        done.append(event.pk)
        room -= how_many
    if done:
        sql.run(_DONE.format(events=sql.marks(done)), done)
    return len(events) == EVENTS or len(done) < len(events)


def _tell(event: Event, room: int) -> int:
    """Tell so many of its watchers at the most, and nobody of what visitors may not see. Returns
    how many watches were gone through: where there was room for all, as many as there are."""
    if not _is_public(event):
        return 0
    about = _about(event, room)
    last, how_many = _last_of_batch(event.kind, about)
    if last is not None:
        tell = _TELL.replace("{told}", _TOLD[Kind(event.kind)])
        sql.run(_of(event.kind, tell, _BATCH, " UNION "), about | {"last": last})
    if how_many == room:
        sql.run(_GO_ON, [last, event.pk])
    return how_many


def _about(event: Event, room: int) -> dict[str, object]:
    """The values of the statements."""
    return {
        "article": event.article_id,
        "kind": event.kind,
        "actor": event.actor_id,
        "comment": event.comment_id,
        "thread": event.thread_id,
        "after": event.told_to,
        "batch": room,
    }


def _last_of_batch(kind: str, about: dict[str, object]) -> tuple[int | None, int]:
    """The last watch of the next batch, by id, None when all have been told; and how many there
    are, fewer than a batch where they are the last."""
    statement = _of(kind, _LAST, f"SELECT id FROM ({_NEXT}) AS way", " UNION ALL ")
    [(last, how_many)] = sql.rows(statement, about)
    return last, how_many


def _of(kind: str, statement: str, way: str, joined_by: str) -> str:
    """The statement for one kind of event, with its ways to watch."""
    tagged = _tagged()._meta.db_table
    ways = [way.replace("{way}", each.format(tagged=tagged)) for each in _WAYS[Kind(kind)]]
    return statement.replace("{ways}", joined_by.join(ways)).format(**_TABLES)


# Fetched by name, as in `NotificationQuerySet.visible_to`: articles and comments lie above notices.


def _tagged() -> Any:
    """The model of which article bears which tag."""
    return apps.get_model("articles.Article")._meta.get_field("tags").remote_field.through


def _is_public(event: Event) -> bool:
    name, pk = "articles.Article", event.article_id
    if event.comment_id:
        name, pk = "comments.Comment", event.comment_id
    statement, values = _seen_by_visitors(name)
    return bool(sql.rows(statement, sql.for_key(values, pk)))


@cache
def _seen_by_visitors(name: str) -> tuple[str, tuple[object, ...]]:
    """What `visible_to` asks of one row for a visitor."""
    seen = apps.get_model(name).objects.visible_to(None).filter(pk=sql.STAND_IN)
    return sql.written(seen.values("pk"), DEFAULT_DB_ALIAS)


def catch_up() -> None:
    """Do now what waits for the worker: for who writes down a past, each act on its own day."""
    is_done(tell_next)
