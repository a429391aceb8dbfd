"""Who is what: the only module that looks at a role. All others ask these functions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


def title(person: object) -> str:
    """What to call the person's office on their page, '' for members."""
    role = _role(person)
    return str(Role(role).label) if role and role != Role.MEMBER else ""


def is_moderator(person: object) -> bool:
    """May act on what others wrote. Administrators are moderators too."""
    return _role(person) in (Role.MODERATOR, Role.ADMINISTRATOR)


def in_office() -> models.Q:
    """The members who hold the office of a moderator, suspended or not."""
    return models.Q(role__in=[Role.MODERATOR, Role.ADMINISTRATOR], is_active=True)


def administrators() -> models.Q:
    """Those whose account is open."""
    return models.Q(role=Role.ADMINISTRATOR, is_active=True)


def is_administrator(person: object) -> bool:
    """May use the admin site and give roles."""
    return _role(person) == Role.ADMINISTRATOR


def _role(person: object) -> str:
    """The role of an active member, '' for visitors and for accounts that are switched off or
    suspended."""
    if not getattr(person, "is_active", False) or getattr(person, "is_suspended", False):
        return ""
    return getattr(person, "role", "")
