"""Asking to leave, and coming back."""

from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import Departure, User
from forum.leaving import rules
from forum.leaving.erase import erase
from forum.refusals import refuse_if


@transaction.atomic
def ask(member: User, keeps_texts: bool) -> Departure:
    """From now on the account is shut but for coming back, and in `RETURN_WITHIN` it is erased.
    Everybody who is logged in to it is logged out; a mail says how to come back. Asked twice, the
    first time counts. Raises Refused (403) for the only administrator."""
    locked = _lock(member)
    asked = Departure.objects.filter(member=member).first()
    if asked:
        return asked
    refuse_if(rules.may_leave(locked))
    now = timezone.now()
    due = now + rules.RETURN_WITHIN
    asked = Departure.objects.create(
        member=member, keeps_texts=keeps_texts, asked_at=now, due_at=due
    )
    User.objects.filter(pk=member.pk).update(leaves_at=due)
    log_out_everywhere(member)
    erase.using(run_after=due).enqueue(asked.pk)
    _write_to(member, asked)
    return asked


@transaction.atomic
def come_back(member: User) -> None:
    """As if nothing had been asked. Raises Refused (409) when the worker has begun."""
    _lock(member)
    asked = Departure.objects.filter(member=member).first()
    if asked is None:
        return
    refuse_if(rules.may_come_back(asked.begun_at is not None), HTTPStatus.CONFLICT)
    asked.delete()
    User.objects.filter(pk=member.pk).update(leaves_at=None)


@transaction.atomic
def call_off(administrator: User, asked: Departure) -> None:
    """Bring a member back who cannot do it themselves: whose account was in other hands, say."""
    may = roles.is_administrator(administrator)
    refuse_if("" if may else _("Only administrators may do that."))
    come_back(asked.member)


def _lock(member: User) -> User:
    """The member's row as it is now; with it, of an administrator, those of all others: two who
    leave at the same moment would leave the site without any."""
    rows = User.objects.select_for_update(no_key=True).order_by("pk")
    if roles.is_administrator(member):
        list(rows.filter(roles.administrators()))
    return rows.get(pk=member.pk)


def log_out_everywhere(member: User) -> None:
    theirs = UserSession.objects.filter(user=member)
    Session.objects.filter(pk__in=theirs.values("session_key")).delete()
    theirs.delete()


def _write_to(member: User, asked: Departure) -> None:
    """To the address that is verified; not to one that was typed in and never answered."""
    if member.email:
        context = {"member": member, "departure": asked, "site_url": settings.SITE_URL}
        subject = render_to_string("leaving/email/asked_subject.txt", context).strip()
        text = render_to_string("leaving/email/asked_message.txt", context).strip()
        send_mail(subject, f"{text}\n", None, [member.email])
