"""Every request: its id, one line in the log, and its time and queries in the metrics."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from typing import Any, Self

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from forum.ops import logs

log = logging.getLogger("counterpoint.requests")
ID = "X-Request-ID"
SOUND = re.compile(r"[\w.:-]{1,128}", re.ASCII)  # nothing that could begin another line


class WatchMiddleware:
    """Outermost: what any layer answers, it has seen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with Watch(request) as watch:
            response = self.get_response(request)
            watch.tell(response.status_code, _view(request), _member(request))
        response[ID] = watch.name
        return response


class Watch:
    """One request, while it is answered: its id stands in every line, its queries are counted."""

    def __init__(self, request: HttpRequest) -> None:
        self.request, self.name = request, _name(request)
        self.queries, self.begun = _Count(), time.perf_counter()

    def __enter__(self) -> Self:
        self.outside = logs.request_id.set(self.name)
        # What `execute_wrapper` of a connection does, without what a block of its own takes.
        self.watched = [connections[alias].execute_wrappers for alias in settings.DATABASES]
        for wrappers in self.watched:
            wrappers.append(self.queries)
        return self

    def __exit__(self, *raised: object) -> None:
        for wrappers in self.watched:
            wrappers.remove(self.queries)
        logs.request_id.reset(self.outside)

    def tell(self, status: int, view: str = "", member: int | str = "") -> None:
        """How it was answered, by which view, and to whom."""
        seconds, queries = time.perf_counter() - self.begun, self.queries.asked
        fields = {
            "method": self.request.method,
            "path": self.request.path,
            "status": status,
            "ms": round(seconds * 1_000, 1),
            "queries": queries,
            "member": member,
        }
        told = {logs.EXTRA: fields}
        words = ("%(method)s %(path)s %(status)s, %(ms)s ms, %(queries)s queries", fields)
        log.info(*words, extra=told)
        if settings.METRICS_TOKEN:
            from forum.ops.metrics import measure  # its package is loaded only where it is wanted

            measure((view or "none", self.request.method, status), seconds, queries)


class _Count:
    """How many statements were sent to a database."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.asked += 1
        return execute(*arguments)


def _name(request: HttpRequest) -> str:
    """What a proxy of ours calls the request, else a name of its own. Anybody can send one, and
    would find their words in our log."""
    sent = request.META.get("HTTP_X_REQUEST_ID", "")  # all of `headers` would be read for it
    if settings.TRUSTED_PROXIES and SOUND.fullmatch(sent):
        return sent
    return secrets.token_hex(16)


def _member(request: HttpRequest) -> int | str:
    """The key of who asks, where a view wanted to know; no name, for logs are kept elsewhere."""
    return getattr(getattr(request, "_cached_user", None), "pk", None) or ""


def _view(request: HttpRequest) -> str:
    found = getattr(request, "resolver_match", None)
    return found.view_name if found else ""
