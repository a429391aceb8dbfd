"""Saying that what pages show has changed, and asking whether it has."""

from collections.abc import Iterable

from django.db import connections, router
from django.db.models import F

from forum.pages.models import Version

SITE = "site"


def article(pk: int) -> str:
    """The scope of an essay with its debate, in whatever view."""
    return f"article:{pk}"


def touch(*scopes: str) -> None:
    """Raise the numbers of these scopes, in the transaction that changes what they show.

    The row stays locked until it ends: touch an essay only with its own row's lock held, and the
    site last of all.
    """
    for scope in sorted(scopes):
        rows = Version.objects.filter(scope=scope)
        if not rows.update(number=F("number") + 1):
            # Of two who meet the scope for the first time one inserts, and the other adds to it.
            Version.objects.bulk_create([Version(scope=scope, number=0)], ignore_conflicts=True)
            rows.update(number=F("number") + 1)


def numbers(scopes: Iterable[str]) -> dict[str, int]:
    """The scopes' numbers as they are now; one query, without the ORM's cost, as it is asked for
    every page that is kept."""
    wanted = tuple(scopes)
    marks = ", ".join(["%s"] * len(wanted))
    table = Version._meta.db_table
    with connections[router.db_for_read(Version)].cursor() as cursor:
        cursor.execute(f"SELECT scope, number FROM {table} WHERE scope IN ({marks})", wanted)
        found = dict(cursor.fetchall())
    return {scope: found.get(scope, 0) for scope in wanted}
