"""What is costly to work out and the same for everyone: made once, kept for a time, made by one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.utils import timezone

from forum import sql

# What allauth counts and remembers under these names guards accounts: attempts to log in, codes
# that were used. It lies in the database always. Were it in Redis, whoever waits for an outage, or
# makes one, would find every limit new when it begins and once more when it ends.
GUARDS = "allauth"

MAKING = 30  # seconds: who makes it for longer has failed, and the next one tries
WAIT, TIMES = 0.1, 20  # seconds, and how often one waits for another where nothing is kept yet


@dataclass(frozen=True)
class Kept[T]:
    """A thing and when it was made."""

    thing: T
    made_at: datetime


def kept[T](key: str, make: Callable[[], T], fresh: timedelta) -> Kept[T]:
    """The thing under this key, at most `fresh` old; a little older while one makes it anew, so
    that those who ask meanwhile neither wait nor make it too."""
    found: Kept[T] | None = cache.get(key)
    if found and timezone.now() - found.made_at < fresh:
        return found
    if cache.add(f"{key}:making", True, MAKING):
        return _make_and_keep(key, make, fresh)
    return found or _await(key) or _made(make)


def _make_and_keep[T](key: str, make: Callable[[], T], fresh: timedelta) -> Kept[T]:
    try:
        made = _made(make)
        cache.set(key, made, fresh.total_seconds() * 1.5)
    finally:
        cache.delete(f"{key}:making")
    return made


def _made[T](make: Callable[[], T]) -> Kept[T]:
    """In the site's zone: whoever asks first, all are shown it."""
    with timezone.override(None):
        return Kept(make(), timezone.now())


def _await[T](key: str) -> Kept[T] | None:
    """What another is making now, if it comes soon."""
    for _ in range(TIMES):
        time.sleep(WAIT)
        found: Kept[T] | None = cache.get(key)
        if found:
            return found
    return None


def forget_all() -> None:
    """Throw away whatever the cache holds, also what is out of date and lies there still, but for
    what guards accounts: that says nothing of anybody, and is over within minutes."""
    for name in settings.CACHES:
        of_name = caches[name]
        if isinstance(of_name, DatabaseCache):
            table, guards = settings.CACHES[name]["LOCATION"], of_name.make_key(f"{GUARDS}:%")
            sql.run(f"DELETE FROM {table} WHERE cache_key NOT LIKE %s", [guards])
        else:
            getattr(of_name, "forget", of_name.clear)()
