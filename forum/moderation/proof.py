"""Proves the log: walks its chain from the first entry, and compares every column with the record.

What cannot be told is left to whoever noted a head: someone who can write to the database can make
a new chain from any entry on, and only a hash that was noted elsewhere shows it.
"""

import json
from collections.abc import Iterator
from itertools import chain as joined
from typing import NamedTuple

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation import chain
from forum.moderation.models import LogEntry, LogHead

CHUNK = 1000  # entries in memory at a time

# Facts whose column empties when the row it names is deleted: an account, with what hangs on it.
MAY_GO: dict[str, tuple[str, type[Model]]] = {
    "moderator": ("moderator_id", User),
    "mark": ("member_id", User),
    "article": ("article_id", Article),
    "comment": ("comment_id", Comment),
}
# What a fact is called in the table, where that is another name.
COLUMNS = {"mark": "member", "version": "wording", "words": "wording"}


class Head(NamedTuple):
    """Where a chain ends, as it is shown in public and as somebody noted it."""

    number: int = 0
    hash: str = chain.START


class Broken(Exception):  # noqa: N818 - a finding, not an error of the program
    """The first entry that fails, and why."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(_("Entry %(number)s: %(why)s") % {"number": number, "why": why})
        self.number = number


def head() -> Head:
    """The newest entry's number and hash, as the head's row has them."""
    row = LogHead.objects.filter(pk=1).first()
    return Head(row.number, row.hash) if row else Head()


def verify(noted: Head | None = None) -> Head:
    """Raises Broken for the first entry that does not hold; returns the head that was proved.

    Acts may go on meanwhile: what came after the head that was read is left to the next time.
    """
    newest = LogEntry.objects.aggregate(last=Max("number"))["last"] or 0
    until = head()  # read after `newest`, so that an act between the two is no failure
    if noted and noted.number > until.number:
        raise Broken(noted.number, _("it was noted, but the log ends before it."))
    last = Head()
    for last in _walk(until.number):
        if noted and last.number == noted.number and last.hash != noted.hash:
            raise Broken(last.number, _("its hash is not the one that was noted."))
    if last != until:
        raise Broken(until.number, _("its hash is not the one that the head has."))
    if newest > until.number:
        raise Broken(newest, _("it stands after the log’s head."))
    return last


def _walk(until: int) -> Iterator[Head]:
    """Each entry's number and hash, once it was checked."""
    last, last_id = Head(), 0
    for entry in joined.from_iterable(chunks(until)):
        if entry.number != last.number + 1:
            raise Broken(last.number + 1, _("it is missing."))
        _check(entry, last.hash)
        if entry.pk <= last_id:
            raise Broken(entry.number, _("its id puts it before the entry it follows."))
        last, last_id = Head(entry.number, entry.hash), entry.pk
        yield last
    if last.number < until:
        raise Broken(last.number + 1, _("it is missing."))


def chunks(until: int) -> Iterator[list[LogEntry]]:
    """The log up to a number, oldest first, some entries at a time: each is a short query, so
    nothing waits for this, and both database engines keep only these in memory."""
    log = LogEntry.objects.prefetch_related("rule", "wording", "undoes", "moderator")
    last = -1
    while chunk := list(log.filter(number__gt=last, number__lte=until).order_by("number")[:CHUNK]):
        yield chunk
        last = chunk[-1].number


def _check(entry: LogEntry, before: str) -> None:
    if chain.link(before, entry.record) != entry.hash:
        why = _("its hash does not follow from its record and the entry before it.")
        raise Broken(entry.number, why)
    if chain.record_of(entry) != entry.record:
        _compare(entry)


def _compare(entry: LogEntry) -> None:
    """Raises Broken unless all that differs is that an account is gone, and what went with it."""
    try:
        record = json.loads(entry.record)
    except ValueError:
        record = None
    facts = chain.facts_of(entry)
    if type(record) is not dict or chain.canonical(record) != entry.record:
        raise Broken(entry.number, _("its record is not in the form that all records have."))
    for name in sorted(record.keys() | facts.keys()):
        if record.get(name) != facts.get(name) and not _is_gone(entry, name, record.get(name)):
            why = _("its column ‘%(column)s’ does not say what its record says.")
            raise Broken(entry.number, why % {"column": COLUMNS.get(name, name)})


def _is_gone(entry: LogEntry, name: str, fact: chain.Fact) -> bool:
    """Is the column empty because the row that the record names is there no more? Of somebody who
    left for good the salt is gone, too: then nobody can say what the marks stood for."""
    if name not in MAY_GO:
        return False
    if isinstance(fact, str) and not entry.salt and entry.member_id is None:
        return True
    column, model = MAY_GO[name]
    if getattr(entry, column) is not None:
        return False
    rows = model._default_manager
    if isinstance(fact, int):
        return not rows.filter(pk=fact).exists()
    # Only a commitment is recorded: it is gone if no row that there is fits it.
    kind = COLUMNS.get(name, name)
    pks = rows.values_list("pk", flat=True).iterator()
    return all(chain.mark(entry.salt, kind, pk) != fact for pk in pks)
