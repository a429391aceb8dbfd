"""Every request: its id, one line in the log, and its time and queries in the metrics."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

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
        self.measure = _measure() if settings.METRICS_TOKEN else None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name, queries, begun = _name(request), _Count(), time.perf_counter()
        token = logs.request_id.set(name)
        try:
            with ExitStack() as stack:
                for alias in settings.DATABASES:
                    stack.enter_context(connections[alias].execute_wrapper(queries))
                response = self.get_response(request)
            self._tell(request, response, time.perf_counter() - begun, queries.asked)
        finally:
            logs.request_id.reset(token)
        response[ID] = name
        return response

    def _tell(
        self, request: HttpRequest, response: HttpResponse, seconds: float, queries: int
    ) -> None:
        fields = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "ms": round(seconds * 1_000, 1),
            "queries": queries,
            "member": _member(request),
        }
        told = {logs.EXTRA: fields}
        words = ("%(method)s %(path)s %(status)s, %(ms)s ms, %(queries)s queries", fields)
        log.info(*words, extra=told)
        if self.measure:
            self.measure(request, response, seconds, queries)


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
    sent = request.headers.get(ID, "")
    if settings.TRUSTED_PROXIES and SOUND.fullmatch(sent):
        return sent
    return uuid.uuid4().hex


def _member(request: HttpRequest) -> int | str:
    """The key of who asks, where a view wanted to know; no name, for logs are kept elsewhere."""
    return getattr(getattr(request, "_cached_user", None), "pk", None) or ""


def _measure() -> Callable[[HttpRequest, HttpResponse, float, int], None]:
    from forum.ops.metrics import measure  # its package is loaded only where it is wanted

    return measure
