"""SQLite's copy of itself, by its own interface for backups: one moment, while others write."""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management.base import CommandError
from django.db import connection

from forum.backup.rows import Fingerprints, of_rows

PATIENCE = 30  # seconds that a restore waits for those who read or write


def fingerprints() -> Fingerprints:
    """Of every table as it is now."""
    with closing(_open(_path())) as database:
        return _fingerprints(database)


def dump(copy: Path) -> Fingerprints:
    """Write a copy of the database to this new file. Writers go on meanwhile; what the copy holds
    is the moment it began."""
    with closing(_open(_path())) as database, closing(sqlite3.connect(copy)) as target:
        # One step holds one view of the database. With several, every write between two would
        # begin the copy anew, and a busy site would never be done.
        database.backup(target, pages=-1)
        target.execute("PRAGMA journal_mode=DELETE")  # the archive takes one file, no log of it
        found = target.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise CommandError(f"The database is damaged: {found}")
        return _fingerprints(target)


def load(copy: Path) -> None:
    """Make the database what the copy is, in one transaction: who reads it sees all of it or what
    was there before, also if this process is killed half-way."""
    connection.close()
    with closing(_open(copy)) as source, closing(_open(_path(), "rw")) as database:
        database.execute("PRAGMA synchronous=FULL")
        try:
            source.backup(database, pages=-1)
        except sqlite3.OperationalError as error:
            raise CommandError(f"The database is in use ({error}): stop the site first.") from error
        database.execute("PRAGMA journal_mode=WAL")


def _path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _open(path: Path, mode: str = "ro") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", timeout=PATIENCE, uri=True)


def _fingerprints(database: sqlite3.Connection) -> Fingerprints:
    named = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {table: of_rows(database.execute(f'SELECT * FROM "{table}"')) for (table,) in named}
