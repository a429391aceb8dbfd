"""Asking for a takeout, making it, and clearing it away."""

import secrets
from datetime import timedelta
from http import HTTPStatus
from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Takeout, User
from accounts.speaking import in_words_of
from forum.exchange.takeout import pack
from forum.refusals import refuse_if

KEPT = timedelta(days=7)  # long enough to fetch it, short enough to leave no copy lying about
TOLD_EVERY = 200  # rows between two notes of how far it is


@transaction.atomic
def ask(member: User) -> Takeout:
    """Have it made; an earlier one goes. Raises Refused (409) while one is being made."""
    User.objects.select_for_update(no_key=True).get(pk=member.pk)
    before = Takeout.objects.filter(member=member).first()
    being_made = before is not None and not before.is_ready
    refuse_if(_("It is being made already.") if being_made else "", HTTPStatus.CONFLICT)
    if before:
        _remove(before)
    takeout = Takeout.objects.create(member=member)
    make.enqueue(takeout.pk)
    return takeout


def remove(takeout: Takeout) -> None:
    with transaction.atomic():
        _remove(takeout)


def _remove(takeout: Takeout) -> None:
    """The row, and once that is certain the file."""
    name = takeout.file
    takeout.delete()
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


@task
def make(pk: int) -> None:
    """Make it, and put its end on the list. Done again after a kill, it makes it anew."""
    takeout = Takeout.objects.select_related("member").filter(pk=pk, made_at=None).first()
    if takeout is None:
        return
    if takeout.file:  # of a worker that was killed
        default_storage.delete(takeout.file)
    # Nobody is told this name: the file goes out through the site, to its owner.
    name = f"takeouts/{secrets.token_urlsafe(24)}.zip"
    rows = Takeout.objects.filter(pk=pk)
    rows.update(file=name, total=pack.count(takeout.member), done=0)
    with TemporaryFile() as file, in_words_of(takeout.member):
        pack.write(file, takeout.member, _Progress(pk))
        file.seek(0)
        default_storage.save(name, File(file))
    now = timezone.now()
    with transaction.atomic():
        if rows.update(made_at=now):
            clear.using(run_after=now + KEPT).enqueue(pk)
        else:  # nobody wants it any more
            default_storage.delete(name)


@task
def clear(pk: int) -> None:
    for takeout in Takeout.objects.filter(pk=pk):
        remove(takeout)


class _Progress:
    """Notes now and then how many rows are written, for who waits."""

    def __init__(self, pk: int) -> None:
        self._rows = Takeout.objects.filter(pk=pk)
        self._done = 0

    def __call__(self, rows: int) -> None:
        self._done += rows
        if self._done % TOLD_EVERY == 0:
            self._rows.update(done=self._done)
