"""How long what waited for a moderator waited, by its harm; and what was held.

A matter begins with its first flag, its being held, or an appeal, and ends with the decision. What
a later undoing made of its flags changes nothing about how long it waited.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import F, Max, Min
from django.db.models.functions import Coalesce

from forum.comments.models import CommentState
from forum.moderation.balance import Share
from forum.moderation.cases import DUE_WITHIN
from forum.moderation.models import Appeal, AppealState, Change, Flag, FlagState, Harm, Hold
from forum.moderation.numbers.period import length


class Matter(NamedTuple):
    """Something that waited and was decided."""

    harm: int
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Wait:
    """What matters of one harm had to wait."""

    harm: Harm
    median: timedelta
    due: timedelta
    in_time: Share

    @property
    def median_words(self) -> str:
        return length(self.median)

    @property
    def due_words(self) -> str:
        return length(self.due)


@dataclass(frozen=True)
class Holds:
    """What was held, by the rules before posting, by flags, or by a person."""

    held: int
    approved: Share  # of those decided


@dataclass(frozen=True)
class Waits:
    harms: list[Wait]  # the gravest first; those that there were
    holds: Holds


def waits(since: datetime) -> Waits:
    """Of matters decided since then. In five queries; half as many numbers as matters are kept."""
    holds = _Held(since)
    matters = [*_flagged(since), *holds.decided(), *_appealed(since)]
    harms = [_wait(harm, matters) for harm in reversed(Harm)]
    return Waits([wait for wait in harms if wait], holds.counted())


def _wait(harm: Harm, matters: list[Matter]) -> Wait | None:
    times = sorted(m.until - m.since for m in matters if m.harm == harm)
    if not times:
        return None
    due = DUE_WITHIN[harm]
    return Wait(harm, _median(times), due, Share(sum(time <= due for time in times), len(times)))


def _median(times: list[timedelta]) -> timedelta:
    """Of sorted times; `statistics.median` takes numbers only."""
    middle = len(times) // 2
    return times[middle] if len(times) % 2 else (times[middle - 1] + times[middle]) / 2


def _flagged(since: datetime) -> Iterator[Matter]:
    """The flags that one act settled on one thing are one matter."""
    decided = Flag.objects.exclude(state=FlagState.WAITING).filter(decision__at__gte=since)
    rows = (
        decided.order_by()
        .values("comment", "article", "member", "decision")
        .annotate(
            first=Min("created_at"),
            harm=Max("rule__harm"),
            at=Coalesce(F("decision__undoes__at"), F("decision__at")),
        )
    )
    for row in rows.values_list("harm", "first", "at").iterator():
        yield Matter(*row)


def _appealed(since: datetime) -> Iterator[Matter]:
    decided = Appeal.objects.exclude(state=AppealState.WAITING).filter(decision__at__gte=since)
    for row in decided.values_list("created_at", "decision__at").iterator():
        yield Matter(Harm.SERIOUS, *row)


class _Held:
    """The story of every comment that was held: since when, how grave, and what came of it."""

    def __init__(self, since: datetime) -> None:
        self.since = since
        self.steps = sorted([*self._begun(), *self._ended()])

    def _begun(self) -> Iterator[tuple[datetime, int, str, int]]:
        by_rules = Hold.objects.values_list("created_at", "comment", "rule__harm")
        by_acts = Change.objects.filter(after=CommentState.HELD).values_list(
            "entry__at", "comment", "entry__rule__harm"
        )
        for at, comment, harm in (*by_rules.iterator(), *by_acts.iterator()):
            yield at, comment, CommentState.HELD, harm or Harm.SLIGHT

    def _ended(self) -> Iterator[tuple[datetime, int, str, int]]:
        ended = Change.objects.filter(before=CommentState.HELD, entry__at__gte=self.since)
        for at, comment, after in ended.values_list("entry__at", "comment", "after").iterator():
            yield at, comment, after, 0

    def decided(self) -> Iterator[Matter]:
        waiting: dict[int, tuple[int, datetime]] = {}
        for at, comment, state, harm in self.steps:
            if state == CommentState.HELD:
                waiting.setdefault(comment, (harm, at))
            elif comment in waiting:
                yield Matter(*waiting.pop(comment), at)

    def counted(self) -> Holds:
        held = CommentState.HELD
        ends = [state for _at, _comment, state, _harm in self.steps if state != held]
        begun = {(at, comment) for at, comment, state, _harm in self.steps if state == held}
        approved = sum(state == CommentState.VISIBLE for state in ends)
        return Holds(sum(at >= self.since for at, _comment in begun), Share(approved, len(ends)))
