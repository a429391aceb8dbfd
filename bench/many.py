"""How long one act on many comments takes, and its undo: a flood in a debate that was there before.

.venv/bin/python -m bench.many [--before 10000] [--flood 1000] [--members 50]
.venv/bin/python -m tests.postgres .venv/bin/python -m bench.many
"""

import argparse
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench import stage


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--before", type=int, default=10_000)
    parser.add_argument("--flood", type=int, default=1_000)
    parser.add_argument("--members", type=int, default=50)
    given = parser.parse_args()
    stage.set_up()
    try:
        measure(given.before, given.flood, given.members)
    finally:
        shutil.rmtree(stage.FOLDER, ignore_errors=True)


def measure(before: int, flood: int, members: int) -> None:
    from django.db import connection
    from django.utils import timezone

    article = stage.essay(stage.members("author", 1)[0], "The fine that costs the library")
    stage.debate(article, stage.members("reader", 300), before)
    since = timezone.now()
    made = stage.debate(article, stage.members("flood", members), flood)
    _as_new(made)
    print(f"{connection.vendor}: {flood:,} comments by {members} members, {before:,} before them")
    for kind, held in (("remove", False), ("approve", True), ("remove", False)):
        _act_and_undo(kind, held, made, since)


def _as_new(comments: list) -> None:
    """Note them as the gate does."""
    from django.utils import timezone

    from forum.moderation.models import Posting

    now = timezone.now()
    rows = [
        Posting(comment=c, author=c.author, article=c.article, mark=str(c.pk), is_new=True, at=now)
        for c in comments
    ]
    Posting.objects.bulk_create(rows, batch_size=stage.BATCH)


def _act_and_undo(kind: str, held: bool, comments: list, since: object) -> None:
    from django.utils import timezone

    from forum.comments.actions.state import set_states
    from forum.moderation.actions.batch import act_on_many
    from forum.moderation.actions.undo import undo
    from forum.moderation.cases import keep_cases
    from forum.moderation.models import Act
    from forum.moderation.selection import Selection, preview

    decision = stage.decision()
    if held:
        set_states(comments, "held")
        keep_cases(comments)
    selection = Selection(since, timezone.now())
    with timed(f"preview {kind}", len(comments)):
        shown = preview(selection, Act(kind), decision.moderator)
    with timed(kind, len(comments)):
        entry = act_on_many(Act(kind), selection, decision, shown.seen)
    with timed(f"undo {kind}", entry.count):
        undo(entry, decision)
    assert entry.count == len(comments), entry.count
    _check(comments[0].article)
    if held:
        set_states(comments, "visible")


def _check(article: object) -> None:
    from forum.comments.actions.recount import recount

    assert recount(article) == [], "a kept number was wrong"


@contextmanager
def timed(what: str, comments: int) -> Iterator[None]:
    start, busy = time.perf_counter(), time.process_time()
    yield
    took, busy = time.perf_counter() - start, time.process_time() - busy
    per = took / max(comments, 1) * 1000
    print(f"  {what:16} {took:6.2f} s (of it {busy:.2f} s busy): {per:.2f} s for 1,000")


if __name__ == "__main__":
    main()
