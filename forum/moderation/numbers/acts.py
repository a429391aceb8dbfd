"""What was done: acts by kind, by month, and by whom."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.moderation.balance import Share
from forum.moderation.models import Act, LogEntry
from forum.moderation.models.log import TAKING

MONTHS = 12  # shown, the newest first; the log has the others
GROUPS: dict[Promise, set[Act]] = {
    _("left as it was"): {Act.KEEP, Act.APPROVE, Act.UPHOLD},
    _("held"): {Act.HOLD},
    _("hidden, removed or cleared"): {Act.HIDE, Act.REMOVE, Act.CLEAR},
    _("taken back"): {Act.RESTORE, Act.UNLOCK, Act.UNDO, Act.REVERSE},
    _("about a member"): {Act.NOTE, Act.WARN, Act.SILENCE, Act.SUSPEND},
    _("about how a debate goes on"): {Act.LOCK, Act.SLOW, Act.PREMODERATE},
}


# Where the log's word for an act needs somebody it was done to.
ALONE: dict[Act, Promise] = {
    Act.NOTE: _("noted"),
    Act.PREMODERATE: _("premoderated"),
    Act.UPHOLD: _("let stand on appeal"),
}


@dataclass(frozen=True)
class Kind:
    """How often one act was done."""

    act: Act
    number: int

    @property
    def word(self) -> str:
        return str(ALONE.get(self.act, self.act.label))


@dataclass(frozen=True)
class Month:
    """One month's acts: how many, and how many of each group that there were."""

    first: datetime
    acts: int
    groups: list[tuple[Promise, int]]


@dataclass(frozen=True)
class Acts:
    kinds: list[Kind]  # the most frequent first
    months: list[Month]  # the newest first
    automated: int
    by_authors: int  # of essays, in their own debates
    undone: Share  # of those that took something, the ones undone or reversed meanwhile

    @property
    def all(self) -> int:
        return sum(kind.number for kind in self.kinds)

    @property
    def by_moderators(self) -> int:
        return self.all - self.automated - self.by_authors

    @property
    def most(self) -> int:
        """Of one month."""
        return max((month.acts for month in self.months), default=0)


def acts(since: datetime) -> Acts:
    """In three queries."""
    log = LogEntry.objects.filter(at__gte=since).order_by()
    rows = log.annotate(month=TruncMonth("at")).values_list("month", "act", "automated")
    kinds: Counter[Act] = Counter()
    months: dict[datetime, Counter[Act]] = {}
    automated = 0
    for month, kind, by_software, number in rows.annotate(number=Count("id")):
        kinds[Act(kind)] += number
        months.setdefault(month, Counter())[Act(kind)] += number
        automated += number if by_software else 0
    return Acts(
        [Kind(*kind) for kind in kinds.most_common()],
        [_month(first, months[first]) for first in sorted(months, reverse=True)[:MONTHS]],
        automated,
        log.filter(moderator=F("article__author")).count(),
        _undone(since),
    )


def _month(first: datetime, kinds: Counter[Act]) -> Month:
    groups = [(words, sum(kinds[kind] for kind in of)) for words, of in GROUPS.items()]
    return Month(first, kinds.total(), [(words, number) for words, number in groups if number])


def _undone(since: datetime) -> Share:
    taking = LogEntry.objects.filter(at__gte=since, act__in=[*TAKING, Act.LOCK])
    counted = taking.aggregate(acts=Count("id"), undone=Count("undone_by"))
    return Share(counted["undone"], counted["acts"])
