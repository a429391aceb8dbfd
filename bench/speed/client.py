"""Asking a server on this machine: one request after another, many at once, and by wrk.

Latencies come from one connection, rates from eight. Pages are measured by wrk, writing and pages
that take long by `ask`, a plain socket.
"""

import json
import re
import socket
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

LUA = Path(__file__).with_name("report.lua")
ENOUGH = 15  # seconds for one figure of writing
SLOW_PAGE = 0.4  # seconds: of slower ones wrk would get too few, or lose what is under way
FEW = 3  # times that such a page is asked for
SLOW = 8.0  # seconds: a page slower than this is asked for once

type Figures = dict[str, Any]
type Headers = dict[str, str]


class Answer(NamedTuple):
    status: int
    headers: Headers
    body: bytes
    seconds: float


@dataclass(frozen=True)
class Request:
    """One request, ready to be sent."""

    path: str
    headers: Headers
    method: str = "GET"
    body: bytes = b""

    @classmethod
    def form(cls, path: str, headers: Headers, fields: dict[str, object]) -> "Request":
        body = urlencode(fields).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return cls(path, {**headers, **kind}, "POST", body)

    def as_bytes(self, port: int) -> bytes:
        lines = [f"{self.method} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += ["Connection: close"]
        if self.body:
            lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*lines, "", ""]).encode() + self.body


def ask(port: int, request: Request, timeout: float = 180) -> Answer:
    """Raises OSError when there is no answer."""
    sent = request.as_bytes(port)
    start = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout) as connection:
        connection.sendall(sent)
        parts = []
        while part := connection.recv(262_144):
            parts.append(part)
    seconds = time.perf_counter() - start
    head, _, body = b"".join(parts).partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    if not first:
        raise OSError("the connection was closed without an answer")
    headers = dict(re.split(r":\s*", line, maxsplit=1) for line in lines)
    return Answer(int(first.split()[1]), {k.lower(): v for k, v in headers.items()}, body, seconds)


def expect(port: int, request: Request, status: int = 200) -> Answer:
    """Raises RuntimeError for any other answer."""
    answer = ask(port, request)
    if answer.status != status:
        raise RuntimeError(f"{request.path}: {answer.status} {answer.body[:200]!r}")
    return answer


def times(port: int, request: Request) -> Figures:
    """Latencies of one request again and again at one connection, by wrk as for nginx and for what
    is kept: Python adds a quarter of a millisecond of its own. A page slower than `SLOW_PAGE` is
    asked for by hand, and one that takes longer than `SLOW` once."""
    first = expect(port, request)
    size = {"bytes": len(first.body)}
    if first.seconds > SLOW:
        return of_times([first.seconds]) | size
    if first.seconds > SLOW_PAGE:
        return of_times([expect(port, request).seconds for _ in range(FEW)]) | size
    return wrk(port, request, 1) | size


def of_times(taken: Sequence[float]) -> Figures:
    if not taken:
        return {"n": 0}
    ordered = sorted(taken)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    p50 = statistics.median(ordered)
    return {"p50_ms": _ms(p50), "p95_ms": _ms(late), "n": len(ordered)}


def wrk(port: int, request: Request, connections: int, seconds: int = 1) -> Figures:
    """As many as go, from so many connections."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "60s"]
    for name, value in request.headers.items():
        command += ["-H", f"{name}: {value}"]
    url = f"http://127.0.0.1:{port}{request.path}"
    said = subprocess.run(
        [*command, "-s", str(LUA), url], capture_output=True, text=True, timeout=seconds + 90
    ).stdout
    found = json.loads(said.strip().splitlines()[-1])
    return {
        "p50_ms": round(found["p50"] / 1000, 3),
        "p95_ms": round(found["p95"] / 1000, 3),
        "rps": round(found["n"] / found["us"] * 1e6, 1),
        "n": found["n"],
        "errors": found["errors"],
    }


def burst(port: int, request: Request, seconds: float = 4, connections: int = 8) -> Figures:
    """The rate of a slow page: wrk would lose what is under way when its time is over."""
    start = time.perf_counter()

    def one(_turn: int) -> float | None:
        if time.perf_counter() - start > seconds:
            return None
        return expect(port, request).seconds

    with ThreadPoolExecutor(connections) as pool:
        taken = [each for each in pool.map(one, range(1_000)) if each is not None]
    rate = len(taken) / (time.perf_counter() - start)
    return {**of_times(taken), "rps": round(rate, 2), "errors": 0}


def send_all(
    port: int, requests: Iterable[Request], connections: int, took: Callable[[Answer], Any]
) -> tuple[Figures, list[Any]]:
    """Send each once, as many as go in `ENOUGH` seconds. `took` says what an answer acknowledges,
    None for nothing. Returns the figures and what was acknowledged."""
    failed: Counter[str] = Counter()

    def one(request: Request) -> tuple[float, Any]:
        if time.perf_counter() - start > ENOUGH:
            return 0.0, None
        try:
            answer = ask(port, request, timeout=60)
        except OSError as error:
            failed[repr(error)] += 1
            return 0.0, None
        got = took(answer)
        if got is None:
            failed[f"{answer.status} {_text(answer.body)[:160]}"] += 1
        return answer.seconds, got

    start = time.perf_counter()
    with ThreadPoolExecutor(connections) as pool:
        done = list(pool.map(one, requests))
    seconds = time.perf_counter() - start
    taken = [each for each, got in done if got is not None]
    figures = of_times(taken) | {"rps": round(len(taken) / seconds, 1), "acked": len(taken)}
    figures["errors"] = failed.total()
    if failed:
        figures["failed"] = dict(failed.most_common(3))
    return figures, [got for _seconds, got in done if got is not None]


def _text(body: bytes) -> str:
    """What an error page says, for the record."""
    main = body.decode(errors="replace").partition("<main")[2] or body.decode(errors="replace")
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 3)
