"""Filling a site: members, essays, their debates and all numbers that are kept of them.

    python -m bench.speed.fill sqlite [100,1000]     (or postgresql, whose server must run)

Rows are written in bulk; what a comment keeps of its ratings and answers is computed here from the
same, by the site's own functions. What an essay keeps is recounted by the site's own actions.
"""

import json
import random
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bench.speed import places, workload

if TYPE_CHECKING:
    from forum.articles.models import Article

COPIES = 8  # of each small debate, to be written in: one a round, so that it is as small as it says
SMALL = 10_000


def main(engine: str, sizes: tuple[int, ...] = places.SIZES) -> None:
    """Fill the empty database of this engine; or leave it as it is when it is filled."""
    if places.is_filled(engine):
        return
    import os

    os.environ |= places.environment(engine) | {"LOG_LEVEL": "ERROR"}
    import django

    django.setup()
    from django.core.management import call_command

    call_command("prepare", verbosity=0)
    note = fill(sizes)
    places.note(engine).write_text(json.dumps(note, indent=1))


def fill(sizes: tuple[int, ...]) -> dict[str, Any]:
    """Returns the note of what is there: `debates` by size, with `first` the one that is read and
    `copies` those that are written in."""
    from bench.speed import bulk, people

    said = Clock()
    bulk.hurry()
    people.add()
    said("members")
    essays = _essays(sizes)
    said("essays")
    _debates(essays)
    said("debates")
    _keep(essays)
    said("numbers kept")
    _moderate(essays)
    said("moderation")
    _settle()
    said("settled")
    debates: dict[str, Any] = {}
    for (size, is_read), article in essays:
        if size not in sizes:
            continue
        at = debates.setdefault(str(size), {"copies": []})
        about = {"id": article.pk, "slug": article.slug}
        if is_read:
            at["first"] = about
        if not is_read or size > SMALL:
            at["copies"].append(about)
    return {"debates": debates, "seconds": said.parts}


class Clock:
    """Says how long each part took."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self.last = time.perf_counter()

    def __call__(self, part: str) -> None:
        now = time.perf_counter()
        self.parts[part] = round(now - self.last, 1)
        print(f"  {part}: {self.parts[part]} s", flush=True)
        self.last = now


type Essays = list[tuple[tuple[int, bool], "Article"]]


def _essays(sizes: tuple[int, ...]) -> Essays:
    """An essay for each debate: (comments, is it one that is read?) and the article. Those that
    are measured have the same words, so that pages differ by their debates alone."""
    from django.db import transaction

    from accounts.models import User

    author = User.objects.get(username="essayist")
    wanted = [(size, False) for size in workload.sizes_of_others()]
    wanted += [(size, False) for size in sizes if size <= SMALL for _ in range(COPIES)]
    wanted += [(size, True) for size in sizes]
    with transaction.atomic():
        return [(each, _essay(author, number)) for number, each in enumerate(wanted)]


def _essay(author: Any, number: int) -> "Article":
    from django.utils import timezone

    from forum.articles.actions.draft import save_draft
    from forum.articles.actions.publish import publish
    from forum.articles.manuscript import Manuscript

    chance = random.Random(workload.SEED)
    parts = [workload.paragraph(chance, 90) for _ in range(12)]
    for claim in (1, 2, 3):
        parts.insert(claim * 3, f"[C{claim}: {workload.paragraph(chance, 14)}]")
    thesis = "Public libraries should never fine a reader for bringing a book back late."
    title = f"The fine that costs the library, {number}"
    manuscript = Manuscript(title=title, thesis=thesis, source="\n\n".join(parts))
    ago = timedelta(days=800) - timedelta(minutes=number)
    return publish(author, save_draft(author, manuscript), timezone.now() - ago)


def _debates(essays: Essays) -> None:
    """The comments and what readers say, all in bulk."""
    from bench.speed import bulk, rows
    from forum.comments.models import Comment, Rating
    from forum.moderation.models import Posting
    from forum.stances.models import ClaimAnswer, Delta, Stance, StanceChange

    maker = rows.Maker()
    with bulk.loading(Comment, Posting, Rating, Stance, StanceChange, Delta, ClaimAnswer):
        for number, ((size, is_read), article) in enumerate(essays):
            made = maker.debate(article, workload.debate(number, size), writers=not is_read)
            for model, (names, values) in made.items():
                bulk.write(model, names, values)
            if size >= 100_000:
                print(f"    {size:,} comments written", flush=True)


def _keep(essays: Essays) -> None:
    """What each essay keeps of its debate."""
    from django.db import transaction

    from bench.speed import kept

    with transaction.atomic():
        for _each, article in essays:
            kept.keep(article)


def _moderate(essays: Essays) -> None:
    """Flags that wait, and acts of moderators on some comments of each debate that is measured."""
    from django.db import transaction

    from bench.speed import people
    from forum.moderation.actions.mend_cases import mend_cases

    for (size, is_read), article in essays:
        if is_read and size > 100:
            people.moderate(article)
    people.flag(article for (_size, is_read), article in essays if not is_read)
    with transaction.atomic():
        for _mended in mend_cases():
            pass


def _settle() -> None:
    """As a site is that has run for long: PostgreSQL knows its tables by itself, SQLite does not
    unless somebody asks it to, which nobody need do."""
    from django.db import connection

    settled = {"sqlite": "PRAGMA wal_checkpoint(TRUNCATE)", "postgresql": "VACUUM ANALYZE"}
    with connection.cursor() as cursor:
        cursor.execute(settled[connection.vendor])


if __name__ == "__main__":
    main(sys.argv[1], tuple(map(int, sys.argv[2].split(","))) if sys.argv[2:] else places.SIZES)
