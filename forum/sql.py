"""Statements that are written by hand: how much one carries, the marks for its values, and running
it. By hand is written what every act of a member asks: the ORM takes ten times as long to write a
question as both databases take to answer it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from datetime import UTC, datetime
from functools import cache
from itertools import batched
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import DateTimeField, Field, JSONField, Model, QuerySet

# SQLite binds 32,766 values at the most.
VALUES = 5_000
KEY_DIGITS = 18  # of 63 bits, whatever they say
STAND_IN = -1  # no row's key
ROWS = 500  # written by one statement, each of up to 60 values


def batches[T](values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """The values of any number, as many at a time as one statement takes."""
    return batched(values, VALUES)


def marks(values: Sized) -> str:
    """'%s, %s, %s' for three of them."""
    return ", ".join(["%s"] * len(values))


def columns(**tables: Iterable[str]) -> str:
    """'article.id, article.slug, author.id' for the columns of each table that is joined."""
    return ", ".join(f"{table}.{name}" for table, names in tables.items() for name in names)


def run(statement: str, values: Iterable[Any] | Mapping[str, Any]) -> int:
    """Run it on the primary; returns how many rows it changed. Values may have names."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values if isinstance(values, Mapping) else tuple(values))
        return cursor.rowcount


def rows(
    statement: str,
    values: Iterable[Any] | Mapping[str, Any],
    using: str = DEFAULT_DB_ALIAS,
) -> list[tuple[Any, ...]]:
    """What the primary answers, or the one named. Times are as it keeps them: see `moment`."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, values if isinstance(values, Mapping) else tuple(values))
        return cursor.fetchall()


def to_change(*tables: str, skip_locked: bool = False) -> str:
    """The end of a question whose rows, or only those of some tables, stay locked until the
    transaction ends, but for who merely points to them; without what others have locked, if that
    is skipped. SQLite has one lock, which the transaction began with."""
    if not connection.features.has_select_for_update:
        return ""
    return connection.ops.for_update_sql(no_key=True, of=tables, skip_locked=skip_locked)


def time(at: datetime) -> Any:
    """A time as a value of a statement."""
    return connection.ops.adapt_datetimefield_value(at)


def moment(kept: datetime | str) -> datetime:
    """A time that was asked for by hand. SQLite keeps times in UTC and says no zone, and of what it
    reckons (`MAX`) it gives the text."""
    at = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def is_key(text: str) -> bool:
    """Does it name a row, as far as any database can tell: digits that a key's column holds?"""
    return text.isascii() and text.isdigit() and len(text) <= KEY_DIGITS


def models[M: Model](
    model: type[M], statement: str, values: Iterable[Any], using: str = DEFAULT_DB_ALIAS
) -> list[M]:
    """The answer of the primary, or of the one named, as objects, for columns that are named as the
    model's; what was not asked for comes when it is asked for. As Django's `raw`, which works out
    anew for each statement what the columns mean."""
    with connections[using].cursor() as cursor:
        cursor.execute(statement, tuple(values))
        named = tuple([column[0] for column in cursor.description])
        found = cursor.fetchall()
    return [made(model, named, row, using) for row in found]


def made[M: Model](
    model: type[M], named: tuple[str, ...], row: Sequence[Any], using: str = DEFAULT_DB_ALIAS
) -> M:
    """What a row says in these columns, as an object."""
    places, times, texts = _read_as(model, named)
    values = [row[place] for place in places.values()]
    for at in times:
        values[at] = values[at] and moment(values[at])
    for at in texts:
        values[at] = values[at] and json.loads(values[at])
    return model.from_db(using, places, values)


@cache
def _read_as(
    model: type[Model], named: tuple[str, ...]
) -> tuple[dict[str, int], list[int], list[int]]:
    """The fields these columns fill, in the model's order, each with its column's place; which of
    them are times, and which JSON, that both engines give as a text."""
    fields = [field for field in model._meta.concrete_fields if field.column in named]
    places = {field.attname: named.index(field.column) for field in fields}
    times = [n for n, field in enumerate(fields) if isinstance(field, DateTimeField)]
    return places, times, [n for n, field in enumerate(fields) if isinstance(field, JSONField)]


def written(question: QuerySet[Any], using: str) -> tuple[str, tuple[Any, ...]]:
    """What the ORM would ask, and the values, to be kept and asked again: it takes longer to write
    it than to answer it. Made with `STAND_IN` for the key that differs, which `for_key` puts in."""
    statement, values = question.query.get_compiler(using).as_sql()
    return statement, tuple(values)


def for_key(values: Iterable[Any], key: Any) -> list[Any]:
    """The values of a kept question, with this key."""
    return [key if value == STAND_IN else value for value in values]


def insert(row: Model) -> None:
    """Add the row as `save` would, with what the database gives it, by a statement that is written
    once for its model. For rows that leave to the database what it has a default for."""
    statement, fields, returned = _adding(type(row))
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        given = cursor.fetchone()
    for field, value in zip(returned, given, strict=True):
        is_time = isinstance(field, DateTimeField)
        setattr(row, field.attname, moment(value) if is_time else value)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


type Fields = list[Field[Any, Any]]


@cache
def _adding(model: type[Model]) -> tuple[str, Fields, Fields]:
    """The statement, the fields it is given, and those that it tells."""
    told: Fields = list(model._meta.db_returning_fields)
    given: Fields = [field for field in model._meta.local_concrete_fields if field not in told]
    quote = connection.ops.quote_name
    names, said = (", ".join(quote(str(field.column)) for field in part) for part in (given, told))
    into = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks(given)})"
    return f"{into} RETURNING {said}", given, told
