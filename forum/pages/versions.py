"""Saying that what pages show has changed, and asking whether it has."""

import secrets
import time
from collections.abc import Iterable
from datetime import datetime

from django.db import connections, router

from forum.pages.deploy import fingerprint
from forum.pages.models import Version
from forum.sql import marks

SITE = "site"
ARTICLE, SERIES = "article:", "series:"  # and the key
SHELF = "shelf"  # which essays are public, in what order, under which tags and titles

# Of a number: so many that none is drawn twice, so few that a column of 63 has room for turns too.
BITS = 62

type Numbers = dict[str, int]  # by scope


def article(pk: int) -> str:
    """The scope of an essay with its debate, in whatever view."""
    return f"{ARTICLE}{pk}"


def series(pk: int | None) -> list[str]:
    """The scope of which essays make up a series, for an essay that is a part of one."""
    return [f"{SERIES}{pk}"] if pk else []


def touch(*scopes: str) -> None:
    """Give these scopes other numbers, in the transaction that changes what they show.

    The rows stay locked until it ends: touch an essay only with its own row's lock held, and the
    site last of all. They are locked in the order of their names, by everyone.

    The numbers are drawn, not counted: a database that was put back to what it was an hour ago (by
    a backup, a copied file, a replica that is made the primary) would count the same ones again,
    for other pages than those that browsers and caches on the way still have under them.
    """
    if not scopes:
        return
    rows = [(scope, secrets.randbits(BITS)) for scope in sorted({*scopes})]
    values = ", ".join(["(%s, %s)"] * len(rows))
    with connections[router.db_for_write(Version)].cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Version._meta.db_table} (scope, number) VALUES {values}"
            " ON CONFLICT (scope) DO UPDATE SET number = excluded.number",
            [value for row in rows for value in row],
        )


def turn(scope: str, at: datetime) -> None:
    """Say that what the scope shows changes by itself at this time, when something ends: from then
    on its number is another. As for `touch`, which this does too."""
    touch(scope)
    row = Version.objects.get(scope=scope)
    row.turns = " ".join(map(repr, sorted({*_coming(row.turns), at.timestamp()})))
    row.save(update_fields=["turns"])


def _moments(turns: str) -> list[float]:
    return [float(moment) for moment in turns.split()]


def _coming(turns: str) -> list[float]:
    return [moment for moment in _moments(turns) if moment > time.time()]


def _over(turns: str) -> int:
    """How many of the moments have come."""
    return sum(moment <= time.time() for moment in _moments(turns))


def numbers(scopes: Iterable[str]) -> Numbers:
    """The scopes' numbers as they are now; one query, without the ORM's cost, as it is asked for
    every page that is kept.

    The site's number also tells one program from another: what an older one made from the same
    rows is not what this one makes of them.
    """
    wanted = tuple(scopes)
    if not wanted:
        return {}
    asked = f"FROM {Version._meta.db_table} WHERE scope IN ({marks(wanted)})"
    with connections[router.db_for_read(Version)].cursor() as cursor:
        cursor.execute(f"SELECT scope, number, turns {asked}", wanted)
        return told(wanted, cursor.fetchall())


def told(scopes: Iterable[str], rows: Iterable[tuple[str, int, str]]) -> Numbers:
    """The scopes' numbers from their rows: scope, number, turns. What has none was not touched."""
    found = {scope: number + (_over(turns) if turns else 0) for scope, number, turns in rows}
    right = {scope: found.get(scope, 0) for scope in scopes}
    if SITE in right:
        right[SITE] ^= fingerprint() << 31
    return right
