"""PostgreSQL's copy of itself, by pg_dump and pg_restore, which must be as new as the server."""

import os
import shutil
import subprocess
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection, transaction

from forum.backup.rows import Fingerprints, of_rows

AT_ONCE = 2_000  # rows; all of a table would not fit into memory


def fingerprints() -> Fingerprints:
    """Of every table as the connection sees it now: within a transaction of one moment, then."""
    with transaction.atomic():
        tables = connection.introspection.table_names()
        return {table: _of_table(table) for table in sorted(tables)}


def _of_table(table: str) -> str:
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return of_rows(row for rows in iter(lambda: cursor.fetchmany(AT_ONCE), []) for row in rows)


def dump(copy: Path) -> Fingerprints:
    """Write a copy of the database to this new file. Writers go on meanwhile: the copy and the
    fingerprints are of one moment, whose name pg_dump is given."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")  # pg_dump may take long
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
        _run("pg_dump", *options, f"--file={copy}")
        return fingerprints()


def load(copy: Path) -> None:
    """Make the database what the copy is, in one transaction: who reads it sees all of it or what
    was there before, also if this process is killed half-way."""
    with connection.cursor() as cursor:
        # Also what a newer version made, which the copy does not know and so would not take away.
        cursor.execute("SELECT current_schema()")
        schema = connection.ops.quote_name(cursor.fetchone()[0])
    script = copy.with_suffix(".sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(copy), bare=True)
    begin = f"DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema};"
    options = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction"]
    _run("psql", *options, f"--command={begin}", f"--file={script}")
    connection.close()


def _run(program: str, *options: str, bare: bool = False) -> None:
    """One of PostgreSQL's programs; unless it is a bare one, on the site's database."""
    path = shutil.which(program, path=settings.PG_BIN or None)
    if path is None:
        raise CommandError(f"{program} is missing: install PostgreSQL's client, or set PG_BIN.")
    connection.ensure_connection()
    info = connection.connection.info  # its address without the password, which others could read
    target = [] if bare else [f"--dbname={info.dsn}"]
    done = subprocess.run(
        [path, *options, *target],
        env=os.environ | {"PGPASSWORD": info.password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CommandError(f"{program} failed: {done.stderr.strip()[-2_000:]}")
