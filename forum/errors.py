"""Pages for requests that went wrong before a view could answer, or found nothing."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found

from accounts import sessions


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what happened and give back what was typed, so that nothing is lost.

    The form may be sent again from here only if a page of ours sent it: else another site could
    have a member confirm what they never wrote.
    """
    return sessions.give_back(request, "token", may_resend=_is_from_here(request))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page. A form sent to what was hidden or withdrawn meanwhile gives back what
    was typed; in place it is a sentence, for htmx would put the whole page into the one at hand."""
    if request.method == "POST" or getattr(request, "htmx", False):
        return sessions.give_back(request, "gone", may_resend=False)
    return page_not_found(request, exception)


def _is_from_here(request: HttpRequest) -> bool:
    """Browsers send the origin with every POST; old ones at least the referrer."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.get_host()
