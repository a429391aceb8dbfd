"""Spirit and Isso, where they are installed and filled in $PEERS: the same measures as of the site.

`PEER_SITES` names the folder with their settings (sites of the peers' own benchmark); nothing is
written there. Each round begins with a fresh copy of the filled database.
"""

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.speed import places, serving
from bench.speed.client import (
    SLOW,
    SLOW_PAGE,
    Answer,
    Figures,
    Headers,
    Request,
    burst,
    send_all,
    times,
    wrk,
)
from bench.speed.members import CSRF
from bench.speed.writing import EIGHT, ONE, WORDS

HOME = Path(os.environ.get("PEERS", "/tmp/peers"))
SITES = Path(os.environ.get("PEER_SITES", places.ROOT.parent / "shared/bench/sites"))
POSTGRES = Path(os.environ.get("PG_BIN", "/usr/lib/postgresql/15/bin"))
PG_PORT, REDIS_PORT = os.environ.get("PG_PORT", "5499"), os.environ.get("REDIS_PORT", "6399")
SIZES = ("100", "1000", "10000")
SLOW_ONES = places.FOLDER / "slow"  # addresses of pages that take longer than `SLOW`


def measure(name: str, turn: int, sizes: list[str]) -> Figures:
    """Raises FileNotFoundError where the peer is not installed."""
    note = json.loads((HOME / name / "meta.json").read_text())
    peer = {"spirit": Spirit, "isso": Isso}[name](note)
    wanted = [size for size in SIZES if size in sizes]
    with peer.running() as server:
        found = {size: _read(peer, server.port, size, turn) for size in wanted}
        for size in wanted:
            found[size]["reply"] = _post(peer, server.port, size)
        found["memory"] = server.memory()
    return found


def _read(peer: "Spirit | Isso", port: int, size: str, turn: int) -> Figures:
    path = peer.note["topics"][size]["first"]
    found = {"first": _one(port, Request(path, {}), turn)}
    if member := peer.member(0):
        found["member"] = _one(port, Request(path, member), turn)
    print(f"    {int(size):>9,}: first screen {found['first'].get('p50_ms')} ms", flush=True)
    return found


def _one(port: int, request: Request, turn: int) -> Figures:
    """A page that takes longer than `SLOW` is asked for in the first round only."""
    if turn and SLOW_ONES.exists() and request.path in SLOW_ONES.read_text():
        return {}
    figures = times(port, request)
    seconds = figures["p50_ms"] / 1000
    if seconds > SLOW:
        with SLOW_ONES.open("a") as out:
            out.write(f"{request.path}\n")
        return figures
    c8 = burst(port, request) if seconds > SLOW_PAGE else wrk(port, request, 8)
    return {**figures, "c8": c8}


def _post(peer: "Spirit | Isso", port: int, size: str) -> Figures:
    found = {}
    for name, connections, how_many in (("c1", 1, ONE), ("c8", 8, EIGHT)):
        tag = f"tag{time.time_ns()}"
        requests = [peer.reply(size, n, f"{tag} number {n}. {WORDS}") for n in range(how_many)]
        figures, acked = send_all(port, requests, connections, peer.took)
        figures["lost"] = max(0, len(acked) - peer.stored(tag))
        found[name] = figures
    return found


class Spirit:
    """Django, PostgreSQL, a task queue on Redis: 20 comments a page."""

    port = 8102  # its settings name it

    def __init__(self, note: dict[str, Any]) -> None:
        self.note = note

    @contextlib.contextmanager
    def running(self) -> Iterator[serving.Server]:
        python = HOME / "venv/spirit/bin"
        gunicorn = _gunicorn(python, self.port, "bench_wsgi:application")
        huey = [python / "python", "-m", "django", "run_huey", "-q"]
        settings = {"DJANGO_SETTINGS_MODULE": "bench_settings", "PYTHONPATH": "."}
        redis = ["redis-server", "--port", REDIS_PORT, "--bind", "127.0.0.1", "--save", ""]
        where = {"folder": SITES / "spirit", "environment": {**_ENVIRONMENT, **settings}}
        with _postgres(), serving.serving(int(REDIS_PORT), redis, folder=places.FOLDER):
            _fresh("spirit")
            with serving.serving(self.port, gunicorn, huey, **where) as server:
                yield server

    def member(self, number: int) -> Headers:
        session = self.note["sessions"][number % 8]
        return {"Cookie": f"sessionid={session}; csrftoken={CSRF}"}

    def reply(self, size: str, number: int, words: str) -> Request:
        fields = {"comment": words, "csrfmiddlewaretoken": CSRF}
        path = f"/comment/{self.note['topics'][size]['id']}/publish/"
        return Request.form(path, self.member(number), fields)

    def took(self, answer: Answer) -> bool | None:
        landed = "/comment/" in answer.headers.get("location", "")
        return True if answer.status == 302 and landed else None

    def stored(self, tag: str) -> int:
        return int(
            _psql(
                "spirit",
                f"SELECT count(*) FROM spirit_comment_comment WHERE comment LIKE '{tag}%'",
            )
        )


