"""The databases that are killed under the site: a file, and a PostgreSQL of its own that writes
through to the disk before it acknowledges, as on a real site."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests import postgres
from tests.durability.machines.programs import Program

DEADLINE = 60  # seconds for a server to come up; a recovery takes one or two


class File:
    """SQLite: there is no server to kill, so what is killed is the site."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.data = folder
        self.url = f"sqlite:///{folder / 'site.sqlite3'}"


class Server:
    """PostgreSQL, reached by the socket in its folder. The data may lie elsewhere; the log of what
    is written never does, so that the data's disk can be full by itself."""

    name = "postgresql"

    def __init__(self, folder: Path, data: Path, connections: int = 20) -> None:
        self.folder, self.data = folder, data / "data"
        self.programs, self.person = postgres.programs_for(folder)
        if self.person:
            shutil.chown(data, self.person)
        postgres.make(self.data, self.programs, self.person)
        self._move_log()
        self.url = f"postgres://postgres@/postgres?host={folder}"
        options = ["-D", self.data, "-k", folder, "-h", "", "-N", str(connections)]
        command = [self.programs / "postgres", *options]
        self.program = Program(command, folder / "log", person=self.person, stop="INT")

    def _move_log(self) -> None:
        log = self.folder / "pg_wal"
        shutil.move(self.data / "pg_wal", log)
        (self.data / "pg_wal").symlink_to(log)
        if self.person:
            subprocess.run(["chown", "-R", self.person, log], check=True)

    def start(self) -> None:
        """Start it, as often as it takes: of a server that was killed some processes live a moment
        longer, and while they do it refuses."""
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            self.program.start()
            while self.program.runs():
                if self._answers():
                    return
                time.sleep(0.05)
            self.program.end()
        raise TimeoutError((self.folder / "log").read_text()[-2000:])

    def _answers(self) -> bool:
        try:
            with self.connect():
                return True
        except psycopg.OperationalError:
            return False

    def connect(self, name: str = "trial") -> "psycopg.Connection[tuple[Any, ...]]":
        about = {"user": "postgres", "dbname": "postgres", "connect_timeout": 2}
        return psycopg.connect(host=str(self.folder), application_name=name, **about)

    def kill(self, everything: bool) -> None:
        """SIGKILL to the postmaster, or to all processes at once, as when the machine stops."""
        if everything:
            self.program.kill()
            return
        os.kill(self.program.pid, signal.SIGKILL)
        self.program.end()

    def check(self) -> str:
        """What pg_amcheck finds wrong with any table or index; '' for nothing."""
        command = [self.programs / "pg_amcheck", "--install-missing", "--heapallindexed"]
        options = ["-h", self.folder, "-U", "postgres", "postgres"]
        done = subprocess.run([*command, *options], capture_output=True, text=True)
        return "" if done.returncode == 0 else done.stdout + done.stderr


@contextmanager
def engine(name: str, folder: Path, data: Path | None = None) -> Iterator[File | Server]:
    """The database of that name, running; its data in `data` where that is given."""
    if name == "sqlite":
        yield File(data or folder)
        return
    server = Server(folder, data or folder)
    try:
        server.start()
        yield server
    finally:
        server.program.end()
