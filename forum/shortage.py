"""When the database or the disk cannot serve for a moment: what counts as that.

A full disk, a lock that somebody holds, a database that restarts or takes no more connections: none
is a fault of the program, and all of them pass. `forum/errors.py` answers them with 503.
"""

import errno
import logging
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, InterfaceError

log = logging.getLogger(__name__)

# SQLite says 'error' of a table that is not there, which is a fault: so its codes are asked.
SQLITE = (
    *("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY"),
    *("SQLITE_CANTOPEN", "SQLITE_PROTOCOL"),
)
# PostgreSQL's classes: connection lost (08), resources (53), an operator's hand (57), the system
# (58), and of others a deadlock, a lock waited for too long, and a server that only reads.
POSTGRESQL = ("08", "53", "57", "58", "40P01", "40001", "55P03", "25006", "25P03")
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03")
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)

REMEMBERED = 2  # seconds: who asks again sooner than RETRY_AFTER is one of many
_waited_in_vain = -math.inf


def is_shortage(error: BaseException | None) -> bool:
    """Whether this error, or the one behind it, passes by itself or with more room."""
    return any(_is_lack(each) for each in _chain(error))


@contextmanager
def by_the_way() -> Iterator[None]:
    """Around what a page writes beside being read (that it was read, say): where nothing can be
    written, the page comes all the same."""
    try:
        yield
    except DatabaseError as error:
        if not is_shortage(error):
            raise
        note(error)
        log.warning("Read, but not noted down: %s", error)


def note(error: BaseException | None) -> None:
    """Remember that this process has just waited in vain for another's lock, if it was that."""
    global _waited_in_vain
    if any(_code(each).startswith(LOCKED) for each in _chain(error)):
        _waited_in_vain = time.monotonic()


def is_lock_held() -> bool:
    """Did somebody hold a lock a moment ago, for longer than one waits?"""
    return time.monotonic() - _waited_in_vain < REMEMBERED


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error, and each that it came from. A broken connection fails once more when its
    transaction is to be ended, so the first one is not always the last."""
    while error:
        yield error
        error = error.__cause__ or error.__context__


def _is_lack(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in DISK
    driver = error.__cause__
    if not isinstance(error, (DatabaseError, InterfaceError)) or driver is None:
        return False
    if code := _code(error):
        return code.startswith((*SQLITE, *POSTGRESQL))
    # No code: the connection was refused or lost, which psycopg tells by the class alone.
    return type(error).__name__ in ("OperationalError", "InterfaceError")


def _code(error: BaseException) -> str:
    """What the database calls it; '' for anything else."""
    driver = error.__cause__
    return getattr(driver, "sqlite_errorname", None) or getattr(driver, "sqlstate", None) or ""
