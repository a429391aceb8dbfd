"""The page cache on a heavy-tailed day: a few essays have most readers, each writes now and then,
and every write makes the kept pages of its essay worthless. Simulated, with the shelf that the site
really keeps its pages on; nothing is served and nothing is timed.

    .venv/bin/python -m bench.day

writes bench/day.json (the figures) and docs/day.svg (the picture of them).
"""

import bisect
import itertools
import json
import os
import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "forum.settings", "DEBUG": "1"}
django.setup()

from bench import day_plot  # noqa: E402 - the site's modules need its settings
from forum.pages.kept import Address, Page, Shelf  # noqa: E402

ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "bench/day.json"

# What a day is like. README of this folder says where each figure comes from.
READERS = (10_000, 100_000, 1_000_000, 10_000_000)  # in a day
PAGES = 3  # that each of them opens
MEMBERS = 0.05  # of the pages, whose readers are signed in: made for each of them
WRITES = 0.02  # replies, ratings and stances, to a page read: each outdates one essay's pages
PEAK = 3  # the busiest minutes to the mean of the day
ESSAYS = 20_000
ZIPF = 1.0  # the n-th essay has 1/n of the readers of the first
VIEWS = ("", "?order=newest", "thread/", "clash/", "map/", "arguments/for/?after=1")
VIEW_SHARES = (70, 10, 8, 5, 2, 5)  # of a hundred
PAGE_BYTES = 20_000  # compressed
ROOM = 16 * 1024 * 1024  # of a process, as KEEP_PAGES says
PROXY_HOLDS = 1.0  # seconds for which nginx does not ask, as docs/nginx.conf says
SAMPLE = 400_000  # pages in the busiest minutes; a quarter of them before counting begins
BODY = bytes(PAGE_BYTES)


@dataclass
class Tier:
    """One size of site: so many readers a day, and processes that serve them."""

    readers: int
    processes: int


@dataclass
class Found:
    """Shares of visitors' pages. `kept` came from a process's shelf; of those that nginx was asked
    for, `proxy` it answered itself and `asked` only asked the site whether they still hold; the
    rest of both were `made`. `twice` of those made were made elsewhere at the same version."""

    readers: int
    processes: int
    pages_a_second: float
    writes_a_second: float
    kept: float = 0
    made: float = 0
    twice: float = 0
    proxy: float = 0
    asked: float = 0
    proxy_made: float = 0


class Versions:
    """The number of each essay: how often it was written in."""

    def __init__(self) -> None:
        self.numbers = [0] * ESSAYS

    def of(self, essay: int) -> dict[str, int]:
        return {"article": self.numbers[essay]}


class Processes:
    """The workers of all copies. Which one gets a request is chance."""

    def __init__(self, how_many: int) -> None:
        self.shelves = [Shelf() for _ in range(how_many)]
        self.made_at: dict[Address, int] = {}
        self.kept = self.made = self.twice = 0

    def serve(self, address: Address, numbers: dict[str, int], chance: random.Random) -> None:
        shelf = chance.choice(self.shelves)
        page = shelf.get(address, ROOM)
        if page and page.made_from == numbers:
            self.kept += 1
            return
        self.made += 1
        version = numbers["article"]
        self.twice += self.made_at.get(address) == version
        self.made_at[address] = version
        shelf.put(address, Page(numbers, "", (), BODY), ROOM)

    def forget_counts(self) -> None:
        self.kept = self.made = self.twice = 0


class Proxy:
    """nginx: one cache for all, with room for every page of a day."""

    def __init__(self) -> None:
        self.held: dict[Address, tuple[float, int]] = {}
        self.answered = self.asked = self.made = 0

    def serve(self, address: Address, version: int, now: float) -> None:
        asked_at, held = self.held.get(address, (-1e9, -1))
        if now - asked_at <= PROXY_HOLDS:
            self.answered += 1
            return
        if held == version:
            self.asked += 1
        else:
            self.made += 1
        self.held[address] = now, version

    def forget_counts(self) -> None:
        self.answered = self.asked = self.made = 0


def main() -> None:
    found = [simulate(Tier(readers, processes_for(readers))) for readers in READERS]
    rush = [stampede(processes) for processes in (2, 8, 32)]
    FIGURES.write_text(
        json.dumps({"day": [asdict(each) for each in found], "rush": rush}, indent=1) + "\n"
    )
    day_plot.draw(found, ROOT / "docs/day.svg")
    for each in found:
        print(each)
    print(*rush, sep="\n")


def processes_for(readers: int) -> int:
    """Two on the smallest machine; at ten million, eight copies of four."""
    return {10_000: 2, 100_000: 2, 1_000_000: 8, 10_000_000: 32}[readers]


def simulate(tier: Tier) -> Found:
    """The busiest minutes of a day of this size, after a while that fills the shelves."""
    chance = random.Random(tier.readers)
    a_second = tier.readers * PAGES / 86_400 * PEAK
    found = Found(tier.readers, tier.processes, a_second, a_second * WRITES)
    versions, processes, proxy = Versions(), Processes(tier.processes), Proxy()
    for n, (now, essay, view) in enumerate(requests(chance, a_second)):
        if n == SAMPLE // 4:
            processes.forget_counts()
            proxy.forget_counts()
        if chance.random() < WRITES:
            versions.numbers[essay] += 1
        elif chance.random() >= MEMBERS:
            address = Address("https", "", f"{essay}/{view}", "", False, "br")
            processes.serve(address, versions.of(essay), chance)
            proxy.serve(address, versions.numbers[essay], now)
    _share(found, processes, proxy)
    return found


def requests(chance: random.Random, a_second: float) -> Iterator[tuple[float, int, str]]:
    """When, of which essay, and which view of it."""
    shares = list(itertools.accumulate(1 / (n + 1) ** ZIPF for n in range(ESSAYS)))
    now = 0.0
    for view in chance.choices(VIEWS, VIEW_SHARES, k=SAMPLE):
        now += chance.expovariate(a_second)
        yield now, bisect.bisect(shares, chance.random() * shares[-1]), view


def _share(found: Found, processes: Processes, proxy: Proxy) -> None:
    pages = processes.kept + processes.made
    found.kept = processes.kept / pages
    found.made = processes.made / pages
    found.twice = processes.twice / max(processes.made, 1)
    found.proxy = proxy.answered / pages
    found.asked = proxy.asked / pages
    found.proxy_made = proxy.made / pages


def stampede(processes: int, a_second: float = 500, writes: float = 0.5) -> dict[str, float]:
    """One essay that everybody is sent to at once, and that is written in every other second: how
    many pages are made a second, by the processes alone and with nginx before them."""
    chance = random.Random(processes)
    served, proxy = Processes(processes), Proxy()
    address, version, now = Address("https", "", "/", "", False, "br"), 0, 0.0
    for _ in range(50_000):
        now += chance.expovariate(a_second)
        version += chance.random() < writes / a_second
        served.serve(address, {"article": version}, chance)
        proxy.serve(address, version, now)
    return {
        "processes": processes,
        "pages_a_second": a_second,
        "writes_a_second": writes,
        "made_a_second": served.made / now,
        "made_a_second_behind_proxy": proxy.made / now,
    }


if __name__ == "__main__":
    main()
