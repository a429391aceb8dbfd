"""What every template may use beside Django's own variables."""

from django.conf import settings
from django.http import HttpRequest

from accounts import roles


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
        "viewer_moderates": roles.is_moderator(request.user),
        "viewer_administers": roles.is_administrator(request.user),
    }
