"""Keeping what a reader's request made, for the next one, and never at the reader's cost."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, wraps
from typing import Any

from django.db import DatabaseError, connections, models, router, transaction
from django.utils.translation import get_language

# What a row is told by, where it is not its primary key.
KEYS = {"WordedPiece": ("comment", "language")}
MANY = 1_000  # contents a process keeps of each kind: a few kilobytes each

logger = logging.getLogger(__name__)

# Milliseconds. A reader who meets a writer does not queue: the next reader keeps it.
PATIENCE = 50


def keep[Row: models.Model](model: type[Row], rows: Sequence[Row]) -> None:
    """Put the rows in the place of what was kept before. Where that cannot be (the disk is full,
    somebody writes for long), nothing is kept and nobody is told but the log."""
    key = KEYS.get(model.__name__, (model._meta.pk.name,))
    fields = (field for field in model._meta.concrete_fields if not field.primary_key)
    values = [field.name for field in fields if field.name not in key]
    using = router.db_for_write(model)
    try:
        with _patience(using), transaction.atomic(using):
            model._default_manager.bulk_create(
                rows, update_conflicts=True, unique_fields=key, update_fields=values
            )
    except DatabaseError as error:
        logger.info("%s not kept: %s", model.__name__, error)


@contextmanager
def _patience(using: str) -> Iterator[None]:
    """Wait for a lock only for so long; a transaction that runs already has its own patience."""
    connection = connections[using]
    if connection.in_atomic_block or connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout={before}")


def kept[**P](make: Callable[P, str]) -> Callable[P, str]:
    """A content that depends on few facts is made once in a process, in each language."""

    @lru_cache(maxsize=MANY)
    def made(_language: str | None, *facts: Any, **named: Any) -> str:
        return make(*facts, **named)

    @wraps(make)
    def found(*facts: P.args, **named: P.kwargs) -> str:
        return made(get_language(), *facts, **named)  # type: ignore[arg-type]

    return found
