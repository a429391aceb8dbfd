"""Following what was written: the index is brought up to date, a batch at a time."""

import logging
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from forum.comments.models import Comment
from forum.search import entries, installing
from forum.search.engine import engine
from forum.search.entries import Entry
from forum.search.models import Change
from forum.stepping import is_done

log = logging.getLogger(__name__)

BATCH = 25  # texts written in one transaction, for which SQLite's other writers wait: some 10 ms
TURN = 0.1  # seconds at a stretch; then the worker sees to other things
# Words that are gone from the texts stay in SQLite's files of the index, where only a search engine
# finds them, until these are merged; which rewrites them all, so once a day for all that is gone.
SWEEP_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Work:
    """A batch: what it is of, and what to write of it."""

    changes: list[Change]  # done with it
    rest: Change | None  # an essay whose comments are gone through, further than before
    keys: set[int]
    entries: list[Entry]


def turn() -> None:
    """A turn of the worker's: it ends in time, and goes on in the next."""
    if not Change.objects.exists():  # a look that takes no lock
        return
    is_done(follow, time.monotonic() + TURN)
    _sweep_if_due()


def see_to_triggers() -> None:
    """SQLite drops those of a table that a migration made anew."""
    if not installing.mend():
        log.warning("Triggers of the search were missing: all texts are gone through again.")


def catch_up() -> None:
    """Follow all there is to follow, now."""
    is_done(follow)


def follow() -> bool:
    """Bring a batch up to date; returns whether there may be more. Killed half-way, it is done
    again."""
    with engine().alone() as is_free:
        work = _next() if is_free else None
        if work is None:
            return False
        with transaction.atomic():
            _write(work)
    return True


def _next() -> Work | None:
    todo = Change.objects.exclude(kind=Change.Kind.SWEEP).order_by("whole", "id")
    changes = list(todo[:BATCH])
    if not changes:
        return None
    few = [change for change in changes if not change.whole]
    if few:
        of = {kind: {each.ref for each in few if each.kind == kind} for kind in Change.Kind}
        return _work(few, None, of[Change.Kind.ARTICLE], of[Change.Kind.COMMENT])
    return _next_of_debate(changes[0])


def _next_of_debate(whole: Change) -> Work:
    debate = Comment.objects.filter(article=whole.ref, number__gt=whole.after).order_by("number")
    rows = list(debate.values_list("number", "pk")[:BATCH])
    comments = {pk for _number, pk in rows}
    if len(rows) < BATCH:
        return _work([whole], None, set(), comments)
    whole.after = rows[-1][0]
    return _work([], whole, set(), comments)


def _work(
    changes: list[Change], rest: Change | None, articles: set[int], comments: set[int]
) -> Work:
    made = [*entries.of_articles(articles), *entries.of_comments(comments)]
    return Work(changes, rest, {-pk for pk in articles} | comments, made)


def _write(work: Work) -> None:
    """What is as it was is not written again."""
    was = engine().kept(work.keys)
    new = [entry for entry in work.entries if was.get(entry.key) != entry]
    changed = {entry.key for entry in new} | (was.keys() - {e.key for e in work.entries})
    if changed & was.keys():
        engine().drop(changed & was.keys())
    engine().put(new)
    if _lost(was, new, changed):
        Change.objects.get_or_create(kind=Change.Kind.SWEEP)
    Change.objects.filter(pk__in=[change.pk for change in work.changes]).delete()
    if work.rest:
        Change.objects.filter(pk=work.rest.pk).update(after=work.rest.after)


def _lost(was: dict[int, Entry], new: Iterable[Entry], changed: set[int]) -> bool:
    """Are there words that were in the index and should not be?"""
    now = {entry.key: entry.words for entry in new}
    return any(key in changed and now.get(key) != entry.words for key, entry in was.items())


def _sweep_if_due() -> None:
    due = Change.objects.filter(kind=Change.Kind.SWEEP, at__lte=timezone.now() - SWEEP_AFTER)
    if due.exists():
        sweep_on()


def sweep_on() -> bool:
    """A step of the sweep that is asked for; returns whether there are more."""
    with engine().alone() as is_free, transaction.atomic():
        sweep = Change.objects.filter(kind=Change.Kind.SWEEP).order_by("pk").first()
        if sweep is None or not is_free:
            return False
        if engine().sweep(begins=sweep.after == 0):
            Change.objects.filter(pk=sweep.pk).update(after=1)
            return True
        sweep.delete()
        return False


def sweep() -> None:
    """At once what otherwise waits for a day: after it no word that is gone is in the index."""
    is_done(sweep_on)


def rebuild() -> None:
    """Make the index anew from the essays and comments."""
    with transaction.atomic():
        Change.objects.all().delete()
        engine().empty()
        installing.install()
    catch_up()
    engine().tidy()
