"""`{% portrait person 24 %}`: the member's picture, or the drawing that stands for it."""

from typing import Any

from django import template
from django.core.files.storage import default_storage

from accounts.models import User
from accounts.portraits import drawn

register = template.Library()


@register.inclusion_tag("accounts/_portrait.html")
def portrait(person: User, side: int) -> dict[str, Any]:
    """`side` in pixels. It says nothing to who cannot see it: the name stands beside it."""
    if person.avatar:
        return {"side": side, "url": default_storage.url(person.avatar)}
    return {"side": side, "drawing": drawn(person.pk)}
