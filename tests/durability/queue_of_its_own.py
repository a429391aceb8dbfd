"""An empty queue of tasks for programs that are killed: in a new SQLite file, or in a new
database on the PostgreSQL that DATABASE_URL names."""

import os
import secrets
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString
from urllib.parse import urlsplit

import psycopg

MIGRATE = [sys.executable, "manage.py", "migrate", "-v0"]
LENGTH = "SELECT count(*) FROM django_tasks_database_dbtaskresult"


@dataclass(frozen=True)
class Queue:
    """Where it lies, and the environment of a program of the site that uses it."""

    folder: Path
    url: str
    environment: dict[str, str]

    def length(self) -> int:
        """How many tasks lie there, in whatever state."""
        return self.count(LENGTH)

    def count(self, statement: LiteralString) -> int:
        """What a statement counts, of what is committed."""
        if self.url.startswith("sqlite"):
            with closing(sqlite3.connect(urlsplit(self.url).path, timeout=20)) as file:
                return int(file.execute(statement).fetchone()[0])
        with psycopg.connect(self.url) as server:
            row = server.execute(statement).fetchone()
            return int(row[0]) if row else 0


@contextmanager
def queue_of_its_own(smtp_port: int, *, whole: bool = False) -> Iterator[Queue]:
    """The queue, whose mail goes to the server at this port; with the `whole` site's tables."""
    with (
        tempfile.TemporaryDirectory(prefix="counterpoint-queue-") as folder,
        _database(Path(folder)) as url,
    ):
        queue = Queue(Path(folder), url, _environment(folder, url, smtp_port))
        subprocess.run(
            [*MIGRATE, *([] if whole else ["django_tasks_database"])],
            env=os.environ | queue.environment,
            check=True,
        )
        yield queue


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder / 'queue.sqlite3'}"
        return
    name = f"queue_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            administrator.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _environment(folder: str, url: str, smtp_port: int) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "forum.settings",
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "VAR_DIR": folder,
        "DATABASE_URL": url,
        "CACHE_URL": "",
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
        "LOG_LEVEL": "CRITICAL",
    }
