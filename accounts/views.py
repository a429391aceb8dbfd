"""Pages of members: the public profile and one's own settings."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache


def profile(request: HttpRequest, username: str) -> HttpResponse:
    return render(request, "articles/home.html")


def settings(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/home.html")


@never_cache
def token(request: HttpRequest) -> JsonResponse:
    """The session's present form token, for a form that came back after a new log-in."""
    return JsonResponse({"token": get_token(request)})
