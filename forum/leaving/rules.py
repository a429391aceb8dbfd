"""Who may leave, and until when they can come back."""

from datetime import timedelta

from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User

# Long enough to think better of it, or to find the mail where somebody else asked; short enough
# that the whole is done within the month that the GDPR, article 12(3), leaves for it.
RETURN_WITHIN = timedelta(days=14)


def may_leave(member: User) -> str:
    """Everyone may, the silenced and the suspended too. But a site without an administrator has
    nobody who could appoint one."""
    if not roles.is_administrator(member):
        return ""
    if User.objects.filter(roles.administrators(), leaves_at=None).exclude(pk=member.pk).exists():
        return ""
    return _("You are the only administrator. Make somebody else one first, then you can leave.")


def may_come_back(has_begun: bool) -> str:
    if not has_begun:
        return ""
    return _("The time to come back is over: your account is being erased already.")
