"""The long form of the trial: every fault in turn, again and again, under one load. Prints what
happened and ends with 1 if anything was lost, missed or shown as an error.

    .venv/bin/python -m tests.durability.machines --rounds 10 [--port 8370]
"""

import argparse
import os
import statistics
import sys
import time
from collections import Counter

from tests.durability.machines.load import Record
from tests.durability.machines.site import nginx_is_here
from tests.durability.machines.trial import Trial, trial


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--port", type=int, default=8370)
    given = parser.parse_args()
    if not nginx_is_here():
        sys.exit("nginx is not installed: nothing was tried")
    with trial(given.port) as machines:
        with machines.load() as load:
            for number in range(given.rounds):
                one_round(machines, number)
        return report(machines, load.record)


def one_round(machines: Trial, number: int) -> None:
    """The replica lags, dies, hangs; then one copy dies, and the other."""
    start = time.monotonic()
    with machines.replay_paused():
        time.sleep(3)
    machines.lose_replica()
    machines.hang_replica()
    for copy in range(2):
        machines.lose_copy(copy)
    took = time.monotonic() - start
    print(f"round {number + 1}: {took:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)


def report(machines: Trial, record: Record) -> int:
    stored = [machines.stored(words) for words in record.acknowledged]
    lost, doubled = stored.count(0), sum(times > 1 for times in stored)
    waits = sorted(record.waits)
    print(
        f"{len(stored)} replies acknowledged: {lost} lost, {doubled} twice,"
        f" {len(record.missed)} not seen by their writer at once;"
        f" {len(record.sent_again)} forms sent again: {Counter(record.sent_again)}",
        f"{len(waits)} pages read: {len(record.errors)} errors,"
        f" p50 {statistics.median(waits) * 1000:.0f} ms, longest {waits[-1]:.1f} s",
        *record.errors[:5],
        *record.missed[:5],
        sep="\n",
    )
    return int(bool(lost or doubled or record.missed or record.errors))


if __name__ == "__main__":
    sys.exit(main())
