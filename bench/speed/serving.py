"""Starting servers and reading their memory; each stops with the block that started it."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.speed import places

GUNICORN = [sys.executable, "-m", "gunicorn", "--config", "forum/gunicorn.py", "forum.wsgi"]
WORKER = [sys.executable, "manage.py", "run_tasks"]


class Server:
    """Some processes that belong together, the one that listens first."""

    def __init__(self, port: int, processes: Sequence[subprocess.Popen[bytes]]) -> None:
        self.port, self.processes = port, processes

    def memory(self) -> dict[str, float]:
        """Megabytes of all processes: resident, and with shared pages counted once (PSS); and of
        all but the first one, which for gunicorn answers nobody, but holds the code."""
        found: dict[int, tuple[float, float]] = {}
        for pid in self._pids():
            with contextlib.suppress(OSError):
                rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
                found[pid] = (_megabytes("Rss", rollup), _megabytes("Pss", rollup))
        first = self.processes[0].pid
        return {
            "rss_mb": round(sum(rss for rss, _pss in found.values()), 1),
            "pss_mb": round(sum(pss for _rss, pss in found.values()), 1),
            "workers_pss_mb": round(sum(pss for pid, (_, pss) in found.items() if pid != first), 1),
            "processes": len(found),
        }

    def _pids(self) -> list[int]:
        """They and all they started."""
        waiting, found = [process.pid for process in self.processes], []
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            with contextlib.suppress(OSError):
                children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
                waiting += [int(child) for child in children.split()]
        return found

    def stop(self) -> None:
        """Nothing they started is left."""
        pids = self._pids()
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
        for pid in pids:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        for process in self.processes:
            process.wait()


def _megabytes(name: str, rollup: str) -> float:
    found = re.search(rf"^{name}:\s+(\d+)", rollup, re.MULTILINE)
    return int(found[1]) * 1024 / 1e6 if found else 0


@contextlib.contextmanager
def serving(
    port: int,
    *commands: Sequence[str | Path],
    folder: Path = places.ROOT,
    environment: dict[str, str] | None = None,
) -> Iterator[Server]:
    """The commands run for the block; the first listens on the port."""
    with contextlib.closing(socket.socket()) as probe:
        if probe.connect_ex(("127.0.0.1", port)) == 0:
            raise RuntimeError(f"something listens on port {port} already")
    whole = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})}
    with (places.FOLDER / "servers.log").open("ab") as log:
        processes = [
            subprocess.Popen(
                [str(part) for part in command], cwd=folder, env=whole, stdout=log, stderr=log
            )
            for command in commands
        ]
    server = Server(port, processes)
    try:
        _wait(port, processes[0])
        yield server
    finally:
        server.stop()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            time.sleep(0.5)  # the second worker may be on its way
            return
        time.sleep(0.1)
    raise RuntimeError(f"no server on port {port}: see {places.FOLDER}/servers.log")


@contextlib.contextmanager
def site(engine: str, **settings: str) -> Iterator[Server]:
    """The site as `make demo` runs it, on the filled database of this engine."""
    environment = {**places.environment(engine), "LOG_LEVEL": "ERROR", **settings}
    with serving(places.PORT, GUNICORN, WORKER, environment=environment) as server:
        yield server
