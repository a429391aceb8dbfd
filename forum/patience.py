"""How long a request waits for another's lock: hardly, where one has just waited in vain.

A worker that waits serves nobody, readers neither. So if somebody holds a lock for long, each
worker waits LOCK_SECONDS for it once; those who queued meanwhile are told at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from forum import shortage

# Milliseconds: longer than others of our own hold a lock, and ten who queue wait for one second.
HARDLY = 100


class PatienceMiddleware:
    """Around everything that may wait for a lock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A connection that is not open yet is left alone: it may be the server that is gone.
        if connection.connection is None or not shortage.is_lock_held():
            return self.get_response(request)
        with hardly_waiting():
            return self.get_response(request)


@contextmanager
def hardly_waiting() -> Iterator[None]:
    """The connection waits for locks no longer than `HARDLY` within the block."""
    if connection.vendor == "sqlite":
        wait, before = "PRAGMA busy_timeout", connection.settings_dict["OPTIONS"]["timeout"]
        shorter, again = f"{wait}={HARDLY}", f"{wait}={int(before * 1000)}"
    else:
        shorter, again = f"SET lock_timeout={HARDLY}", "RESET lock_timeout"
    _say(shorter)
    try:
        yield
    finally:
        _say(again)


def _say(statement: str) -> None:
    """What fails here fails the request as well, which says so."""
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)
