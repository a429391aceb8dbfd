"""A real Redis or Valkey that a test may stop, hang and start again at the same address."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import ConnectionError as NotThere

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")
MISSING = "neither redis-server nor valkey-server is installed: nothing of CACHE_URL was tested"


@dataclass
class RedisServer:
    """It keeps nothing on the disk, as a cache need not."""

    port: int
    folder: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = {"port": self.port, "bind": "127.0.0.1", "save": "", "dir": self.folder}
        arguments = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        self.process = subprocess.Popen(
            [PROGRAM or "redis-server", *arguments], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 30
        while not self._answers() and time.monotonic() < deadline:
            time.sleep(0.02)

    def stop(self) -> None:
        self._send(signal.SIGKILL)
        if self.process:
            self.process.wait()

    def hang(self) -> None:
        self._send(signal.SIGSTOP)

    def go_on(self) -> None:
        self._send(signal.SIGCONT)

    def keys(self) -> list[bytes]:
        with Redis.from_url(self.url) as client:
            return sorted(client.keys("*"))

    def _answers(self) -> bool:
        try:
            with Redis.from_url(self.url) as client:
                return bool(client.ping())
        except NotThere:
            return False

    def _send(self, sign: signal.Signals) -> None:
        if self.process and self.process.poll() is None:
            os.kill(self.process.pid, sign)


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """One that runs, for the block; also a hung one ends with it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="counterpoint-redis-") as folder:
        server = RedisServer(port, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
