"""Telling many of one thing: the act writes one row and one task, whoever watches; the worker tells
the watchers, a batch at a time."""

from django.apps import apps
from django.db import models, transaction
from django.tasks import task

from accounts.models import Mute, User
from forum import sql
from forum.notifications.models import Event, Kind, Leave, Notification, Watch

BATCH = 1_000  # watchers who are told by one statement

_TABLES = {
    model.__name__.lower(): model._meta.db_table for model in (Leave, Mute, Notification, User)
} | {"watch": Watch._meta.db_table}

_LAST = """
    SELECT MAX(id) FROM (
        SELECT id FROM {watch} WHERE person_id = %s AND id > %s ORDER BY id LIMIT %s
    ) AS next
""".format(**_TABLES)

# Whom `tell_all` would tell, too; and nobody who may not use the site at the time.
_TELL = """
    INSERT INTO {notification} (recipient_id, article_id, kind, actor_id, text)
    SELECT watch.watcher_id, %(article)s, %(kind)s, %(actor)s, ''
    FROM {watch} AS watch JOIN {user} AS watcher ON watcher.id = watch.watcher_id
    WHERE watch.person_id = %(actor)s AND watch.id > %(after)s AND watch.id <= %(last)s
        AND watcher.id <> %(actor)s AND watcher.is_active
        AND (watcher.suspended_until IS NULL OR watcher.suspended_until <= CURRENT_TIMESTAMP)
        AND NOT EXISTS (
            SELECT 1 FROM {mute} AS mute
            WHERE mute.member_id = watcher.id AND mute.muted_id = %(actor)s
        )
        AND NOT EXISTS (
            SELECT 1 FROM {leave} AS gone
            WHERE gone.member_id = watcher.id AND gone.article_id = %(article)s
        )
    ORDER BY watch.id
""".format(**_TABLES)


def tell_followers(author: User, article: models.Model) -> None:
    """Have those told who follow the author of a new essay, once however often it is published.
    To be called in the transaction that publishes it."""
    if not Watch.objects.filter(person=author).exists():
        return
    if Notification.objects.filter(kind=Kind.ARTICLE, article_id=article.pk).exists():
        return
    event = Event.objects.create(kind=Kind.ARTICLE, actor=author, article_id=article.pk)
    fan_out.enqueue(event.pk)


@task
def fan_out(event: int) -> None:
    """Tell all who watch. Killed and done again, it goes on after the last batch that was told."""
    while tell_next(event):
        pass


@transaction.atomic
def tell_next(pk: int) -> bool:
    """Tell the next batch and note how far that is, both or neither; returns whether there may be
    more. The event goes with the last batch, or when visitors may not see what it is about."""
    event = Event.objects.select_for_update().filter(pk=pk).first()
    if event is None:
        return False
    last = _last_of_batch(event) if _is_public(event) else None
    if last is None:
        event.delete()
        return False
    about = {"article": event.article_id, "kind": event.kind, "actor": event.actor_id}
    sql.run(_TELL, about | {"after": event.told_to, "last": last})
    Event.objects.filter(pk=pk).update(told_to=last)
    return True


def _last_of_batch(event: Event) -> int | None:
    """The last watch of the next batch, by id; None when all have been told."""
    [[last]] = sql.rows(_LAST, [event.actor_id, event.told_to, BATCH])
    return last


def _is_public(event: Event) -> bool:
    """Fetched by name, as in `NotificationQuerySet.visible_to`: articles lie above notices."""
    articles = apps.get_model("articles.Article").objects.visible_to(None)
    return articles.filter(pk=event.article_id).exists()


def catch_up() -> None:
    """Do now what waits for the worker: for who writes down a past, each act on its own day."""
    for event in Event.objects.order_by("pk").values_list("pk", flat=True):
        fan_out.func(event)
