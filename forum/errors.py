"""Pages for requests that went wrong before a view could answer, or found nothing."""

import sys
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.defaults import page_not_found, server_error

from accounts import sessions
from accounts.sessions import is_htmx
from forum import shortage

RETRY_AFTER = 5  # seconds: what passes by itself has mostly passed by then


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what happened and give back what was typed, so that nothing is lost.

    The form may be sent again from here only if a page of ours sent it: else another site could
    have a member confirm what they never wrote.
    """
    return sessions.give_back(request, "token", may_resend=_is_from_here(request))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page. A form sent to what was hidden or withdrawn meanwhile gives back what
    was typed; in place it is a sentence, for htmx would put the whole page into the one at hand."""
    if request.method == "POST" or is_htmx(request):
        return sessions.give_back(request, "gone", may_resend=False)
    return page_not_found(request, exception)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no view was asked for: a host that is none of ours, a form that is too large. Nothing of
    the request is looked at, which may not even have a member yet."""
    return HttpResponse(render_to_string("400.html"), status=HTTPStatus.BAD_REQUEST)


def broken(request: HttpRequest) -> HttpResponse:
    """What no view expected, wherever it was raised: here ends every layer of the site. 503 when
    the database or the disk cannot serve for a moment, else 500."""
    error = sys.exc_info()[1]
    if shortage.is_shortage(error):
        shortage.note(error)
        return unavailable(request)
    return server_error(request)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 with a time to come back and what was typed: a page, or for htmx a piece. Nothing here
    asks the database, which is what is missing."""
    fields = sessions.typed(request)
    context = {
        "request": request,
        "csrf_token": get_token(request) if fields else "",
        "reason": "shortage",
        "fields": fields,
        "long_fields": [field for field in fields if field.is_long],
        "may_resend": bool(fields) and _is_from_here(request),
        "had_files": sessions.had_files(request),
    }
    # Without the request as such: the masthead and the messages would ask the database.
    name = "accounts/_given_back.html" if request.headers.get("HX-Request") else "503.html"
    body = render_to_string(name, context)
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(body, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers)


def _is_from_here(request: HttpRequest) -> bool:
    """Browsers send the origin with every POST; old ones at least the referrer."""
    sender = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(sender).netloc == request.get_host()
