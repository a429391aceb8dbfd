"""When a digest is due, by the clock on a member's wall. Pure, but for the site's own settings."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.speaking import zone_of
from forum.notifications.mailing.models import Mail

MONDAY = 0
DAYS = {Mail.DAILY: 1, Mail.WEEKLY: 7}  # from one digest to the next


def clock(member: object) -> ZoneInfo:
    """The member's time zone, or else the site's."""
    return zone_of(member) or ZoneInfo(settings.TIME_ZONE)


def last_day(mail: str, here: ZoneInfo, now: datetime) -> date:
    """The day of the newest digest whose hour has come."""
    today = now.astimezone(here).date()
    day = today - timedelta(days=(today.weekday() - MONDAY) % DAYS[Mail(mail)])
    return day if begins(day, here) <= now else day - timedelta(days=DAYS[Mail(mail)])


def next_at(mail: str, here: ZoneInfo, now: datetime) -> datetime:
    """When the next digest is due."""
    day = last_day(mail, here, now) + timedelta(days=DAYS[Mail(mail)])
    return begins(day, here)


def begins(day: date, here: ZoneInfo) -> datetime:
    """The digests' hour of this day. Where the clock skips it, the hour after."""
    return datetime.combine(day, time(settings.DIGEST_HOUR), here)
