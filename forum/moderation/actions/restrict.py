"""What is done to a member's account, and what then holds for them for a time."""

from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from forum.moderation.models import Restriction, RestrictionKind


def keep_restricted(member: User) -> None:
    """Recompute from the restrictions until when the member is silenced and suspended. The caller
    holds the member's row."""
    until = (
        Restriction.objects.active(timezone.now())
        .filter(member=member)
        .aggregate(
            silenced=Max("until", filter=Q(kind=RestrictionKind.SILENCE)),
            suspended=Max("until", filter=Q(kind=RestrictionKind.SUSPEND)),
        )
    )
    member.silenced_until, member.suspended_until = until["silenced"], until["suspended"]
    member.save(update_fields=["silenced_until", "suspended_until"])
