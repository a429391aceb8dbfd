"""What a member may do about watching. Each rule returns the refusal as a sentence, or ''."""

from django.utils.translation import gettext as _

from accounts.models import User
from forum.text.mentions import named

# A text that calls on more people calls on nobody in particular, and each is sent a notice.
MENTIONS_MAX = 10


def may_follow(watcher: object, person: User) -> str:
    """May this member ask to be told of the person's new essays?"""
    if not getattr(watcher, "is_authenticated", False):
        return _("Log in to follow people.")
    if watcher == person:
        return _("You cannot follow yourself.")
    if not person.is_active:
        return _("This account is closed.")
    return ""


def may_mention(html: str) -> str:
    """May one text call on as many as this one, as it was rendered?"""
    many = len(named(html))
    if many <= MENTIONS_MAX:
        return ""
    return _(
        "This mentions {many} people; at most {limit} are possible, for each of them gets a notice."
        " Take the @ from before some of the names."
    ).format(many=many, limit=MENTIONS_MAX)
