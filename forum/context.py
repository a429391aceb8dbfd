"""What every template may use beside Django's own variables."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

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
    }


def _return_to(request: HttpRequest) -> str:
    """Where to go after a log-in: this page, unless it is itself part of the way in."""
    if request.path.startswith(reverse("account_login").removesuffix("login/")):
        return request.GET.get("next", "/")
    return request.get_full_path()
