"""What the machine allows: the same bytes as a static file, gunicorn with nothing behind it, the
same rows by a bare driver, and a bare durable commit."""

import gzip
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from bench.speed import pages, places, serving
from bench.speed.client import Figures, Request, expect, of_times, wrk

NGINX = """
worker_processes 2; pid {folder}/pid; error_log {folder}/error.log; daemon off;
events {{ worker_connections 256; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; default_type text/html;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/pages; gzip_static always; }}
}}
"""
PORT = places.PORT + 1
COMMITS = 1.5  # seconds
WORDS = "x" * 600


def keep_first_screens(server: serving.Server, debates: dict[str, Any]) -> None:
    """Lay the first screens by for nginx."""
    folder = places.FOLDER / "nginx/pages"
    folder.mkdir(parents=True, exist_ok=True)
    for size, about in debates.items():
        body = expect(server.port, Request(f"/articles/{about['first']['slug']}/", {})).body
        (folder / f"{size}.html").write_bytes(body)
        (folder / f"{size}.html.gz").write_bytes(gzip.compress(body, 6))


def static() -> Figures:
    """nginx, of the first screens that the site made, compressed as the site sends them."""
    folder = places.FOLDER / "nginx"
    if not (folder / "pages").exists():
        return {"failed": "no first screen was laid by yet"}
    config = folder / "conf"
    config.write_text(NGINX.format(folder=folder, port=PORT))
    found = {}
    with serving.serving(PORT, ["nginx", "-c", config]):
        for file in sorted((folder / "pages").glob("*.html")):
            gzipped = Request(f"/{file.name}", {"Accept-Encoding": "gzip"})
            found[file.stem] = {
                **wrk(PORT, gzipped, 1),
                "c8": wrk(PORT, gzipped, 8),
                "closing": wrk(PORT, Request(gzipped.path, {**gzipped.headers, **CLOSE}), 1),
            }
    return found


def empty() -> Figures:
    """gunicorn, as the site has it, around an application that does nothing: what is left of the
    site's time above this is the site's own."""
    command = [*serving.GUNICORN[:-1], "bench.speed.empty"]
    with serving.serving(PORT, command, environment={"BIND": f"127.0.0.1:{PORT}"}):
        return wrk(PORT, Request("/", {}), 1)


# gunicorn's workers close each connection: this is nginx doing the same.
CLOSE = {"Connection": "close"}


def rows(engine: str, debates: dict[str, Any]) -> Figures:
    """The rows of each first screen, by the bare driver, joined."""
    read = _reader(engine)
    folder = places.FOLDER / "nginx/pages"
    found = {}
    for size, about in debates.items():
        ids = pages.shown((folder / f"{size}.html").read_bytes())
        found[size] = {**_timed(lambda a=about, i=ids: read(a["first"]["id"], i)), "rows": len(ids)}
    return found


def _reader(engine: str) -> Callable[[int, list[int]], bytes]:
    """Reads an essay and comments as the site keeps them; one connection, kept."""
    if engine == "sqlite":
        file = places.folder(engine) / "counterpoint.sqlite3"
        lite = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        return lambda article, ids: _joined(lite.execute, "?", article, ids)
    server = psycopg.connect(f"host={places.cluster()} user=postgres dbname=counterpoint")
    server.autocommit = True
    return lambda article, ids: _joined(server.execute, "%s", article, ids)


def _joined(execute: Any, mark: str, article: int, ids: list[int]) -> bytes:
    essay = f"SELECT html FROM articles_article WHERE id = {mark}"
    marks = ", ".join([mark] * len(ids))
    comments = f"SELECT id, html FROM comments_comment WHERE id IN ({marks})"
    [(head,)] = execute(essay, (article,)).fetchall()
    by_id = dict(execute(comments, tuple(ids)).fetchall())
    return "".join([head, *(by_id[pk] for pk in ids)]).encode()


def _timed(read: Callable[[], bytes]) -> Figures:
    taken: list[float] = []
    size = len(read())
    until = time.perf_counter() + 0.4
    while len(taken) < 5 or time.perf_counter() < until:
        start = time.perf_counter()
        read()
        taken.append(time.perf_counter() - start)
    return {**of_times(taken), "bytes": size}


def commits(engine: str) -> Figures:
    """One row a transaction: latency at one connection, rate at eight."""
    connect = _lite if engine == "sqlite" else _server
    first = connect()
    first.execute("DROP TABLE IF EXISTS bench_w")
    first.execute("CREATE TABLE bench_w (article integer, path text, words text)")
    first.execute("CREATE INDEX bench_wi ON bench_w (article, path)")
    found = {"c1": _inserting([first], engine)}
    found["c8"] = _inserting([connect() for _ in range(8)], engine)
    first.execute("DROP TABLE bench_w")
    return found


def _lite() -> sqlite3.Connection:
    file = places.folder("sqlite") / "commits.sqlite3"
    made = sqlite3.connect(file, isolation_level=None, timeout=20, check_same_thread=False)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("PRAGMA synchronous=FULL")
    return made


def _server() -> psycopg.Connection:
    return psycopg.connect(
        f"host={places.cluster()} user=postgres dbname=postgres", autocommit=True
    )


def _inserting(connections: list[Any], engine: str) -> Figures:
    marks = "?, ?, ?" if engine == "sqlite" else "%s, %s, %s"
    statement = f"INSERT INTO bench_w VALUES ({marks})"
    taken: list[float] = []
    until = time.perf_counter() + COMMITS

    def work(connection: Any) -> None:
        while (start := time.perf_counter()) < until:
            connection.execute(statement, (1, str(start), WORDS))
            taken.append(time.perf_counter() - start)

    threads = [threading.Thread(target=work, args=[each]) for each in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {**of_times(taken), "rps": round(len(taken) / COMMITS)}


def noise() -> Figures:
    """How quiet the machine is: a loop on one core, and small writes that reach the disk."""
    import os

    start = time.perf_counter()
    sum(range(10**7))
    loop = time.perf_counter() - start
    places.FOLDER.mkdir(parents=True, exist_ok=True)
    file, taken = Path(places.FOLDER / "sync"), []
    with file.open("wb") as out:
        for _ in range(200):
            start = time.perf_counter()
            out.write(b"x" * 8192)
            out.flush()
            os.fdatasync(out.fileno())
            taken.append(time.perf_counter() - start)
    file.unlink()
    return {"load": os.getloadavg()[0], "loop_s": round(loop, 3), "sync": of_times(taken)}
