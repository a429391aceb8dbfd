"""Where the request at hand reads: from the replica, or from the primary.

What runs outside a request (commands, the task worker) reads the primary.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from forum.replica.configuration import PRIMARY

_place: ContextVar[str] = ContextVar("_place", default=PRIMARY)


def place() -> str:
    """The name of the database to read from, just now."""
    return _place.get()


@contextmanager
def reading_from(name: str) -> Iterator[None]:
    """Read from this database within the block, unless something turns to the primary in it."""
    before = _place.set(name)
    try:
        yield
    finally:
        _place.reset(before)


def turn_to_primary() -> None:
    """Read from the primary from here on: something was written, or the replica failed.

    There is no way back within a request. A version asked of the primary and rows from the
    replica would make an old page that is taken for a new one.
    """
    _place.set(PRIMARY)
