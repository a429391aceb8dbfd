"""Writing down what a reader's request made, for the next one, and never at the reader's cost."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import DatabaseError, connections, models, router, transaction

logger = logging.getLogger(__name__)

# Milliseconds. A reader who meets a writer does not queue: the next reader keeps it.
PATIENCE = 50


def keep[Row: models.Model](model: type[Row], rows: Sequence[Row]) -> None:
    """Put the rows in the place of what was kept before. Where that cannot be (the disk is full,
    somebody writes for long), nothing is kept and nobody is told but the log."""
    key, *values = (field.name for field in model._meta.concrete_fields)
    using = router.db_for_write(model)
    try:
        with _patience(using), transaction.atomic(using):
            model._default_manager.bulk_create(
                rows, update_conflicts=True, unique_fields=[key], update_fields=values
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
