"""What a member may do about watching. Each rule returns the refusal as a sentence, or ''."""

from django.utils.translation import gettext as _

from accounts.models import User


def may_follow(watcher: object, person: User) -> str:
    """May this member ask to be told of the person's new essays?"""
    if not getattr(watcher, "is_authenticated", False):
        return _("Log in to follow people.")
    if watcher == person:
        return _("You cannot follow yourself.")
    if not person.is_active:
        return _("This account is closed.")
    return ""
