"""Django's SQLite, whose writers take the lock soon after it is free."""

import time

from django.db import OperationalError
from django.db.backends.sqlite3 import base as sqlite

PAUSE = 0.000_25  # seconds between two looks; a comment holds the lock for some two milliseconds
LOOKS = 40  # at first; who waits for longer waits as SQLite does


class DatabaseWrapper(sqlite.DatabaseWrapper):
    """SQLite looks after 1, 3, 8, 18 … ms whether the lock is free: by then another has taken it
    and given it back several times, while who waits serves nobody. So it is looked sooner."""

    def _start_transaction_under_autocommit(self) -> None:
        patience = self.connection.execute("PRAGMA busy_timeout").fetchone()[0]
        self._wait(0)
        try:
            is_begun = any(self._has_begun() for _look in range(LOOKS))
        finally:
            self._wait(patience)
        if not is_begun:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]

    def _has_begun(self) -> bool:
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except OperationalError as error:
            if not _is_held(error):
                raise
            time.sleep(PAUSE)
            return False
        return True

    def _wait(self, milliseconds: int) -> None:
        """So long SQLite itself waits for a lock."""
        self.connection.execute(f"PRAGMA busy_timeout={milliseconds}")


def _is_held(error: OperationalError) -> bool:
    name = getattr(error.__cause__, "sqlite_errorname", "")
    return bool(name.startswith("SQLITE_BUSY"))
