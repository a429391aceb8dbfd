"""What every template may use beside Django's own variables."""

import re
from contextlib import suppress
from functools import cache
from urllib.parse import quote, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import RFC3986_SUBDELIMS

from accounts import roles
from accounts.models import Mute
from forum.notifications.models import Notification
from forum.statics import sheets


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "demo": settings.DEMO,
        "sheets": sheets(),
        "site_url": settings.SITE_URL,
        "social_providers": bool(settings.SOCIALACCOUNT_PROVIDERS),
        "viewer_moderates": roles.is_moderator(request.user),
        "viewer_administers": roles.is_administrator(request.user),
        # A function, so that pages without the masthead ask nothing; and asked once a page.
        "unread_notices": cache(lambda: Notification.objects.count_unread(request.user)),
        # Whose comments are folded for this reader: a function, asked once a page, too.
        "muted": cache(lambda: Mute.objects.ids(request.user)),
        "return_to": _return_to(request),
        "at_hand": _at_hand(request),
        "canonical": _canonical(request),
    }


UNQUOTED = RFC3986_SUBDELIMS + "/~:@"  # as Django's `reverse` writes addresses
# What of a query makes another page than the one at the plain address: where a list goes on.
PLACES = ("page", "before", "after")
PLACE = re.compile(r"\d[\d-]*", re.ASCII)


def _canonical(request: HttpRequest) -> str:
    """The one address of this page, for search engines: an order of a list, a claim or a side that
    is looked at are the same page; where a list in its own order goes on is another one."""
    path = quote(request.path, safe=UNQUOTED)
    found = {name: value for name in PLACES if PLACE.fullmatch(value := request.GET.get(name, ""))}
    query = f"?{urlencode(found)}" if found and "order" not in request.GET else ""
    return f"{settings.SITE_URL}{path}{query}"


def _at_hand(request: HttpRequest) -> str:
    """The page at hand while htmx asks for a piece of it; '' where none is named that could be one:
    what a browser says of itself may be anything."""
    with suppress(ValueError):
        named: str | None = getattr(getattr(request, "htmx", None), "current_url_abs_path", "")
        return named or ""
    return ""


def _return_to(request: HttpRequest) -> str:
    """Where to go after a log-in: this page, unless it is itself part of the way in."""
    if request.path.startswith(reverse("account_login").removesuffix("login/")):
        return request.GET.get("next", "/")
    return request.get_full_path()
