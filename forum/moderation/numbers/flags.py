"""What readers flagged, and how often moderators agreed."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from forum.moderation.balance import Share
from forum.moderation.models import Flag, FlagState, Rule


@dataclass(frozen=True)
class Flags:
    given: int
    upheld: Share  # of those settled
    rules: list[tuple[Rule, Share]]  # the same under each rule that was named


def flags(since: datetime) -> Flags:
    """In three queries. Given: in this time. Upheld or declined: decided in this time."""
    found: Counter[tuple[int, str]] = Counter()
    settled = Flag.objects.filter(decision__at__gte=since).order_by()
    for rule, state, number in settled.values_list("rule", "state").annotate(number=Count("id")):
        found[rule, state] += number
    rules = [(rule, _share(found, rule.pk)) for rule in Rule.objects.all()]
    named = [(rule, share) for rule, share in rules if share.whole]
    whole = Share(sum(share.part for _rule, share in named), found.total())
    return Flags(Flag.objects.filter(created_at__gte=since).count(), whole, named)


def _share(found: Counter[tuple[int, str]], rule: int) -> Share:
    upheld, declined = found[rule, FlagState.UPHELD], found[rule, FlagState.DECLINED]
    return Share(upheld, upheld + declined)
