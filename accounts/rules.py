"""What a member may do at all. Each rule returns the refusal as a sentence, or ''."""

from django.utils.translation import gettext as _


def may_post(person: object) -> str:
    """May this person write anything others will read?"""
    if not getattr(person, "is_authenticated", False):
        return _("Log in to take part.")
    if not getattr(person, "is_active", False):
        return _("This account is closed.")
    return ""