class Isso:
    """SQLite, two levels of replies; nobody logs in."""

    port = 8104

    def __init__(self, note: dict[str, Any]) -> None:
        self.note = note
        self.file = HOME / "isso/comments.db"

    @contextlib.contextmanager
    def running(self) -> Iterator[serving.Server]:
        kept = self.file.with_name("comments.db.tpl")
        if not kept.exists():
            shutil.copy(self.file, kept)
        shutil.copy(kept, self.file)
        gunicorn = _gunicorn(HOME / "venv/isso/bin", self.port, "isso.run:application")
        settings = {**_ENVIRONMENT, "ISSO_SETTINGS": str(SITES / "isso/isso.cfg")}
        with serving.serving(self.port, gunicorn, environment=settings) as server:
            yield server

    def member(self, number: int) -> Headers:
        return {}

    def reply(self, size: str, number: int, words: str) -> Request:
        topic, who = self.note["topics"][size], f"user{number % 8:03d}"
        answered = topic["reply_to"][number % len(topic["reply_to"])]
        said = {"author": who, "email": f"{who}@example.org", "website": None, "title": None}
        body = json.dumps({**said, "text": words, "parent": answered}).encode()
        headers = {"Content-Type": "application/json", "Origin": "http://127.0.0.1"}
        return Request(f"/new?{urlencode({'uri': topic['uri']})}", headers, "POST", body)

    def took(self, answer: Answer) -> bool | None:
        return True if answer.status == 201 else None

    def stored(self, tag: str) -> int:
        with contextlib.closing(sqlite3.connect(self.file)) as connection:
            count = "SELECT count(*) FROM comments WHERE text LIKE ?"
            return int(connection.execute(count, (f"{tag}%",)).fetchone()[0])


_ENVIRONMENT = {"PEERS": str(HOME), "PG_PORT": PG_PORT, "REDIS_PORT": REDIS_PORT}


def _gunicorn(folder: Path, port: int, application: str) -> list[str]:
    command = [str(folder / "gunicorn"), "-w", "2", "-b", f"127.0.0.1:{port}"]
    return [*command, "--timeout", "180", "--log-level", "error", application]


@contextlib.contextmanager
def _postgres() -> Iterator[None]:
    """The peers' PostgreSQL, which its own user runs; left as it was found."""
    asked = [POSTGRES / "pg_isready", "-q", "-h", "/tmp", "-p", PG_PORT]
    if subprocess.run(asked).returncode == 0:
        yield
        return
    _as_owner(f"-l {HOME}/pg/log -w start")
    try:
        yield
    finally:
        _as_owner("-m fast -w stop")


def _as_owner(what: str) -> None:
    command = f"{POSTGRES}/pg_ctl -D {HOME}/pg {what}"
    subprocess.run(
        ["su", "benchpg", "-c", command], check=True, stdout=subprocess.DEVNULL, cwd="/tmp"
    )


def _fresh(name: str) -> None:
    """The database as it was filled; kept as a template at the first time."""
    if _psql("postgres", f"SELECT count(*) FROM pg_database WHERE datname = '{name}_tpl'") == "0":
        _psql(name, "VACUUM ANALYZE")
        _psql("postgres", f"ALTER DATABASE {name} RENAME TO {name}_tpl")
    _psql("postgres", f"DROP DATABASE IF EXISTS {name}")
    _psql("postgres", f"CREATE DATABASE {name} TEMPLATE {name}_tpl")
    _psql(name, "VACUUM ANALYZE")


def _psql(database: str, statement: str) -> str:
    command = ["psql", "-qAt", "-h", "/tmp", "-p", PG_PORT, "-U", "bench", database]
    done = subprocess.run([*command, "-c", statement], capture_output=True, text=True, check=True)
    return done.stdout.strip()
