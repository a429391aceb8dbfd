"""A member who asked to leave finds, logged in again, only the way back and their data."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.sessions import give_back, is_htmx

OPEN = frozenset({"account_logout", "leaving:come_back", "exchange:takeout", "exchange:download"})


class LeavingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        if not getattr(request.user, "is_leaving", False):
            return None
        match = request.resolver_match
        if match and match.view_name in OPEN:
            return None
        if request.method in ("GET", "HEAD") and not is_htmx(request):
            return render(request, "leaving/leaving.html", status=HTTPStatus.FORBIDDEN)
        return give_back(request, "leaving", may_resend=False)
