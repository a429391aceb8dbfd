"""Where the benchmark keeps its databases, its settings for the two engines, and its sizes.

`python -m bench.speed.places sqlite` prints the settings for a shell.
"""

import os
import secrets
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("BENCH_DIR", "/tmp/bench-counterpoint"))
ENGINES = ("sqlite", "postgresql")
SIZES = (100, 1_000, 10_000, 100_000, 1_000_000)
PORT = int(os.environ.get("BENCH_PORT", "8310"))  # and the next ones for what is measured beside it


def folder(engine: str) -> Path:
    """VAR_DIR of the site on this engine; made when missing."""
    made = FOLDER / engine
    made.mkdir(parents=True, exist_ok=True)
    return made


def cluster() -> Path:
    """What the PostgreSQL of the benchmark keeps, its socket too."""
    return FOLDER / "cluster"


def is_filled(engine: str) -> bool:
    return note(engine).exists()


def note(engine: str) -> Path:
    """What was filled: addresses and ids, as JSON. Written last."""
    return FOLDER / f"{engine}.json"


def environment(engine: str) -> dict[str, str]:
    """The settings of `make demo`, but for where the data lie."""
    url = {
        "sqlite": f"sqlite:///{folder(engine)}/counterpoint.sqlite3",
        "postgresql": f"postgres://postgres@/counterpoint?host={cluster()}",
    }[engine]
    return {
        "DJANGO_SETTINGS_MODULE": "forum.settings",
        "DEMO": "1",
        "DEBUG": "0",
        "SITE_URL": f"http://127.0.0.1:{PORT}",
        "BIND": f"127.0.0.1:{PORT}",
        "SECRET_KEY": _secret(),
        "VAR_DIR": str(folder(engine)),
        "DATABASE_URL": url,
    }


def _secret() -> str:
    """One for all runs, so that a session made in one is good in the next."""
    file = FOLDER / "secret-key"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


if __name__ == "__main__":
    for name, value in environment(sys.argv[1]).items():
        print(f"export {name}={shlex.quote(value)}")
