"""Writing: replies, ratings and stances, each by another member; then what is stored is compared
with what was acknowledged, and what is kept with what is there."""

import random
import re
from collections.abc import Iterator
from itertools import count, islice
from typing import Any
from uuid import uuid4

from bench.speed import members, people, serving, workload
from bench.speed.client import Answer, Figures, Request, send_all

SIDES = workload.SIDES
ONE, EIGHT = 60, 240  # requests at one connection and at eight
WORDS = (
    "I disagree with the second premise: the cost of the policy is borne by people who had no say "
    "in it, and **the evidence** cited above compares two periods that differ in more than the "
    "policy. What would change your mind? See [the data](https://example.org/1) for before."
)
LANDED = re.compile(r"#comment-(\d+)$")


def all_of(server: serving.Server, debates: dict[str, Any]) -> Figures:
    writers = (people.writer(n) for n in count(random.randrange(workload.WRITERS)))
    found = {}
    for size, about in debates.items():
        debate = _smallest(about["copies"])
        found[size] = {
            "reply": replies(server.port, debate, writers),
            "rating": ratings(server.port, debate, writers),
            "stance": stances(server.port, debate, writers),
        }
        if int(size) <= 10_000:
            found[size]["mended"] = _mended(debate["id"])
        line = ", ".join(
            f"{what} {found[size][what]['c1'].get('p50_ms')} ms {found[size][what]['c8']['rps']}/s"
            for what in ("reply", "rating", "stance")
        )
        print(f"    {int(size):>9,}: {line}", flush=True)
    return found


def _smallest(copies: list[dict[str, Any]]) -> dict[str, Any]:
    """The copy that was written in least, so that it is as large as it says."""
    from forum.articles.models import Article

    rows = Article.objects.filter(pk__in=[each["id"] for each in copies])
    pk = rows.order_by("last_number").values_list("pk", flat=True)[0]
    return next(each for each in copies if each["id"] == pk)


def replies(port: int, debate: dict[str, Any], writers: Iterator[int]) -> Figures:
    """60 one after another, 240 from eight connections; each answers another comment."""
    from forum.comments.models import Comment

    found: Figures = {}
    for name, connections, how_many in (("c1", 1, ONE), ("c8", 8, EIGHT)):
        tag = f"tag{random.randrange(10**12)}"
        parents = _comments(debate["id"], how_many)
        requests = [
            _reply(debate, parents[n % len(parents)][0], f"{tag} number {n}. {WORDS}", writer)
            for n, writer in enumerate(islice(writers, how_many))
        ]
        figures, acked = send_all(port, requests, connections, _landed)
        stored = Comment.objects.filter(pk__in=acked, article=debate["id"], source__contains=tag)
        numbers = list(stored.order_by("pk").values_list("number", flat=True))
        figures["lost"] = len(acked) - len(numbers)
        # The ids acknowledged one after another must be in that order, each with its own number.
        figures["in_order"] = len(set(numbers)) == len(numbers) and (
            connections > 1 or (acked == sorted(acked) and numbers == sorted(numbers))
        )
        found[name] = figures
    found["counts_right"] = _counts_right(debate["id"])
    return found


def _reply(debate: dict[str, Any], parent: int, source: str, writer: int) -> Request:
    fields = {
        "csrfmiddlewaretoken": members.CSRF,
        "token": uuid4(),
        "parent": parent,
        "position": random.choice(workload.SIDES[:2]),
        "source": source,
    }
    path = f"/articles/{debate['slug']}/arguments/"
    return Request.form(path, members.headers(writer), fields)


def _landed(answer: Answer) -> int | None:
    landed = LANDED.search(answer.headers.get("location", ""))
    return int(landed[1]) if answer.status == 302 and landed else None


