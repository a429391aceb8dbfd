"""The shared cache on Redis or Valkey; when that is gone, the database cache takes over."""

import logging
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def _failing_over(name: str) -> Any:
    def call(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(super(FailoverCache, self), name)(*args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("The cache at CACHE_URL failed (%s); using the database's.", error)
            return getattr(caches["fallback"], name)(*args, **kwargs)

    call.__name__ = name
    return call


class FailoverCache(RedisCache):
    """Redis while it answers, else the cache table, which all processes share as well.

    A per-process fallback would let each worker count log-in attempts by itself.
    """

    add = _failing_over("add")
    get = _failing_over("get")
    set = _failing_over("set")
    touch = _failing_over("touch")
    delete = _failing_over("delete")
    get_many = _failing_over("get_many")
    set_many = _failing_over("set_many")
    delete_many = _failing_over("delete_many")
    has_key = _failing_over("has_key")
    incr = _failing_over("incr")
    clear = _failing_over("clear")
