"""How much the database works for an act: a measure that is the same on every machine."""

from collections.abc import Callable

import pytest
from django.db import connection

STEP = 10  # of SQLite's instructions, the finest that costs little

needs_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts steps")


def steps_of(act: Callable[[], object]) -> int:
    """How many times ten instructions SQLite carries out meanwhile."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0  # go on

    connection.ensure_connection()
    connection.connection.set_progress_handler(count, STEP)
    try:
        act()
    finally:
        connection.connection.set_progress_handler(None, STEP)
    return steps
