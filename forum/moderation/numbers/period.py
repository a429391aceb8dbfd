"""The spans of time that the page of numbers looks at, and how a length of time is said."""

from datetime import UTC, datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class Period(models.TextChoices):
    MONTH = "month", _("30 days")
    YEAR = "year", _("A year")
    ALL = "all", _("Since the beginning")

    def since(self, now: datetime) -> datetime:
        """When it began."""
        spans = {Period.MONTH: timedelta(days=30), Period.YEAR: timedelta(days=365)}
        span = spans.get(self)
        return now - span if span else datetime(1970, 1, 1, tzinfo=UTC)


def length(time: timedelta) -> str:
    """A length of time in its largest unit that leaves two or more, else in the smaller one."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 120:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours = round(minutes / 60)
    if hours < 48:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    days = round(hours / 24)
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
