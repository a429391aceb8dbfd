"""The long form of the trials.

python -m tests.durability.kill server --kills 100 --engine sqlite
python -m tests.durability.kill server --kills 100 --engine postgresql
python -m tests.durability.kill database --kills 50
python -m tests.durability.kill reload --kills 20 --engine postgresql
"""

import argparse
import os
import random
import signal
import sys

from tests.durability.kill import lacks, trials
from tests.durability.kill.disks import disk
from tests.durability.kill.engines import Server

TRIALS = {
    "server": trials.kill_site,
    "database": trials.kill_database,
    "reload": trials.reload,
}
SAYS_SO = 3  # seconds until a request that cannot be served says so


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trial", choices=[*TRIALS, "lacks"])
    parser.add_argument("--kills", type=int, default=100, help="or reloads")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="postgresql")
    parser.add_argument("--port", type=int, default=8330)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started ends with us
    told = lack(given.engine, given.port) if given.trial == "lacks" else kill(given)
    print(f"{given.trial}, {given.engine}: {told}")


def kill(given: argparse.Namespace) -> str:
    with trials.site_on(given.engine, given.port) as site:
        return str(TRIALS[given.trial](site, given.kills, random.Random(given.seed)))


def lack(engine: str, port: int) -> str:
    """A full disk, a held lock, and on PostgreSQL no connection left."""
    with disk() as small, trials.site_on(engine, port, small.folder) as site:
        lacks.fill_disk(site, small)
        waits = {"behind a lock": lacks.hold_lock(site)}
        if isinstance(site.database, Server):
            waits["without a connection"] = lacks.take_connections(site)
    assert max(waits.values()) <= SAYS_SO, waits
    told = ", ".join(f"{what} 503 within {took:.1f} s" for what, took in waits.items())
    return f"read on a full disk, {told}; load {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
