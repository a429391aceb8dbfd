"""The shared cache on Redis or Valkey: what it may hold, and what happens when it is gone."""

import logging
import time
from typing import Any

from django.core.cache import BaseCache, caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from forum.keeping import GUARDS

log = logging.getLogger(__name__)

PAUSE = 5  # seconds in which a process does not ask again what did not answer


def _failing_over(name: str) -> Any:
    def call(self: "FailoverCache", key: str, *args: Any, **kwargs: Any) -> Any:
        if self.is_asked_for(key):
            try:
                return getattr(super(FailoverCache, self), name)(key, *args, **kwargs)
            except (RedisError, OSError) as error:
                self.rest(error)
        return getattr(caches["fallback"], name)(key, *args, **kwargs)

    call.__name__ = name
    return call


class FailoverCache(RedisCache):
    """Redis while it answers, else the cache table, which all processes share as well: a fallback
    in each process would let each count attempts by itself.

    What was set or deleted meanwhile is not told to Redis when it is back, so who keeps a thing
    here dates it (forum/keeping.py).
    """

    # Of the process, not of the object: Django makes one for each thread.
    _resting_until = float("-inf")

    def is_asked_for(self, key: str) -> bool:
        """Whether Redis is asked for this: not for a guard, nor soon after it failed."""
        return not key.startswith(GUARDS) and time.monotonic() >= FailoverCache._resting_until

    def rest(self, error: Exception) -> None:
        FailoverCache._resting_until = time.monotonic() + PAUSE
        log.warning("The cache at CACHE_URL failed (%s); using the database’s.", error)

    add = _failing_over("add")
    get = _failing_over("get")
    set = _failing_over("set")
    touch = _failing_over("touch")
    delete = _failing_over("delete")
    has_key = _failing_over("has_key")
    incr = _failing_over("incr")
    # One by one, each where it belongs; nothing on the site asks for many.
    get_many = BaseCache.get_many
    set_many = BaseCache.set_many
    delete_many = BaseCache.delete_many

    def clear(self) -> None:
        caches["fallback"].clear()
        super().clear()

    def forget(self) -> None:
        """Empty it; the fallback is not touched. Raises what Redis raises."""
        super().clear()
