"""How one wants to be told, as a part of the page of settings, which lies below notices."""

from typing import Any

from django import template

from forum.notifications.forms import PreferencesForm

register = template.Library()


@register.inclusion_tag("notifications/_wishes.html", takes_context=True)
def wishes(context: template.RequestContext) -> dict[str, Any]:
    """`{% wishes %}`: the member's own, to be changed."""
    member = context["user"]
    return {"form": PreferencesForm(member=member), "csrf_token": context.get("csrf_token")}
