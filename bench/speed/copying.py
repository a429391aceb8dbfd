"""The PostgreSQL database as a copy of the filled SQLite one, row by row: both engines have the
same debates, with the same ids, and nothing is computed twice.

    python -m bench.speed.copying      (PostgreSQL must run, and SQLite be filled and migrated)
"""

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from typing import Any

from bench.speed import places

FETCHED = 5_000  # rows at a time


def main() -> None:
    if places.is_filled("postgresql"):
        return
    os.environ |= places.environment("postgresql") | {"LOG_LEVEL": "ERROR"}
    import django

    django.setup()
    from django.apps import apps
    from django.core.management import call_command

    call_command("prepare", verbosity=0)
    file = places.folder("sqlite") / "counterpoint.sqlite3"
    source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    models = [each for each in apps.get_models(include_auto_created=True) if each._meta.managed]
    _copy(source, models)
    shutil.copy(places.note("sqlite"), places.note("postgresql"))


def _copy(source: sqlite3.Connection, models: list[Any]) -> None:
    from django.db import connection

    from bench.speed import bulk

    start = time.perf_counter()
    tables = [model._meta.db_table for model in models]
    bulk.hurry()
    with bulk.loading(*models):
        with connection.cursor() as cursor:
            # What migrations wrote is in the other database as well.
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        for model in models:
            _table(source, model)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"  copied in {time.perf_counter() - start:.0f} s", flush=True)


def _table(source: sqlite3.Connection, model: Any) -> None:
    from bench.speed import bulk

    columns = [field.column for field in model._meta.concrete_fields if field.column]
    names = ", ".join(f'"{column}"' for column in columns)
    rows = source.execute(f'SELECT {names} FROM "{model._meta.db_table}"')
    bulk.insert(f'"{model._meta.db_table}" ({names})', len(columns), _all(rows))


def _all(rows: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    while some := rows.fetchmany(FETCHED):
        yield from some


if __name__ == "__main__":
    main()
