"""Writing very many rows at once into an empty site, on either engine."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import connection, models

BATCH = 5_000  # rows handed to SQLite at a time


@contextlib.contextmanager
def loading(*written: type[models.Model]) -> Iterator[None]:
    """For the block no index but of constraints is kept on these tables, and no key is checked."""
    tables = [model._meta.db_table for model in written]
    with connection.cursor() as cursor:
        for statement in _FAST[connection.vendor]:
            cursor.execute(statement)
        indexes = _indexes(cursor, tables)
        for name, _made_by in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _name, made_by in indexes:
            cursor.execute(made_by)
        for statement in _SAFE[connection.vendor]:
            cursor.execute(statement)
        if connection.vendor != "sqlite":
            _set_sequences(cursor, written)


_FAST = {
    "sqlite": [
        "PRAGMA foreign_keys=OFF",
        "PRAGMA cache_size=-1000000",
    ],
    "postgresql": ["SET session_replication_role = replica", "SET maintenance_work_mem = '512MB'"],
}
_SAFE = {
    "sqlite": [
        "PRAGMA foreign_keys=ON",
        "PRAGMA cache_size=-8000",
    ],
    "postgresql": ["RESET session_replication_role", "RESET maintenance_work_mem"],
}


def hurry() -> None:
    """What is written on this connection need not survive a power cut: who fills begins again."""
    slow = {"sqlite": "PRAGMA synchronous=OFF", "postgresql": "SET synchronous_commit = off"}
    with connection.cursor() as cursor:
        cursor.execute(slow[connection.vendor])


def _indexes(cursor: Any, tables: Sequence[str]) -> list[tuple[str, str]]:
    """Name and SQL of each index that no constraint rests on."""
    marks = ", ".join(["%s"] * len(tables))
    if connection.vendor == "sqlite":
        kept = f"type = 'index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
        cursor.execute(f"SELECT name, sql FROM sqlite_master WHERE {kept}", tables)
    else:
        cursor.execute(
            f"SELECT indexname, indexdef FROM pg_indexes WHERE tablename IN ({marks})"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)",
            tables,
        )
    return list(cursor.fetchall())


def _set_sequences(cursor: Any, written: Sequence[type[models.Model]]) -> None:
    from django.core.management.color import no_style

    for statement in connection.ops.sequence_reset_sql(no_style(), written):
        cursor.execute(statement)


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert the rows; each names the fields' values as the database has them: text for times,
    UUIDs without hyphens, JSON. Other fields get their defaults."""
    fields = [model._meta.get_field(name) for name in names]
    others = [each for each in model._meta.concrete_fields if _needs_value(each, names)]
    columns = [field.column for field in [*fields, *others]]  # type: ignore[union-attr]
    rest = tuple(each.get_default() for each in others)
    whole = ((*row, *rest) for row in rows)
    into = f'"{model._meta.db_table}" ({", ".join(f'"{column}"' for column in columns)})'
    insert(into, len(columns), whole)


def _needs_value(field: Any, names: Sequence[str]) -> bool:
    has_own = field.name in names or field.attname in names or field.primary_key
    return not has_own and not field.has_db_default() and not field.null


def insert(into: str, width: int, rows: Iterable[tuple[Any, ...]]) -> None:
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        statement = f"INSERT INTO {into} VALUES ({', '.join('?' * width)})"
        raw = connection.connection
        raw.execute("BEGIN")
        for some in batched(rows, BATCH, strict=False):
            raw.executemany(statement, some)
        raw.execute("COMMIT")
        return
    with connection.connection.cursor().copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def moment(at: datetime) -> str:
    """As SQLite keeps a time; PostgreSQL, whose zone is UTC here, reads it."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")
