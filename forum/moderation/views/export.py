"""The log to take away: as CSV and as JSON, for everyone."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.views.decorators.http import require_safe

from forum.moderation import export


@require_safe
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    return _file(export.csv_lines(settings.SITE_URL), "text/csv; charset=utf-8", "csv")


@require_safe
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    return _file(export.json_pieces(settings.SITE_URL), "application/json", "json")


def _file(pieces: Iterator[str], kind: str, suffix: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(pieces, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="moderation-log.{suffix}"'
    return answer
