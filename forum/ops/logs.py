"""Lines of the log, with the request's id: JSON objects for programs, or words for a terminal."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")
EXTRA = "fields"  # the attribute of a record that holds what else is known, by name


class JsonLines(logging.Formatter):
    """One object a line: time, level, who says it, the request it was said in, and what."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": request_id.get(),
            "message": record.getMessage(),
            **getattr(record, EXTRA, {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps({name: said for name, said in line.items() if said != ""}, default=str)


class Words(logging.Formatter):
    """The same for people: the id first, where a line belongs to a request."""

    def format(self, record: logging.LogRecord) -> str:
        words = super().format(record)
        return f"[{request_id.get()[:8]}] {words}" if request_id.get() else words
