"""Numbers for Prometheus, of all workers together. Only where METRICS_TOKEN is set."""

from hmac import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)

LABELS = ["view", "method", "status"]
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
seconds_taken = Histogram(
    "counterpoint_request_seconds", "Requests by time", LABELS, buckets=SECONDS
)
queries_asked = Counter("counterpoint_queries", "Statements sent to a database", ["view"])


def measure(labels: tuple[str, str | None, int], seconds: float, queries: int) -> None:
    """Count one request. By its view, not its address: those are without number."""
    seconds_taken.labels(*labels).observe(seconds)
    queries_asked.labels(labels[0]).inc(queries)


def metrics(request: HttpRequest) -> HttpResponse:
    """All numbers, for who brings the token; for others there is no such page."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not compare_digest(sent.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry, settings.METRICS_DIR)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
