"""How the database is opened, SQLite and PostgreSQL: what lasts, and who waits for how long."""

from pathlib import Path
from typing import Any

from environ import Env


def primary(env: Env, folder: Path) -> dict[str, Any]:
    """The database that DATABASE_URL names, SQLite in the folder without it.

    LOCK_SECONDS is how long a writer queues for another's lock before the page says 'in a moment'
    and gives back what was typed; manage.py waits for longer. PostgreSQL counts it twice for who
    waits behind another who waits, and all should be told within three seconds.
    """
    named = env.db("DATABASE_URL", default=f"sqlite:///{folder / 'counterpoint.sqlite3'}")
    wait = env.float("LOCK_SECONDS", default=1.4)
    if named["ENGINE"].endswith("sqlite3"):
        return _sqlite(named, wait)
    return _server(named, wait, preparing(env))


def _sqlite(named: dict[str, Any], wait: float) -> dict[str, Any]:
    """Writers take the lock at BEGIN and queue instead of failing half-way. WAL lets readers go on
    meanwhile; FULL makes an acknowledged commit survive a power cut. The connection stays: the last
    one to close takes two files with it that a full disk has no room to make again. Each process
    holds 8 MB of the file; the kernel holds the rest, once for all of them."""
    pragmas = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-8000", "temp_store=MEMORY")
    return named | {
        "ENGINE": "forum.sqlite",
        "CONN_MAX_AGE": None,  # to open the file and say all this takes as long as a page does
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": wait,
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def preparing(env: Env) -> dict[str, Any]:
    """PostgreSQL plans a statement that comes a third time for good: to plan most of the site's
    takes longer than to run them. Not behind a pooler that lends connections and forgets plans."""
    wanted = env.bool("PREPARE_STATEMENTS", default=True)
    return {"server_side_binding": True, "prepare_threshold": 2} if wanted else {}


def _server(named: dict[str, Any], wait: float, prepared: dict[str, Any]) -> dict[str, Any]:
    """A copy of the site that is lost while it holds a lock gives it back after a minute."""
    limits = {"lock_timeout": f"{wait}s", "idle_in_transaction_session_timeout": "60s"}
    options = {
        "connect_timeout": 2,  # seconds, the least there is; a server that is full says so at once
        "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
    }
    return named | {
        "ENGINE": "forum.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options | prepared | named.get("OPTIONS", {}),
    }
