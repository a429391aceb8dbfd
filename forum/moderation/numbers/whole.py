"""All the numbers of a period together, counted once for everyone and kept."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from forum.keeping import Kept, kept
from forum.moderation.models import Case
from forum.moderation.numbers.acts import Acts, acts
from forum.moderation.numbers.appeals import Appeals, appeals
from forum.moderation.numbers.flags import Flags, flags
from forum.moderation.numbers.period import Period
from forum.moderation.numbers.sides import Sides, sides
from forum.moderation.numbers.waits import Waits, waits

# Raise it when what is kept gets another shape: a new version cannot read what an older one kept.
SHAPE = 1
# The longer the period, the more there is to count, and the less a new act changes in it.
FRESH = {
    Period.MONTH: timedelta(minutes=10),
    Period.YEAR: timedelta(minutes=30),
    Period.ALL: timedelta(hours=1),
}


@dataclass(frozen=True)
class Waiting:
    """What waits for a moderator now, and how much of it is overdue."""

    cases: int
    overdue: int


@dataclass(frozen=True)
class Numbers:
    """What the page says of one period."""

    acts: Acts
    flags: Flags
    waits: Waits
    appeals: Appeals
    sides: Sides
    waiting: Waiting


def numbers_of(period: Period) -> Kept[Numbers]:
    """Kept, or counted now."""
    return kept(f"moderation-numbers:{SHAPE}:{period}", lambda: count(period), FRESH[period])


def count(period: Period) -> Numbers:
    """As they are now. Seventeen queries, however much there is."""
    now = timezone.now()
    since = period.since(now)
    waiting = Case.objects.aggregate(cases=Count("id"), overdue=Count("id", Q(due_at__lt=now)))
    return Numbers(
        acts(since), flags(since), waits(since), appeals(since), sides(since), Waiting(**waiting)
    )