def ratings(port: int, debate: dict[str, Any], writers: Iterator[int]) -> Figures:
    from forum.comments.models import Comment, Rating

    found: Figures = {}
    for name, connections, how_many in (("c1", 1, ONE), ("c8", 8, EIGHT)):
        some = _comments(debate["id"], how_many)
        pairs = [_unlike(some, n, writer) for n, writer in enumerate(islice(writers, how_many))]
        requests = [_rating(comment, writer) for comment, writer in pairs]
        figures, acked = send_all(port, requests, connections, _redirected)
        rated = {comment for comment, _writer in pairs}
        readers = [writer for _comment, writer in pairs]
        rows = Rating.objects.filter(comment__in=rated, reader__in=readers)
        figures["lost"] = max(0, len(acked) - rows.count())
        found[name] = figures
    kept = Comment.objects.filter(pk__in=rated).values_list("pk", "rated_all")
    found["counts_right"] = all(n == Rating.objects.filter(comment=pk).count() for pk, n in kept)
    return found


def _unlike(some: list[tuple[int, int]], n: int, writer: int) -> tuple[int, int]:
    """A comment that is not the rater's own."""
    places = (some[(n + step) % len(some)] for step in range(len(some)))
    return next(pk for pk, author in places if author != writer), writer


def _rating(comment: int, writer: int) -> Request:
    fields = {"csrfmiddlewaretoken": members.CSRF, "rating": random.choice(["strong", "weak"])}
    return Request.form(f"/comments/{comment}/rate/", members.headers(writer), fields)


def stances(port: int, debate: dict[str, Any], writers: Iterator[int]) -> Figures:
    from forum.stances.models import Stance, Tally

    found: Figures = {}
    path = f"/articles/{debate['slug']}/stance/"
    for name, connections, how_many in (("c1", 1, ONE), ("c8", 8, EIGHT)):
        people_here = list(islice(writers, how_many))
        requests = [
            Request.form(
                path,
                members.headers(writer),
                {"csrfmiddlewaretoken": members.CSRF, "stance": random.choice(workload.STANDS)},
            )
            for writer in people_here
        ]
        figures, acked = send_all(port, requests, connections, _redirected)
        rows = Stance.objects.filter(article=debate["id"], reader__in=people_here)
        figures["lost"] = max(0, len(acked) - rows.count())
        found[name] = figures
    moves = Tally.objects.get(article=debate["id"]).moves
    total = sum(sum(now.values()) for now in moves.values())
    found["counts_right"] = total == Stance.objects.filter(article=debate["id"]).count()
    return found


def _redirected(answer: Answer) -> bool | None:
    return True if answer.status == 302 else None


def _comments(article: int, how_many: int) -> list[tuple[int, int]]:
    """Some visible comments of a debate and who wrote them, from all over it."""
    from django.db.models import Max

    from forum.comments.models import Comment

    rows = Comment.objects.visible().filter(article=article)
    newest = Comment.objects.filter(article=article).aggregate(newest=Max("number"))["newest"]
    numbers = {random.randrange(1, newest + 1) for _ in range(2 * how_many)}
    found = list(rows.filter(number__in=numbers).values_list("pk", "author_id"))
    random.shuffle(found)
    return found[:how_many]


def _counts_right(article: int) -> bool:
    """Does the essay keep what there is?"""
    from django.db.models import Count, Max

    from forum.articles.models import Article
    from forum.comments.models import Comment

    kept = Article.objects.get(pk=article)
    here = Comment.objects.filter(article=article)
    counts = dict(here.visible().order_by().values_list("position").annotate(n=Count("pk")))
    newest = here.aggregate(newest=Max("number"))["newest"]
    are_right = all(getattr(kept, f"{side}_count") == counts.get(side, 0) for side in SIDES)
    return are_right and kept.last_number == newest


def _mended(article: int) -> list[str]:
    """What `manage.py recount` would mend: nothing."""
    from forum.articles.models import Article
    from forum.comments.actions.recount import recount

    return [str(each) for each in recount(Article.objects.get(pk=article))][:5]
