"""Django's PostgreSQL, which is not asked before each request whether it is still there."""

import select

from django.db.backends.postgresql import base as postgresql
from psycopg.pq import ConnStatus


class DatabaseWrapper(postgresql.DatabaseWrapper):
    """A server that ends a connection, or dies, closes it; so a socket on which nothing waits to be
    read is that of a server that lives. Django asks `SELECT 1` instead, as long as a kept page
    takes in all."""

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.pgconn.status != ConnStatus.OK:
            return False
        waiting = select.poll()
        waiting.register(self.connection.pgconn.socket, select.POLLIN)
        # It may also be a notice, so then it is asked.
        return not waiting.poll(0) or bool(super().is_usable())
