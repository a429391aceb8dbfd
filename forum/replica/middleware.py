"""Decides where a request reads, and marks who has just written."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from forum.replica import reading
from forum.replica.configuration import PRIMARY, REPLICA
from forum.replica.standing import LAG_MAX, standing, written

COOKIE = "written"  # how far the primary's log was when this browser last wrote
SALT = "forum.replica"  # signed, or anyone could have all their pages made by the primary
# Seconds. Who wrote longer ago reads either the primary or a replica that is at most LAG_MAX old.
LASTS = int(LAG_MAX * 6)
NEVER = (1 << 64) - 1  # a place that no replica reaches
SAFE = ("GET", "HEAD", "OPTIONS")


class ReplicaMiddleware:
    """Pages are read from the replica, but by who has just written: they read the primary until
    the replica has what they wrote. What is sent is dealt with on the primary."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with reading.reading_from(place_for(request)):
            response = self.get_response(request)
        if request.method not in SAFE:
            mark(response)
        return response


def place_for(request: HttpRequest) -> str:
    """The database that this request reads from."""
    if REPLICA not in settings.DATABASES or request.method not in SAFE:
        return PRIMARY
    if not standing.may_be_read():
        return PRIMARY
    seen = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=LASTS)
    if seen is not None and not standing.has_replayed(int(seen)):
        return PRIMARY
    return REPLICA


def mark(response: HttpResponse) -> None:
    """Have this browser show, for a while, what it must at least get to see."""
    try:
        position = written()
    except DatabaseError:
        position = NEVER
    response.set_signed_cookie(
        COOKIE,
        str(position),
        salt=SALT,
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
