"""How long a page of results takes, by how many comments there are: words that nearly all have,
that one in a hundred has, and that five have; phrases and filters; and what is common of each word
and yet in few texts or none.

    .venv/bin/python -m bench.search [--sizes 100 1000 30000 100000] [--times 100]
    .venv/bin/python -m tests.postgres .venv/bin/python -m bench.search

The page is asked for through Django's test client: all of the site's own work, without a server's.
"""

import argparse
import os
import random
import shutil
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from bench import stage

ESSAYS = 20
AUTHORS = 200
TEXTS = Path(__file__).parents[1] / "forum/exchange/demo/texts/essays"
LENGTH = 60  # words of a comment
SOME, FEW = "quorum", "zyzzyva"  # in one comment of a hundred, and in five
# Each comment begins with one of two words and with a third, and ends with others.
EVEN, ODD, FIRST, LAST = "dextral", "sinistral", "foremost", "hindmost at last"
OLD = "whilom"  # in each of the first half of all comments, and in none since
SEARCHES = {
    "common word": {"q": "the"},
    "two common words": {"q": "the of"},
    "one in a hundred": {"q": SOME},
    "common and one in a hundred": {"q": f"the {SOME}"},
    "rare word": {"q": FEW},
    "common and rare": {"q": f"the {FEW}"},
    "not there": {"q": "xylographer"},
    "common phrase": {"q": '"of the"'},
    "rare phrase": {"q": f'"{FEW} stands"'},
    "common without another": {"q": "the -of"},
    "common by an author": {"q": "the author:author7"},
    "common against": {"q": "the position:against"},
    "common on a day": {"q": "the since:2026-01-31 until:2026-01-31"},
    "common with a tag": {"q": "the tag:reading"},
    "an author's": {"q": "author:author7"},
    "common, newest": {"q": "the", "order": "newest"},
    "two common, never together": {"q": f"{EVEN} {ODD}"},
    "common in a row that is nowhere": {"q": f'"hindmost {FIRST}"'},
    "phrase, never together": {"q": f'"{EVEN} {ODD}"'},
    "common without a phrase": {"q": 'the -"of the"'},
    "common without a phrase of all": {"q": f'{FIRST} -"at last"'},
    "common of old": {"q": OLD},
    "common of old, never together": {"q": f"{OLD} {EVEN} {ODD}"},
    "common, no such day": {"q": "the since:2020-01-01 until:2020-12-31"},
    "common, eleven months": {"q": "the since:2026-01-02 until:2026-11-30"},
    "an author, never with that tag": {"q": "the author:author7 tag:reading"},
    "a tag, never with that word": {"q": f"{EVEN} tag:reading"},
    "tag and position": {"q": f"{SOME} tag:reading position:for"},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 30_000, 100_000])
    parser.add_argument("--times", type=int, default=100)
    given = parser.parse_args()
    stage.set_up()
    try:
        measure(given.sizes, given.times)
    finally:
        shutil.rmtree(stage.FOLDER, ignore_errors=True)


def measure(sizes: list[int], times: int) -> None:
    from django.db import connection
    from django.test import Client

    from forum.search import actions

    grow = _growing()
    took: dict[str, list[Took]] = {name: [] for name in SEARCHES}
    for size in sizes:
        grow(size)
        began = time.perf_counter()
        actions.catch_up()
        print(f"{size:,} comments: followed in {time.perf_counter() - began:.1f} s", flush=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        get = Client(SERVER_NAME="127.0.0.1").get
        for name, query in SEARCHES.items():
            took[name].append(_timed(partial(get, "/search/", query), times))
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\n{connection.vendor}, load {load}; medians of {times}: ms, ms of processors; rows")
    print(f"| search | {' | '.join(f'{size:,}' for size in sizes)} |")
    print(f"| --- |{' --: |' * len(sizes)}")
    for name, each in took.items():
        print(f"| {name} | {' | '.join(map(str, each))} |")


class Took(NamedTuple):
    """Of a page: milliseconds by the clock, of processors, and how much is on it."""

    median: float
    worked: float
    rows: int

    def __str__(self) -> str:
        return f"{self.median:.1f}, {self.worked:.1f}; {self.rows}"


def _timed(act: Callable[[], Any], times: int) -> Took:
    for _ in range(5):
        answer = act()
        assert answer.status_code == 200
    taken, worked = [], []
    for _ in range(times):
        busy, began = _busy(), time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((_busy() - busy) * 1000)
    rows = answer.text.count('<p class="passage">')
    return Took(statistics.median(taken), statistics.median(worked), rows)


def _busy() -> float:
    """Seconds that processors worked for this process, and for the database's of its connection:
    on a machine that does other things, too, that is what can be compared."""
    from django.db import connection

    own = time.process_time()
    if connection.vendor == "sqlite":
        return own
    connection.ensure_connection()
    of = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return own + int(of.read_text().split()[0]) / 1e9


def _growing() -> Callable[[int], None]:
    """Makes the site's comments as many as are asked for, each time more than before."""
    from forum.articles.models import Tag
    from forum.comments.models import Comment

    chance = random.Random(6)
    authors = stage.members("author", AUTHORS)
    essays = [stage.essay(authors[n], f"The essay of the year {2000 + n}") for n in range(ESSAYS)]
    tag = Tag.objects.create(name="Reading", key="reading", slug="reading")
    essays[3].tags.add(tag)
    vocabulary = [w for file in sorted(TEXTS.glob("*.md")) for w in file.read_text().split()]
    made = 0

    def grow(size: int) -> None:
        nonlocal made
        rows = []
        for n in range(made, size):
            rows.append(_comment(n, authors, essays, _text(n, size, vocabulary, chance)))
            if len(rows) == stage.BATCH:
                Comment.objects.bulk_create(rows)
                rows = []
        Comment.objects.bulk_create(rows)
        made = size

    return grow


def _text(n: int, size: int, vocabulary: list[str], chance: random.Random) -> str:
    start = chance.randrange(len(vocabulary) - LENGTH)
    words = vocabulary[start : start + LENGTH]
    if n % 100 == 7:
        words.insert(9, SOME)
    if n % 20 == 3 and n < 100:
        words.insert(5, f"{FEW} stands")
    if n < size // 2:
        words.insert(3, OLD)
    return " ".join([FIRST, ODD if n % 2 else EVEN, *words, LAST])


def _comment(n: int, authors: list[Any], essays: list[Any], text: str) -> Any:
    from datetime import timedelta
    from html import escape

    from django.utils import timezone

    from forum.comments import tree
    from forum.comments.models import Comment

    number = n // ESSAYS + 1
    return Comment(
        article=essays[n % ESSAYS],
        author=authors[n % AUTHORS],
        number=number,
        path=tree.child_path("", number),
        depth=1,
        position=("for", "against", "neutral")[n % 3],
        source=text,
        html=f"<p>{escape(text)}</p>",
        created_at=timezone.now().replace(2026, 1, 1) + timedelta(minutes=n % 500_000),
        token=uuid4(),
    )


if __name__ == "__main__":
    main()
