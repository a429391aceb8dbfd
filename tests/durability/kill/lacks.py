"""Trials of what is missing for a while: room on the disk, a connection, a lock.

The site says so in time, gives back what was typed, and goes on by itself afterwards.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from html import escape

import psycopg

from tests.durability.kill.disks import Limit, SmallDisk
from tests.durability.kill.engines import File, Server
from tests.durability.kill.load import Load, Sent
from tests.durability.kill.site import Answer, Site
from tests.durability.kill.verdict import assert_nothing_lost
from tests.durability.machines.programs import wait_until

IS_BACK = 5  # seconds until all is as before, once what was missing is there
MOST = 500  # comments that may still fit into room a database has already taken


def fill_disk(site: Site, disk: SmallDisk | Limit) -> None:
    """Reads go on, writes are 503 and come back, and nothing has to be started again."""
    site.start()
    load = Load(site)
    read_all(site)
    disk.fill(site)
    try:
        sent, answer = _until_refused(load)
        _assert_given_back(answer, sent)
        read_all(site)
    finally:
        disk.free(site)
    wait_until(lambda: load.send(sent), "the comment, sent again", IS_BACK)
    read_all(site)
    assert_nothing_lost(load)


def _until_refused(load: Load) -> tuple[Sent, Answer]:
    for _ in range(MOST):
        sent = load.write(_somebody(load.site))
        answer = load.post(sent)
        if answer.status != 302:
            return sent, answer
        sent.addresses.append(answer.address)
    raise AssertionError("the disk was never full")


def _assert_given_back(answer: Answer, sent: Sent) -> None:
    assert answer.status == 503, (answer.status, answer.text)
    assert int(answer.headers["Retry-After"]) <= IS_BACK
    assert "cannot save anything at the moment" in answer.text
    assert escape(sent.source) in answer.text
    assert sent.token in answer.text, "it could not be sent again as the same"


def read_all(site: Site) -> None:
    """What visitors and members read comes, whole."""
    pages = ["/", *(f"/articles/{site.stage['slug']}/{view}" for view in ("", "clash/", "map/"))]
    session = site.stage["sessions"][_somebody(site)]
    for page in pages:
        for who in ("", session):
            answer = site.get(page, who)
            assert answer.status == 200, (page, bool(who), answer.status, answer.text)


def _somebody(site: Site) -> str:
    return str(next(iter(site.stage["sessions"])))


def take_connections(site: Site) -> float:
    """Another program has all connections of PostgreSQL; returns the longest anybody waited for
    their 503, in seconds."""
    assert isinstance(site.database, Server)
    site.start()
    load = Load(site)
    sent = load.write(_somebody(site))
    _wake(site)
    with all_connections(site.database):
        slowest = max(_refused(lambda: site.get("/")), _refused(lambda: load.post(sent)))
        _assert_given_back(load.post(sent), sent)
    _is_back(load, sent)
    return slowest


def hold_lock(site: Site) -> float:
    """Another program writes and does not end, and four times as many people as there are workers
    post at once; returns as `take_connections` does. A reader who comes in between has to wait for
    no longer."""
    site.start()
    load = Load(site)
    sent = load.write(_somebody(site))
    _wake(site)
    with locked(site.database):
        with ThreadPoolExecutor(1) as writers:
            posted = writers.submit(_refused, lambda: load.post(sent), at_once=8)
            time.sleep(0.3)  # by now each worker waits
            status, waited = _timed(lambda: site.get("/"))
            slowest = posted.result()
        assert status == 200
        _assert_given_back(load.post(sent), sent)
    _is_back(load, sent)
    return max(slowest, waited)


def _refused(ask: Callable[[], Answer], at_once: int = 4) -> float:
    """The longest of so many waits, in seconds; all must end with 503."""
    with ThreadPoolExecutor(at_once) as pool:
        waits = list(pool.map(_timed, [ask] * at_once))
    assert {status for status, _took in waits} == {503}, waits
    return max(took for _status, took in waits)


def _timed(ask: Callable[[], Answer]) -> tuple[int, float]:
    """The answer's status, and how many seconds it took."""
    begun = time.monotonic()
    return ask().status, time.monotonic() - begun


def _wake(site: Site) -> None:
    """Have each worker answer once: the first answer of one takes longer."""
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _n: site.answers(), range(16)))


def _is_back(load: Load, sent: Sent) -> None:
    wait_until(lambda: load.send(sent), "the comment, sent again", IS_BACK)
    read_all(load.site)
    assert_nothing_lost(load)


def _take_all(server: Server, taken: ExitStack) -> None:
    with suppress(psycopg.OperationalError):
        while True:
            taken.enter_context(server.connect("hog"))


@contextmanager
def all_connections(server: Server) -> Iterator[None]:
    """Whoever has one loses it, until there is none for anybody else."""
    others = "FROM pg_stat_activity WHERE backend_type = 'client backend' AND application_name = ''"
    with ExitStack() as taken:
        first = taken.enter_context(server.connect("hog"))
        first.autocommit = True
        rest = 1
        while rest:
            first.execute(f"SELECT pg_terminate_backend(pid) {others}")
            _take_all(server, taken)
            [rest] = first.execute(f"SELECT count(*) {others}").fetchone() or [0]
        yield


@contextmanager
def locked(database: File | Server) -> Iterator[None]:
    """SQLite's one lock, or the row of every essay."""
    if isinstance(database, Server):
        with database.connect() as connection:
            connection.execute("SELECT 1 FROM articles_article FOR UPDATE")
            yield
        return
    connection = sqlite3.connect(database.data / "site.sqlite3", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()
