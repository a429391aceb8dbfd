"""The trials: what is killed, how often, and when; each ends with the verdict."""

import os
import random
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.durability.kill.engines import Server, engine
from tests.durability.kill.load import Load
from tests.durability.kill.site import Site
from tests.durability.kill.verdict import assert_nothing_lost
from tests.durability.machines.programs import wait_until


@dataclass
class Figures:
    """What a trial counted, for people to read."""

    kills: int
    load: Load
    seconds: float

    def __str__(self) -> str:
        forms = len(self.load.sent)
        again = sum(self.load.other.values())
        return (
            f"{self.kills} times, {self.load.acknowledged():,} of {forms:,} comments acknowledged, "
            f"sent again {again:,} times: {self.load.other}; {self.seconds:.0f} s, "
            f"load {os.getloadavg()[0]:.1f}"
        )


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def site_on(name: str, port: int, data: Path | None = None) -> Iterator[Site]:
    """A site with its essay and members, not started yet; all of it is gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="counterpoint-kill-", dir="/tmp"))
    try:
        with engine(name, folder, data) as database:
            site = Site(folder, database, port)
            site.make()
            try:
                yield site
            except BaseException:
                print(site.program.log.read_text()[-4000:])
                raise
            finally:
                site.program.end()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kill_site(site: Site, kills: int, chance: random.Random) -> Figures:
    """SIGKILL to gunicorn and its workers at any moment while members post, and a start."""
    begun = time.monotonic()
    site.start()
    with Load(site) as load:
        for _ in range(kills):
            let_post(load, chance)
            site.program.kill()
            site.start()
        let_post(load, chance)
    assert_nothing_lost(load)
    return Figures(kills, load, time.monotonic() - begun)


def kill_database(site: Site, kills: int, chance: random.Random) -> Figures:
    """SIGKILL to PostgreSQL, by turns its first process alone and all at once, and a start; the
    site is left alone and finds it again by itself."""
    assert isinstance(site.database, Server)
    begun = time.monotonic()
    site.start()
    with Load(site) as load:
        for n in range(kills):
            let_post(load, chance)
            site.database.kill(everything=n % 2 == 1)
            site.database.start()
        let_post(load, chance)
    assert_nothing_lost(load)
    return Figures(kills, load, time.monotonic() - begun)


def let_post(load: Load, chance: random.Random) -> None:
    """Until a few more are acknowledged, and then for a part of a second, so that the next blow
    falls on any step of a request."""
    so_far = load.acknowledged()
    wait_until(lambda: load.acknowledged() >= so_far + 4, "acknowledgements", 60)
    time.sleep(chance.random() * 0.5)


def send_again(site: Site) -> None:
    """The same form ten times at once, and again after a crash: one comment, one address."""
    site.start()
    load = Load(site)
    sent = load.write(next(iter(site.stage["sessions"])))
    with ThreadPoolExecutor(10) as pool:
        assert all(pool.map(load.send, [sent] * 10)), load.other
    site.program.kill()
    site.start()
    assert load.send(sent)
    assert len(sent.addresses) == 11
    assert len({*sent.addresses}) == 1, sent.addresses
    assert_nothing_lost(load)


def reload(site: Site, times: int, chance: random.Random) -> Figures:
    """SIGHUP with another release each time, while members post and a visitor reads: every request
    is answered, and the new release answers within seconds."""
    begun = time.monotonic()
    site.start()
    number = site.program.pid
    with Load(site) as load:
        for n in range(times):
            let_post(load, chance)
            deploy(site, RELEASE.format(n=n))
            wait_until(lambda n=n: release_of(site) == str(n), f"release {n}", 60)
    assert site.program.pid == number, "a supervisor would have lost it"
    assert not load.other, load.other
    assert_nothing_lost(load)
    return Figures(times, load, time.monotonic() - begun)


RELEASE = """
from forum.wsgi import application as site

def application(environ, start):
    def begin(status, headers, *more):
        return start(status, [*headers, ("X-Release", "{n}")], *more)
    return site(environ, begin)
"""


def deploy(site: Site, source: str, name: str = "release.py") -> None:
    """Put another release in place, and tell the server."""
    release = site.folder / name
    release.with_suffix(".new").write_text(source)
    release.with_suffix(".new").replace(release)
    os.kill(site.program.pid, signal.SIGHUP)


def release_of(site: Site) -> str:
    """Which release answers a visitor; it must answer."""
    answer = site.get("/")
    assert answer.status == 200, answer.status
    return answer.headers.get("X-Release") or ""
