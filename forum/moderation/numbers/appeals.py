"""Who appealed, and how often another moderator agreed with them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from forum.moderation.balance import Share
from forum.moderation.models import Appeal, AppealState


@dataclass(frozen=True)
class Appeals:
    made: int
    granted: Share  # of those decided


def appeals(since: datetime) -> Appeals:
    """In one query. Made: in this time. Granted or refused: decided in this time."""
    decided = Q(decision__at__gte=since)
    counted = Appeal.objects.aggregate(
        made=Count("id", Q(created_at__gte=since)),
        decided=Count("id", decided),
        granted=Count("id", decided & Q(state=AppealState.GRANTED)),
    )
    return Appeals(counted["made"], Share(counted["granted"], counted["decided"]))
