"""What is done with every request of some kind: the status of forms that come back with errors, the
reader's language and zone, when a session was last used, and that an account is suspended."""

import math
import time
from collections.abc import Callable
from http import HTTPStatus

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse

from accounts.sessions import give_back, is_htmx
from accounts.speaking import in_words_of
from forum.shortage import by_the_way

NOTED_EVERY = 300  # seconds: the list of sessions says 'five minutes ago' at its most exact
NOTED_MOST = 10_000  # sessions remembered, a few megabytes
CLIENT = ("REMOTE_ADDR", "HTTP_X_FORWARDED_FOR", "HTTP_USER_AGENT")


class InvalidFormMiddleware:
    """A form that comes back with errors is answered with 400, like every form of ours.

    allauth answers 200; its views are many, so it is mended once, here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(
        self, request: HttpRequest, response: TemplateResponse
    ) -> TemplateResponse:
        form = (response.context_data or {}).get("form")
        if request.method == "POST" and getattr(form, "errors", None):
            response.status_code = HTTPStatus.BAD_REQUEST
        return response


class OwnWordsMiddleware:
    """Members read in the language and by the clock they chose, everybody else in the site's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with in_words_of(request.user):
            return self.get_response(request)


class ActivityMiddleware:
    """Note down when a member's session was last used, as allauth's own does, but not for every
    page: a reader waits for no writer. Where nothing can be written pages come all the same, and a
    form that is sent waits for one lock only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # When this process noted a session last, as it was used: from where, and with what.
        self.noted: dict[tuple[str | None, ...], float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_looking = request.method in ("GET", "HEAD") and request.session.session_key
        if is_looking and request.user.is_authenticated and self._is_due(request):
            with by_the_way():
                UserSession.objects.create_from_request(request)
        return self.get_response(request)

    def _is_due(self, request: HttpRequest) -> bool:
        used = (request.session.session_key, *map(request.META.get, CLIENT))
        now = time.monotonic()
        if now - self.noted.get(used, -math.inf) < NOTED_EVERY:
            return False
        if len(self.noted) >= NOTED_MOST:
            self.noted.clear()
        self.noted[used] = now
        return True


class SuspensionMiddleware:
    """A suspended member finds, from the next request on, only why, the way to appeal, to
    log out and to leave. What they were writing comes back to them."""

    # What the statement of reasons links to, so that it can be understood and answered; and the
    # way out, with what is theirs.
    OPEN = frozenset(
        {
            "account_logout",
            "account_reauthenticate",
            "exchange:download",
            "exchange:takeout",
            "leaving:leave",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "moderation:appeal",
            "moderation:log",
            "moderation:log_entry",
            "moderation:mine",
            "moderation:rules",
            "moderation:statement",
            "notifications:resubscribe",
            "notifications:unsubscribe",
        }
    )

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not getattr(request.user, "is_suspended", False):
            return None
        match = request.resolver_match
        if match and match.view_name in self.OPEN:
            return None
        if request.method in ("GET", "HEAD") and not is_htmx(request):
            return render(request, "accounts/suspended.html", status=HTTPStatus.FORBIDDEN)
        return give_back(request, "suspended", may_resend=False)
