"""A case is in one moderator's hands at a time: taken by opening it, given back by leaving it."""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.moderation.cases import Thing, about
from forum.moderation.models import Case
from forum.refusals import Refused

# Enough to read a thread and write a reason; who went away meanwhile keeps nothing from the others.
CLAIM = timedelta(minutes=10)


def claim(moderator: User, case: Case) -> bool:
    """Take the case, or renew the claim; False when somebody else has it. Whatever else this
    moderator had open is free again.

    Each step is one statement of its own, so that of two who come at once one finds it taken, and
    nobody ever holds a row while waiting for another.
    """
    now = timezone.now()
    Case.objects.filter(claimed_by=moderator).exclude(pk=case.pk).update(
        claimed_by=None, claimed_until=None
    )
    free = Q(claimed_by=None) | Q(claimed_by=moderator) | Q(claimed_until__lte=now)
    until = now + CLAIM
    taken = Case.objects.filter(free, pk=case.pk).update(claimed_by=moderator, claimed_until=until)
    if taken:
        case.claimed_by, case.claimed_until = moderator, until
    elif now_so := Case.objects.select_related("claimed_by").filter(pk=case.pk).first():
        case.claimed_by, case.claimed_until = now_so.claimed_by, now_so.claimed_until
    return bool(taken)


def claim_to_act(moderator: User, thing: Thing) -> None:
    """Whoever acts has the case in their hands from here on. Raises Refused (409) when somebody
    else has it; what waits for nobody is free to all."""
    case = Case.objects.filter(about(thing)).select_related("claimed_by").first()
    if case is None or claim(moderator, case):
        return
    # Neither taken nor mine: it was decided in this very moment, and the act itself will say so.
    if holder := case.taken_from(moderator):
        raise Refused(_taken(holder, case), HTTPStatus.CONFLICT)


def release(moderator: User, until: datetime) -> None:
    """Give back what this moderator opened, unless it was opened once more since: then its claim
    ends at another moment than `until`."""
    Case.objects.filter(claimed_by=moderator, claimed_until=until).update(
        claimed_by=None, claimed_until=None
    )


def _taken(holder: User, case: Case) -> str:
    return _(
        "%(moderator)s has this open, until %(time)s at the latest. Nothing was done, and your "
        "words are kept below."
    ) % {
        "moderator": holder,
        "time": timezone.localtime(case.claimed_until).strftime("%H:%M"),
    }
