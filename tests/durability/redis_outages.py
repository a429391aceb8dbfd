"""Hangs, stops and brings back a real Redis under a site with two workers: how long the pages that
keep things on it take, what they answer, and whether the limit of guesses at a password holds.

    nice python -m tests.durability.redis_outages --rounds 3
"""

import argparse
import os
import sys
import time
from collections import Counter
from statistics import median

from tests.durability.kill.site import CSRF, Site
from tests.durability.kill.trials import free_port, site_on
from tests.durability.redis_server import MISSING, PROGRAM, RedisServer, redis_server

LOOKS = 40  # in each state; with the pauses longer than the five seconds after which it is asked
PAUSE = 0.15  # seconds between two looks
LIMIT = 5  # guesses at one account, as allauth has it


def main(rounds: int) -> bool:
    with redis_server() as redis, site_on("sqlite", free_port()) as site:
        site.program.environment["CACHE_URL"] = redis.url
        site.start()
        held = [_round(site, redis, number) for number in range(rounds)]
        print(f"load {os.getloadavg()[0]:.1f}")
    return all(held)


def _round(site: Site, redis: RedisServer, number: int) -> bool:
    """Each state once, with a guess in each; then one too many."""
    states = {"answers": redis.go_on, "hangs": redis.hang, "is back": redis.go_on}
    states |= {"is stopped": redis.stop, "is started": redis.start}
    good, usual = True, 0.0
    for name, enter in states.items():
        enter()
        _guess(site, f"round{number}")
        taken, statuses = _look(site)
        usual = usual or median(taken)
        added = 1000 * (max(taken) - usual)
        print(
            f"round {number}: Redis {name}: {dict(statuses)}, p50 {1000 * median(taken):.0f} ms, "
            f"max {1000 * max(taken):.0f} ms: at most {added:.0f} ms added",
            flush=True,
        )
        good = good and set(statuses) == {200}
    held = "Too many attempts" in _guess(site, f"round{number}")
    print(f"round {number}: after {len(states)} guesses the limit of {LIMIT} holds: {held}")
    return good and held


def _look(site: Site) -> tuple[list[float], Counter[int]]:
    """The map of a debate, which is drawn once and kept, as a member gets it."""
    session = next(iter(site.stage["sessions"].values()))
    taken, statuses = [], Counter[int]()
    for _ in range(LOOKS):
        began = time.perf_counter()
        statuses[site.get(f"/articles/{site.stage['slug']}/map/", session).status] += 1
        taken.append(time.perf_counter() - began)
        time.sleep(PAUSE)
    return taken, statuses


def _guess(site: Site, name: str) -> str:
    form = f"csrfmiddlewaretoken={CSRF}&login={name}&password=guess"
    return site.post("/accounts/login/", form, "nobody").text


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    if PROGRAM is None:
        sys.exit(MISSING)
    sys.exit(not main(parser.parse_args().rounds))
