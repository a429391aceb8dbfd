"""The tasks of letters. Each is written when it is sent: what is hidden by then is not told."""

import logging
import time
from typing import Any

from allauth.account.models import EmailAddress
from django.core.mail import mailers
from django.db.models import Exists, OuterRef, Subquery
from django.tasks import task
from django.utils import timezone

from accounts.models import Departure
from forum.mail import TRANSPORT
from forum.notifications.mailing.contents import contents
from forum.notifications.mailing.models import Letter
from forum.notifications.mailing.writing import written

log = logging.getLogger(__name__)

# Everything else that waits goes first, above all codes to log in with: ten thousand letters about
# one essay take minutes.
BEHIND = -10
WORKS = 0.5  # seconds at a stretch, for the same reason


@task(priority=BEHIND)
def send_several(*letters: int) -> None:
    """Send these in one task: one for each would cost the database four transactions more a letter,
    under SQLite's one lock. When the time is over, the rest are the next task; once one fails, it
    and the rest have a task each, to be tried again for itself."""
    until = time.monotonic() + WORKS
    for n, letter in enumerate(letters):
        if time.monotonic() > until:
            send_several.enqueue(*letters[n:])
            return
        try:
            deliver(letter)
        except Exception:
            log.exception("Letter %s was not sent: it and those after it go one by one.", letter)
            for each in letters[n:]:
                send.enqueue(each)
            return


@task(priority=BEHIND)
def send(letter: int) -> None:
    """Send one. What goes wrong is raised: the worker tries again."""
    deliver(letter)


def deliver(pk: int) -> None:
    """Hand the letter to the mail server, if there is still something to tell, and somebody to tell
    it to. Killed after the server took it and before that was noted, it is sent again, under the
    same name."""
    letter = _to_be_sent(pk)
    if letter is None:
        return
    told = contents(letter) if letter.address and _takes_mail(letter) else None
    if not (told and told.notices):
        letter.delete()  # its notices are done with all the same
        return
    mailers[TRANSPORT].send_messages([written(letter, letter.address, told)])
    letter.sent_at = timezone.now()
    letter.save(update_fields=["sent_at"])


def _to_be_sent(pk: int) -> Any:
    """The letter with its member, the `address` they confirmed, and whether one `is_leaving`; None
    if it is not to be sent any more."""
    mine = {"user": OuterRef("member"), "verified": True, "primary": True}
    letters = Letter.objects.select_related("member").annotate(
        address=Subquery(EmailAddress.objects.filter(**mine).values("email")[:1]),
        is_leaving=Exists(Departure.objects.filter(member=OuterRef("member"))),
    )
    return letters.filter(pk=pk, sent_at=None).first()


def _takes_mail(letter: Any) -> bool:
    member = letter.member
    return member.is_active and not member.is_suspended and not letter.is_leaving
