"""What a member may do at all. Each rule returns the refusal as a sentence, or ''."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User

MUTES_MAX = 500  # more is another site than this one; the list stays one page


def may_post(person: object) -> str:
    """May this person write anything others will read?

    The e-mail address need not be asked for: nobody is logged in without a verified one, and a
    new address replaces the old one only after it was verified (allauth, mandatory verification).
    """
    if not getattr(person, "is_authenticated", False):
        return _("Log in to take part.")
    if not getattr(person, "is_active", False):
        return _("This account is closed.")
    return _restricted(person)


def _restricted(person: object) -> str:
    """Silenced or suspended, and until when. Why is on the member's own page of moderation."""
    if getattr(person, "is_suspended", False):
        return _("Your account is suspended until %(until)s.") % {
            "until": moment(getattr(person, "suspended_until", None))
        }
    if getattr(person, "is_silenced", False):
        return _("You are silenced until %(until)s, so you can read but not write.") % {
            "until": moment(getattr(person, "silenced_until", None))
        }
    return ""


def moment(at: datetime | None) -> str:
    """As every sentence about an end says it, in the reader's zone."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def may_mute(member: object, person: User) -> str:
    """May this member fold away what the person writes? It takes nothing from the person, so who is
    silenced may do it too."""
    if not getattr(member, "is_authenticated", False):
        return _("Log in to mute people.")
    if member == person:
        return _("You cannot mute yourself.")
    return ""


def has_room_for_mutes(how_many: int) -> str:
    """The list of them is read on every page of a debate."""
    if how_many < MUTES_MAX:
        return ""
    return _("You mute %(limit)s people already. Unmute somebody first.") % {"limit": MUTES_MAX}


def may_administer(giver: object, person: object) -> str:
    """May the giver change the person's role, close the account, or clear its profile?

    Never one's own: so one administrator is always left.
    """
    if not roles.is_administrator(giver):
        return _("Only administrators may do that.")
    if giver == person:
        return _("You cannot do that to your own account. Ask another administrator.")
    return ""
