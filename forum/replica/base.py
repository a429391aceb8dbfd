"""The replica as Django's database: what it cannot answer, the primary is asked.

Each statement on it is a question by itself, outside any transaction, so it can be asked again.
"""

from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError, connections
from django.db.backends.postgresql import base as postgresql
from django.db.backends.utils import CursorWrapper
from psycopg.abc import RV, PQGen

from forum.replica.configuration import PRIMARY
from forum.replica.reading import turn_to_primary
from forum.replica.standing import standing

ANSWER_WITHIN = 3.0  # seconds; a machine that hangs keeps its connections open and says nothing


class Connection(psycopg.Connection[Any]):
    """A connection on which no question waits for ever."""

    def wait(self, gen: PQGen[RV], interval: float = 0.1, timeout: float | None = None) -> RV:
        return super().wait(gen, interval, timeout or ANSWER_WITHIN)


connect = Connection.connect


class Cursor(CursorWrapper):
    """A cursor on the replica that becomes one on the primary when the replica fails."""

    db: "DatabaseWrapper"

    def execute(self, sql: Any, params: Any = None) -> Any:
        try:
            return super().execute(sql, params)
        except (OperationalError, InterfaceError) as error:
            self.db.give_up(error)
            self.cursor = connections[PRIMARY].cursor()
            return self.cursor.execute(sql, params)


class DatabaseWrapper(postgresql.DatabaseWrapper):
    """The connection to the replica, or instead of it the one to the primary."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return connect(**conn_params)

    def make_cursor(self, cursor: Any) -> CursorWrapper:
        return Cursor(cursor, self)

    def make_debug_cursor(self, cursor: Any) -> Any:
        return self.make_cursor(cursor)  # what is counted is counted at the primary

    def cursor(self) -> Any:
        try:
            return super().cursor()
        except (OperationalError, InterfaceError) as error:
            self.give_up(error)
            return connections[PRIMARY].cursor()

    def give_up(self, error: Exception) -> None:
        """Read the primary for the rest of the request; and for longer, unless the replica only
        broke off one question, as it does for one that stands in the way of its replay."""
        turn_to_primary()
        broken_off = isinstance(error.__cause__, psycopg.errors.SerializationFailure)
        if not broken_off:
            standing.failed(error)
            self.close()
