"""Programs that a trial starts, kills and starts again, and that end with it however it ends."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# A shell waits for the end of its input, which only the trial holds open: however the trial ends,
# even by SIGKILL, the program stops.
GUARD = 'signal=$1; shift; "$@" & it=$!; echo $it; cat > /dev/null; kill -$signal $it; wait $it'


@dataclass
class Program:
    """A server. `stop` is the signal on which it ends at once and in order."""

    command: Sequence[str | Path]
    log: Path
    environment: dict[str, str] = field(default_factory=dict)
    person: str | None = None
    stop: str = "TERM"
    guard: subprocess.Popen[bytes] | None = None
    pid: int = 0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.guard = subprocess.Popen(
                ["sh", "-c", GUARD, "sh", self.stop, *self.command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=None if self.person is None else self.log.parent,
                env=os.environ | self.environment,
                user=self.person,
                start_new_session=True,  # Ctrl-C is for the trial; the end of input stops this
            )
        assert self.guard.stdout
        self.pid = int(self.guard.stdout.readline())

    def runs(self) -> bool:
        """A process that has ended and was not waited for has no command any more."""
        with suppress(OSError):
            return bool(Path(f"/proc/{self.pid}/cmdline").read_bytes())
        return False

    def kill(self) -> None:
        """As a machine dies: it and all it started, with no time to end anything."""
        self.signal(signal.SIGKILL)
        self.end()

    def signal(self, which: signal.Signals) -> None:
        """Send it to the program and to those it started."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        for pid in (self.pid, *map(int, children.split())):
            os.kill(pid, which)

    def end(self) -> None:
        if self.guard and self.guard.stdin and self.guard.stdout:
            self.guard.stdin.close()
            self.guard.wait()
            self.guard.stdout.close()
        self.guard = None


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Return when it is so; fail with what was waited for."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)
