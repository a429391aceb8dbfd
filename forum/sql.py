"""Statements that are written by hand: how much one carries, the marks for its values, and running
it. By hand is written what every act of a member asks: the ORM takes ten times as long to write a
question as both databases take to answer it."""

from collections.abc import Iterable, Iterator, Mapping, Sized
from datetime import UTC, datetime
from itertools import batched
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

# SQLite binds 32,766 values at the most.
VALUES = 5_000
ROWS = 500  # written by one statement, each of up to 60 values


def batches[T](values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """The values of any number, as many at a time as one statement takes."""
    return batched(values, VALUES)


def marks(values: Sized) -> str:
    """'%s, %s, %s' for three of them."""
    return ", ".join(["%s"] * len(values))


def run(statement: str, values: Iterable[Any] | Mapping[str, Any]) -> int:
    """Run it on the primary; returns how many rows it changed. Values may have names."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values if isinstance(values, Mapping) else tuple(values))
        return cursor.rowcount


def rows(
    statement: str, values: Iterable[Any], using: str = DEFAULT_DB_ALIAS
) -> list[tuple[Any, ...]]:
    """What the primary answers, or the one named. Times are as it keeps them: see `moment`."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, tuple(values))
        return cursor.fetchall()


def to_change() -> str:
    """The end of a question whose rows stay locked until the transaction ends, but for who merely
    points to them. SQLite has one lock, which the transaction began with."""
    if not connection.features.has_select_for_update:
        return ""
    return connection.ops.for_update_sql(no_key=True)


def moment(kept: datetime | str) -> datetime:
    """A time that was asked for by hand. SQLite keeps times in UTC and says no zone, and of what it
    reckons (`MAX`) it gives the text."""
    at = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return at if at.tzinfo else at.replace(tzinfo=UTC)
