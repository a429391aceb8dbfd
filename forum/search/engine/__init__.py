"""The database's own index: one set of questions, which each engine answers in its way.

`asking.py` is what is asked; `sqlite.py` and `postgresql.py` have the same functions.
"""

from types import ModuleType

from django.db import connection

from forum.search.engine import postgresql, sqlite

_ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def engine() -> ModuleType:
    return _ENGINES[connection.vendor]
