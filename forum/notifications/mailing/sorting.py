"""The look for notices that may have to be mailed: which go into a letter now, and which wait.

What is asked is asked of up to `MEMBERS` people at once, so the number of statements does not grow
with the number of those who are told.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from forum.notifications.mailing import hours
from forum.notifications.mailing.models import Letter, Mail
from forum.notifications.mailing.sending import send, send_several
from forum.notifications.models import DEFAULT_MAIL, Notification, NotificationQuerySet, Preference

# On SQLite others wait to write as long as a look writes: with so many letters, some 15 ms. No mail
# server takes more in the second until the next look.
MEMBERS = 25
# The oldest rows, whose recipients are seen to: many may be one author's.
ROWS = 1_000
# Between two mails 'at once' to one member. The first answer comes within a second or two; who then
# gets thirty within a minute gets them as one mail, and in a heated debate twelve mails an hour at
# the most. Shorter would be a flood, longer no longer 'at once' for who waits for an answer.
PAUSE = timedelta(minutes=5)


def look(at: datetime | None = None) -> bool:
    """See to the notices whose time has come, of some of those they are for; returns whether there
    were any. Where there are none, which is most of the time, this is one look into an index."""
    now = at or timezone.now()
    if not _due(now).exists():
        return False
    with transaction.atomic():
        members = _members(now)
        mine = _due(now).filter(recipient__in=members)
        for mail in (Mail.NOW, *hours.DAYS):
            _sort(mine.filter(wanted(mail), read_at=None), members, mail, now)
        # Not all that is still due: what was written while this looked waits for the next look.
        mine.filter(~models.Q(read_at=None) | wanted(Mail.NEVER)).update(mail_at=None)
    return bool(members)


def _due(now: datetime) -> NotificationQuerySet:
    return Notification.objects.filter(mail_at__lte=now)


def _members(now: datetime) -> dict[int, User]:
    """Some of those whom the oldest notices are for, by id; nobody whom another worker sees to."""
    oldest = _due(now).order_by("mail_at").values_list("recipient_id", flat=True)[:ROWS]
    some = list(dict.fromkeys(oldest))[:MEMBERS]
    ours = User.objects.get_queryset().select_for_update(skip_locked=True, no_key=True)
    return {member.pk: member for member in ours.filter(pk__in=some).only("time_zone")}


def wanted(mail: str) -> models.Q:
    """The notices of a kind that their recipients want mailed in this way."""
    theirs = Preference.objects.filter(
        member=models.OuterRef("recipient"), kind=models.OuterRef("kind")
    )
    by_default = [kind for kind, default in DEFAULT_MAIL.items() if default == mail]
    unset = models.Q(kind__in=by_default) & ~models.Exists(theirs)
    return unset | models.Q(models.Exists(theirs.filter(mail=mail)))


def _sort(
    notices: NotificationQuerySet, members: dict[int, User], mail: str, now: datetime
) -> None:
    """Make a letter for each member who is due one, and put the others' notices off."""
    found = notices.order_by().values_list("recipient").annotate(models.Min("created_at"))
    oldest: dict[int, datetime] = dict(found)
    if not oldest:
        return
    told = {pk: members[pk] for pk in oldest}
    if mail == Mail.NOW:
        later = _told_just_now(told, now)
        letters = [Letter(member_id=pk, mail=mail, made_at=now) for pk in told if pk not in later]
    else:
        letters = _digests(told, oldest, mail, now)
        having = {letter.member_id for letter in letters}
        later = {
            pk: hours.next_at(mail, hours.clock(member), now)
            for pk, member in told.items()
            if pk not in having
        }
    _put_off(notices, later)
    _write(notices, letters)


def _told_just_now(members: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Those who had a mail 'at once' so lately that the next has to wait, and until when."""
    lately = Letter.objects.filter(mail=Mail.NOW, member__in=members, made_at__gt=now - PAUSE)
    newest = lately.values_list("member").annotate(models.Max("made_at"))
    return {pk: at + PAUSE for pk, at in newest}


def _digests(
    members: dict[int, User], oldest: dict[int, datetime], mail: str, now: datetime
) -> list[Letter]:
    """A digest for each member one of whose notices is older than the last hour of digests, unless
    they had that one already. So it comes once, also to those whom no worker served at the hour."""
    due: dict[int, date] = {}
    for pk, member in members.items():
        here = hours.clock(member)
        day = hours.last_day(mail, here, now)
        if oldest[pk] < hours.begins(day, here):
            due[pk] = day
    had = Letter.objects.filter(mail=mail, member__in=due, period__in={*due.values()})
    missing = due.items() - {*had.values_list("member", "period")}
    return [Letter(member_id=pk, mail=mail, period=day, made_at=now) for pk, day in missing]


def _put_off(notices: NotificationQuerySet, until: dict[int, datetime]) -> None:
    if not until:
        return
    moments: dict[datetime, list[int]] = {}
    for pk, at in until.items():
        moments.setdefault(at, []).append(pk)
    each = [
        models.When(recipient__in=members, then=models.Value(at)) for at, members in moments.items()
    ]
    column = models.DateTimeField()
    when = models.Case(*each, output_field=column)
    notices.filter(recipient__in=until).update(mail_at=when)


def _write(notices: NotificationQuerySet, letters: list[Letter]) -> None:
    """The letters, what each tells of, and the task that sends them."""
    if not letters:
        return
    made = Letter.objects.bulk_create(letters)
    theirs = Letter.objects.filter(pk__in=[letter.pk for letter in made])
    of_them = theirs.filter(member=models.OuterRef("recipient")).values("pk")[:1]
    told = notices.filter(recipient__in=[letter.member_id for letter in made])
    told.update(letter=models.Subquery(of_them), mail_at=None)
    queue = send if len(made) == 1 else send_several
    queue.enqueue(*(letter.pk for letter in made))
