"""The long form of the trials.

python -m tests.durability.kill server --kills 100 --engine sqlite
python -m tests.durability.kill server --kills 100 --engine postgresql
python -m tests.durability.kill database --kills 50
python -m tests.durability.kill reload --kills 20 --engine postgresql
"""

import argparse
import random
import signal
import sys

from tests.durability.kill import trials

TRIALS = {
    "server": trials.kill_site,
    "database": trials.kill_database,
    "reload": trials.reload,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("trial", choices=TRIALS)
    parser.add_argument("--kills", type=int, default=100, help="or reloads")
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="postgresql")
    parser.add_argument("--port", type=int, default=8330)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started ends with us
    with trials.site_on(given.engine, given.port) as site:
        figures = TRIALS[given.trial](site, given.kills, random.Random(given.seed))
    print(f"{given.trial}, {given.engine}: {figures}")


if __name__ == "__main__":
    main()
