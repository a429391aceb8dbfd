"""Django's SQLite, whose writers take the lock soon after it is free, and whose statements are put
into SQLite's writing once."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, repeat
from sqlite3 import Cursor as PlainCursor
from threading import Lock

from django.db import OperationalError
from django.db.backends.sqlite3 import base as sqlite

SOON = 0.000_25  # seconds between two looks; a comment holds the lock for some two milliseconds
LOOKS = 40  # as soon as that
LATER = 0.002  # from then on
STATEMENTS = 256  # whose writing is kept in each process, some 2 kB each
_queues: dict[str, Lock] = {}  # of this process's threads, by the database's path


class Cursor(sqlite.SQLiteCursorWrapper):
    """Django puts `?` for each `%s` whenever a statement is run. Of what a reply asks, which is
    long and the same each time, that took a thirtieth of the reply."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        return _converted(query, None if param_names is None else tuple(param_names))


@lru_cache(STATEMENTS)
def _converted(query: str, names: tuple[str, ...] | None) -> str:
    return sqlite.SQLiteCursorWrapper.convert_query(Cursor, query, param_names=names)  # type: ignore[arg-type]


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """SQLite looks after 1, 3, 8, 18 … ms whether the lock is free, later each tenth of a second.
    By then another has taken it and given it back several times, while who waits serves nobody, or
    waits in vain beside one who takes it again and again. So it is looked sooner, by one thread of
    a process: many that look would leave the one who writes no time to end."""

    def create_cursor(self, name: str | None = None) -> PlainCursor:
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        self._wait(0)
        try:
            self._begin_within(patience / 1000)
        finally:
            self._wait(patience)

    def _begin_within(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        with _first_in(str(self.settings_dict["NAME"]), seconds):
            for pause in chain(repeat(SOON, LOOKS), repeat(LATER)):
                if self._begins(ends):
                    break
                time.sleep(pause)

    def _begins(self, ends: float) -> bool:
        """Look once whether the lock is free, and take it. Raises OperationalError if that was the
        last look."""
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as error:
            if not _is_held(error) or time.monotonic() >= ends:
                raise
            return False
        return True

    def _wait(self, milliseconds: int) -> None:
        """So long SQLite itself waits for a lock."""
        self.connection.execute(f"PRAGMA busy_timeout={milliseconds}")


@contextmanager
def _first_in(queue: str, seconds: float) -> Iterator[None]:
    """Wait behind this process's other threads, but for no longer than so."""
    lock = _queues.setdefault(queue, Lock())
    is_first = lock.acquire(timeout=seconds)
    try:
        yield
    finally:
        if is_first:
            lock.release()


def _is_held(error: OperationalError) -> bool:
    name = getattr(error.__cause__, "sqlite_errorname", "")
    return bool(name.startswith("SQLITE_BUSY"))
