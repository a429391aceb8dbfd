"""The trial: what is written under way is seen by its writer and kept, and readers get their pages,
while the replica lags, dies and comes back, and one copy of the site does."""

import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.durability.machines.cluster import Server, cluster
from tests.durability.machines.load import Load, Record, Writer
from tests.durability.machines.programs import wait_until
from tests.durability.machines.site import Site, answers, site


class Trial:
    """The machines of one trial."""

    def __init__(self, primary: Server, replica: Server, served: Site) -> None:
        self.primary = primary
        self.replica = replica
        self.site = served
        # One who is not part of any load.
        self.writer = Writer(served, served.sessions[-1], Record())

    def load(self) -> Load:
        return Load(self.site, readers=2, writers=2)

    def as_visitor(self, path: str) -> str:
        return requests.get(f"{self.site.url}{path}", timeout=40).text

    def let_all_processes_look(self) -> None:
        """So that each of them knows that the replica can be read."""
        time.sleep(2)

    @contextmanager
    def replay_paused(self) -> Iterator[None]:
        self.replica.ask("SELECT pg_wal_replay_pause()")
        wait_until(
            lambda: self.replica.ask("SELECT pg_get_wal_replay_pause_state()") == "paused", "pause"
        )
        try:
            yield
        finally:
            self.replica.ask("SELECT pg_wal_replay_resume()")

    def lose_replica(self, seconds: float = 1) -> None:
        """The replica's machine is gone for so long."""
        self.replica.program.kill()
        time.sleep(seconds)
        self.replica.start()

    def hang_replica(self, seconds: float = 5) -> None:
        """It keeps its connections and says nothing."""
        self.replica.program.signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.replica.program.signal(signal.SIGCONT)

    def lose_copy(self, number: int, seconds: float = 1) -> None:
        """One copy of the site is gone for so long."""
        copy = self.site.copies[number]
        copy.kill()
        time.sleep(seconds)
        copy.start()
        url = f"http://{copy.environment['BIND']}"
        wait_until(lambda: answers(url), url)
        time.sleep(2)  # nginx, too, asks it again

    def stored(self, words: str) -> int:
        """How often the primary has these words as a comment."""
        sql = f"SELECT count(*) FROM comments_comment WHERE source = '{words}'"
        return int(str(self.primary.ask(sql)))


@contextmanager
def trial(port: int) -> Iterator[Trial]:
    with tempfile.TemporaryDirectory(prefix="counterpoint-trial-") as folder, cluster() as pair:
        primary, replica = pair
        with site(primary, replica, Path(folder), port) as served:
            yield Trial(primary, replica, served)
