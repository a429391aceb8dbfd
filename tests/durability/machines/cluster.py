"""A PostgreSQL and its streaming replica, made for a trial."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import postgres
from tests.durability.machines.programs import Program, wait_until


class Server:
    """One PostgreSQL, reached by the socket in its folder."""

    def __init__(self, folder: Path, programs: Path, person: str | None) -> None:
        self.folder = folder
        self.url = f"postgres://postgres@/postgres?host={folder}"
        # Whole machines are lost here by their processes: what the system has taken, it keeps.
        options = ["-D", folder / "data", "-k", folder, "-h", "", "-N", "100", *postgres.FAST]
        self.program = Program(
            [programs / "postgres", *options], folder / "log", person=person, stop="INT"
        )

    def start(self) -> None:
        """Start it and wait for its first answer."""
        self.program.start()
        wait_until(self.answers, f"an answer of {self.folder}")

    def answers(self) -> bool:
        try:
            return self.ask("SELECT 1") == 1
        except psycopg.OperationalError:
            return False

    def ask(self, sql: str) -> object:
        about = {"host": str(self.folder), "user": "postgres", "connect_timeout": 2}
        with psycopg.connect(dbname="postgres", autocommit=True, **about) as connection:
            row = connection.execute(sql).fetchone()
        return row[0] if row else None


@contextmanager
def cluster() -> Iterator[tuple[Server, Server]]:
    """A primary and a replica that follows it."""
    folder = Path(tempfile.mkdtemp(prefix="counterpoint-pair-", dir="/tmp"))
    for name in ("primary", "replica"):
        (folder / name).mkdir()
    programs, person = postgres.programs_for(folder)
    primary, replica = (Server(folder / n, programs, person) for n in ("primary", "replica"))
    try:
        postgres.make(primary.folder / "data", programs, person)
        primary.start()
        _copy(primary, replica, programs, person)
        replica.start()
        yield primary, replica
    finally:
        replica.program.end()
        primary.program.end()
        shutil.rmtree(folder, ignore_errors=True)


def _copy(primary: Server, replica: Server, programs: Path, person: str | None) -> None:
    """The primary's files as they are, and the note that makes their server follow it."""
    options = ["-h", primary.folder, "-U", "postgres", "-R", "-X", "stream", "-c", "fast"]
    subprocess.run(
        [programs / "pg_basebackup", *options, "-D", replica.folder / "data"],
        check=True,
        cwd=replica.folder,
        user=person,
    )
