"""Which databases there are, as the environment says."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environ import Env

from forum.databases import preparing

PRIMARY, REPLICA = "default", "replica"

type Databases = dict[str, dict[str, Any]]


def with_replica(env: Env, primary: dict[str, Any]) -> Databases:
    """The primary and, where DATABASE_REPLICA_URL names it, its streaming replica.

    It must be one server, not a balancer before several: a page's version is asked for first and
    its rows after, and both must come from the same copy. Each copy of the site may have its own.
    """
    if not env.str("DATABASE_REPLICA_URL", default=""):
        return {PRIMARY: primary}
    if not primary["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_REPLICA_URL needs PostgreSQL as DATABASE_URL.")
    named = env.db_url("DATABASE_REPLICA_URL")
    about = {
        "ENGINE": "forum.replica",
        # Seconds; libpq's least.
        "OPTIONS": {"connect_timeout": 2} | preparing(env) | named.get("OPTIONS", {}),
        "CONN_MAX_AGE": primary.get("CONN_MAX_AGE", 0),
        # A dead one is noticed by the first question, which goes to the primary instead.
        "CONN_HEALTH_CHECKS": False,
        # A page's rows are few; one question, one answer, so that another may give it.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "TEST": {"MIRROR": PRIMARY},
    }
    return {PRIMARY: primary, REPLICA: named | about}
