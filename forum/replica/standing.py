"""Whether the replica can be read from: does it answer, and how far behind is it?"""

import logging
import time

from django.db import DatabaseError, connections

from forum.replica.configuration import PRIMARY, REPLICA

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds between two looks at how far it has come; each costs two queries
# Seconds of lag from which on nobody reads it. So long may a member whom another suspended or
# renamed look as before; and the mark of one's own write must last longer (middleware.py).
LAG_MAX = 10.0
AVOIDED = (1.0, 60.0)  # seconds without a try after a failure: at first, and at most

HOW_FAR = """SELECT pg_last_wal_replay_lsn()::text,
    extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())"""


class Standing:
    """What this process knows of the replica."""

    def __init__(self) -> None:
        self.avoid_until = 0.0
        self.avoided = 0.0
        self.looked_at = 0.0
        self.had_all_at = float("-inf")
        self.is_near = False

    def may_be_read(self) -> bool:
        """Did it answer last time, and is it at most LAG_MAX behind?"""
        now = time.monotonic()
        if now < self.avoid_until:
            return False
        if now - self.looked_at >= LOOK_EVERY:
            self.looked_at = now
            self.is_near = self._look()
        return self.is_near

    def has_replayed(self, position: int) -> bool:
        """Has it come to this place in the primary's log? It may answer that with its failure."""
        reached, _age = how_far()
        return position <= reached

    def failed(self, error: Exception) -> None:
        """Leave it alone for a time that grows while it goes on failing."""
        first, most = AVOIDED
        self.avoided = min(self.avoided * 2 or first, most)
        self.avoid_until = time.monotonic() + self.avoided
        self.looked_at = 0.0
        log.warning("The replica failed (%s); reading the primary for %.0f s.", error, self.avoided)

    def _look(self) -> bool:
        reached, age = how_far()
        if reached < 0:
            return False  # it failed, or it is no replica (any more)
        self.avoided = 0.0
        try:
            if reached >= written():
                self.had_all_at = self.looked_at
        except DatabaseError as error:
            log.warning("The primary failed (%s); the replica is read, however old.", error)
            return True
        # Two measures, neither ever too low. The first is too high after a pause of this process
        # and while there are always writes, the second after a pause of all writing.
        return min(self.looked_at - self.had_all_at, age) <= LAG_MAX


def how_far() -> tuple[int, float]:
    """The place the replica has come to, and the age in seconds of its last transaction; -1 for
    the place if it cannot say."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(HOW_FAR)
        reached, age = cursor.fetchone()
    return number(reached) if reached else -1, float(age) if age is not None else float("inf")


def written() -> int:
    """The place in its log up to which the primary has written."""
    with connections[PRIMARY].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        return number(cursor.fetchone()[0])


def number(position: str) -> int:
    """A place in the log as a number of bytes: '16/B374D848' is two halves in hexadecimal."""
    high, low = position.split("/")
    return (int(high, 16) << 32) + int(low, 16)


standing = Standing()
