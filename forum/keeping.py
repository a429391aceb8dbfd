"""What is costly to work out and the same for everyone: made once, kept for a time, made by one."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

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
