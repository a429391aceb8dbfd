"""Who is told of what, a module for each side of it."""

from forum.notifications.mailing.models import Letter, Mail
from forum.notifications.models.notices import (
    ALWAYS_TOLD,
    DEFAULT_MAIL,
    OF_WORDS,
    Event,
    Kind,
    Notification,
    NotificationQuerySet,
    Preference,
)
from forum.notifications.models.watches import WATCHED, Leave, Watch

__all__ = [
    "ALWAYS_TOLD",
    "DEFAULT_MAIL",
    "OF_WORDS",
    "WATCHED",
    "Event",
    "Kind",
    "Leave",
    "Letter",
    "Mail",
    "Notification",
    "NotificationQuerySet",
    "Preference",
    "Watch",
]
