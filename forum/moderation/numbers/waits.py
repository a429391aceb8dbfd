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
    matters = [*_flagged(since), *holds.matters, *_appealed(since)]
    harms = [_wait(harm, matters) for harm in reversed(Harm)]
    return Waits([wait for wait in harms if wait], holds.counted)


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


class _Step(NamedTuple):
    """Something that befell a comment that was held: its state then, and how grave that is."""

    at: datetime
    comment: int
    state: str
    harm: int


class _Held:
    """Every comment that was held: since when, how grave that was, and what came of it."""

    def __init__(self, since: datetime) -> None:
        self.begun = 0  # in this time
        self.ends: list[str] = []  # the states they went to in this time
        self.matters: list[Matter] = []
        waiting: dict[int, _Step] = {}
        for step in sorted([*_begun(), *_ended()]):
            if step.state != CommentState.HELD:
                begun = waiting.pop(step.comment, None)
                if step.at >= since:
                    self._end(begun, step)
            elif step.comment not in waiting:
                waiting[step.comment] = step
                self.begun += step.at >= since

    def _end(self, begun: _Step | None, end: _Step) -> None:
        self.ends.append(end.state)
        if begun:
            self.matters.append(Matter(begun.harm, begun.at, end.at))

    @property
    def counted(self) -> Holds:
        approved = self.ends.count(CommentState.VISIBLE)
        return Holds(self.begun, Share(approved, len(self.ends)))


def _begun() -> Iterator[_Step]:
    """By the rules before posting, and by acts. What flags held has both, and counts once."""
    by_rules = Hold.objects.values_list("created_at", "comment", "rule__harm")
    by_acts = Change.objects.filter(after=CommentState.HELD)
    rows = by_acts.values_list("entry__at", "comment", "entry__rule__harm")
    for at, comment, harm in (*by_rules.iterator(), *rows.iterator()):
        yield _Step(at, comment, CommentState.HELD, harm or Harm.SLIGHT)


def _ended() -> Iterator[_Step]:
    ended = Change.objects.filter(before=CommentState.HELD)
    for at, comment, after in ended.values_list("entry__at", "comment", "after").iterator():
        yield _Step(at, comment, after, 0)
