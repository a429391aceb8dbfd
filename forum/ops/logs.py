"""Lines of the log, with the request's id: JSON objects for programs, or words for a terminal."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from environ import Env

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


def configuration(env: Env, *, is_for_people: bool) -> dict[str, Any]:
    """What Django's LOGGING takes. LOG_FORMAT is `json` or `words`."""
    formats = {"json": JsonLines, "words": Words}
    chosen = env.str("LOG_FORMAT", default="words" if is_for_people else "json")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formats[chosen]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
        # They say each time that there is something to do, and done; what fails is an error.
        "loggers": {name: {"level": "WARNING"} for name in ("django.tasks", "django_tasks_db")},
    }
