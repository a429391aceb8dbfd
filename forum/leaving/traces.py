"""What is left of a member wherever it may be: rows of any table that point at them, tasks, files,
and what is kept ready from before."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import connection, models
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.models import Departure, Takeout, User
from forum.articles.actions.rebuild import rebuild_one as rebuild_essay
from forum.articles.models import Article
from forum.comments.actions.rebuild import rebuild_one as rebuild_comment
from forum.comments.models import Comment
from forum.keeping import forget_all
from forum.pieces.models import Piece, Shell, ViewShell, WordedPiece
from forum.search import actions as index

BATCH = 500
# Longer than any page takes to be made: who began one before may still keep it after.
AGAIN = timedelta(minutes=10)
# It goes with the member's row, at the very end: it says that there is work to do.
LAST = (Departure,)


def steps(member: User) -> list[Callable[[], bool]]:
    """One for each column of any table that points at a member: what a later table holds of them
    goes, too, whoever adds it and forgets that people leave."""
    return [
        partial(_batch, relation, member)
        for relation in User._meta.related_objects
        if relation.related_model not in LAST and not relation.many_to_many
    ]


def _batch(relation: Any, member: User) -> bool:
    """Delete some rows where they would go with the member's, or let them point at nobody."""
    rows = relation.related_model._default_manager.filter(**{relation.field.name: member})
    some = list(rows.values_list("pk", flat=True)[:BATCH])
    rows = relation.related_model._default_manager.filter(pk__in=some)
    if relation.on_delete is models.SET_NULL:
        # Of the log this is left to the end: until then its record names a row that there is.
        if relation.related_model._meta.label == "moderation.LogEntry":
            return False
        rows.update(**{relation.field.name: None})
    else:
        rows.delete()
    return bool(some)


def forget_files(member: User) -> bool:
    """Their picture, and what they took away: the file goes before the row that knows its name.
    Pictures of essays went with these."""
    made = Takeout.objects.filter(member=member)
    for name in filter(None, [member.avatar, *made.values_list("file", flat=True)]):
        default_storage.delete(name)
    made.delete()
    return False


def forget_notes(member: User) -> bool:
    """Tasks that hold their address or their page: mail that waits for a server, or was given up.
    And what the admin site noted about them as a row of its own, by name."""
    addresses = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    theirs = {json.dumps(name) for name in (member.email, *addresses) if name}
    for waiting in DBTaskResult.objects.all():
        said = json.dumps(waiting.args_kwargs)
        if member.get_absolute_url() in said or any(name in said for name in theirs):
            waiting.delete()
    about = ContentType.objects.get_for_model(User)
    AdminEntry.objects.filter(content_type=about, object_id=str(member.pk)).delete()
    return False


@task
def sweep_kept_pages() -> None:
    """Throw away all that was made ready before: it can be made again, and none of it is shown any
    more, as the site's version is another."""
    with overwritten():
        tables: tuple[Any, ...] = (Shell, ViewShell, Piece, WordedPiece)
        for model in tables:
            rows = model._default_manager
            while some := list(rows.values_list("pk", flat=True)[:BATCH]):
                rows.filter(pk__in=some).delete()
        forget_all()
        index.catch_up()
        index.sweep()


def have_kept_pages_swept() -> None:
    sweep_kept_pages.enqueue()
    sweep_kept_pages.using(run_after=timezone.now() + AGAIN).enqueue()


@contextmanager
def overwritten() -> Iterator[None]:
    """What is deleted meanwhile is overwritten in the file as well. PostgreSQL has no such switch:
    there its own cleaning gives the room to other rows."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=ON")
        try:
            yield
        finally:
            cursor.execute("PRAGMA secure_delete=OFF")
            # The log of writes holds what was there before. Where somebody reads just now it stays
            # until the next time.
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def unlink_mentions(member: User) -> Callable[[], bool]:
    """What others wrote stays as it is, but where they named the member there is nobody to link to
    any more: who is about to leave is found by no renderer. A link that was typed as one stays, so
    this goes from text to text instead of until none is left."""
    batches = _unlinked(member)
    return lambda: next(batches, False)


def _unlinked(member: User) -> Iterator[bool]:
    rebuilding: tuple[tuple[Any, Callable[[Any], object]], ...] = (
        (Comment, rebuild_comment),
        (Article, rebuild_essay),
    )
    named = {"html__contains": f'href="{member.get_absolute_url()}"'}
    for model, rebuild in rebuilding:
        after = 0
        texts = model.objects.filter(**named).order_by("pk").only("pk")
        while some := list(texts.filter(pk__gt=after)[:BATCH]):
            for text in some:
                rebuild(text)
            after = some[-1].pk
            yield True
