"""Pages for requests that went wrong before a view could answer."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse

from accounts import sessions


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what happened and give back what was typed, so that nothing is lost.

    The form may be sent again from here only if a page of ours sent it: else another site could
    have a member confirm what they never wrote.
    """
    return sessions.give_back(request, "token", may_resend=_is_from_here(request))


def _is_from_here(request: HttpRequest) -> bool:
    """Browsers send the origin with every POST; old ones at least the referrer."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.get_host()
