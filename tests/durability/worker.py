"""Kills the worker of tasks with SIGKILL, again and again, while mail is written and a real mail
server takes it: each mail must come at least once, and at most one twice for each kill. So must
each notice, at once or in a digest, which the worker itself makes a mail of.

    python -m tests.durability.worker --kills 50
    python -m tests.durability.worker --kills 50 --notices

On SQLite; with `python -m tests.postgres` before it, on PostgreSQL.
"""

import argparse
import asyncio
import os
import random
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from tests.durability.queue_of_its_own import Queue, queue_of_its_own

PATIENCE = 120  # seconds for one thing to happen, on a machine that does others too
WORK = [sys.executable, "manage.py", "run_tasks", "--interval", "0.1"]
WRITE = [sys.executable, "-m", "tests.durability.writer"]


@dataclass
class Post:
    """A mail server's handler: what came, by the number it was sent to, and under which names."""

    came: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        head = envelope.content.decode().partition("\r\n\r\n")[0]
        headers = dict(line.split(": ", 1) for line in head.split("\r\n") if ": " in line)
        self.came[envelope.rcpt_tos[0].partition("@")[0]] += 1
        self.names.add(headers["Message-ID"])
        await asyncio.sleep(
            0.02
        )  # taken, and not yet said so: a kill in this moment makes a double
        return "250 kept"


@dataclass(frozen=True)
class Outcome:
    """What became of the mail: how much was promised, came twice, and bore how many names; which
    never came, which came unpromised, and how much still lay in the queue."""

    kills: int
    promised: int
    doubled: int
    names: int
    lost: set[str]
    phantoms: set[str]
    left: int

    @property
    def is_good(self) -> bool:
        wrong = self.lost or self.phantoms or self.left or self.names != self.promised
        return not wrong and self.doubled <= self.kills


def kill(kills: int, seed: int = 5, *, what: str = "mail") -> Outcome:
    """Kill the worker so often, at moments that `seed` chooses; then let one do what is left.
    Written is `what`: 'mail' or 'notices'."""
    post = Post()
    port = _free_port()
    server = Controller(post, hostname="127.0.0.1", port=port)
    server.start()
    try:
        with queue_of_its_own(port, whole=True) as queue:
            promised = _promised_while(queue, what, lambda: _kill(queue, post, kills, seed))
            with process(WORK, queue):
                wait_for(lambda: set(post.came) >= promised and not queue.length())
            return Outcome(
                kills=kills,
                promised=len(promised),
                doubled=post.came.total() - len(post.came),
                names=len(post.names),
                lost=promised - set(post.came),
                phantoms=set(post.came) - promised,
                left=queue.length(),
            )
    finally:
        server.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _promised_while(queue: Queue, what: str, act: Callable[[], None]) -> set[str]:
    """What the database acknowledged to who wrote it while this was done."""
    said = queue.folder / "promised"
    pipes = {"stdin": subprocess.PIPE, "stdout": said.open("w")}
    with pipes["stdout"], process([*WRITE, what], queue, **pipes) as writer:
        wait_for(lambda: bool(said.read_text()))
        act()
        writer.communicate(timeout=PATIENCE)
    return set(said.read_text().split())


def _kill(queue: Queue, post: Post, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(kills):
        before = post.came.total()
        with process(WORK, queue):
            wait_for(lambda before=before: post.came.total() > before)
            time.sleep(chance.random() * 0.2)


@contextmanager
def process(command: list[str], queue: Queue, **pipes: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program of the site with this queue, killed at the end of the block if it still runs."""
    process = subprocess.Popen(command, env=os.environ | queue.environment, **pipes)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(come: Callable[[], bool]) -> None:
    """Return when this has come about, or with patience at an end: the outcome tells which."""
    deadline = time.monotonic() + PATIENCE
    while not come() and time.monotonic() < deadline:
        time.sleep(0.02)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--notices", action="store_true", help="instead of mail")
    asked = parser.parse_args()
    began = time.monotonic()
    outcome = kill(asked.kills, what="notices" if asked.notices else "mail")
    print(outcome, f"in {time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f}")
    sys.exit(not outcome.is_good)
