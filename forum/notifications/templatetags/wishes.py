"""How one wants to be told, as a part of the page of settings, which lies below notices."""

from typing import Any

from django import template

from forum.notifications.forms import PreferencesForm

register = template.Library()


@register.inclusion_tag("notifications/_wishes.html", takes_context=True)
def wishes(context: template.RequestContext) -> dict[str, Any]:
    """`{% wishes %}`: the member's own, to be changed; where the page says that they were `saved`,
    this does."""
    return {
        "form": PreferencesForm(member=context["user"]),
        "is_saved": context.get("saved") == "notices",
        "csrf_token": context.get("csrf_token"),
    }
