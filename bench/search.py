"""How long a page of results takes, by how many comments there are: words that nearly all have,
that one in a hundred has, and that five have; phrases and filters.

    .venv/bin/python -m bench.search [--sizes 100 1000 100000] [--times 100]
    .venv/bin/python -m tests.postgres .venv/bin/python -m bench.search

The page is asked for through Django's test client: all of the site's own work, without a server's.
"""

import argparse
import random
import shutil
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import stage

ESSAYS = 20
AUTHORS = 200
TEXTS = Path(__file__).parents[1] / "forum/exchange/demo/texts/essays"
LENGTH = 60  # words of a comment
SOME, FEW = "quorum", "zyzzyva"  # in one comment of a hundred, and in five
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
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 100_000])
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
    took: dict[str, list[float]] = {name: [] for name in SEARCHES}
    for size in sizes:
        grow(size)
        began = time.perf_counter()
        actions.catch_up()
        print(f"{size:,} comments: followed in {time.perf_counter() - began:.1f} s", flush=True)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        get = Client(SERVER_NAME="127.0.0.1").get
        for name, query in SEARCHES.items():
            took[name].append(_median(partial(get, "/search/", query), times))
    print(f"\n{connection.vendor}, milliseconds (median of {times})")
    print(f"| search | {' | '.join(f'{size:,}' for size in sizes)} |")
    print(f"| --- |{' --: |' * len(sizes)}")
    for name, each in took.items():
        print(f"| {name} | {' | '.join(f'{ms:.1f}' for ms in each)} |")


def _median(act: Callable[[], Any], times: int) -> float:
    for _ in range(5):
        assert act().status_code == 200
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


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
    return " ".join(words)


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
