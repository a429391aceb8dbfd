"""Fifty new accounts flood a real site (gunicorn on this machine): what of it others get to read,
how long readers wait meanwhile, and how long one act takes to undo it all.

    .venv/bin/python -m bench.flood [--minutes 10] [--calm 60]
    .venv/bin/python -m tests.postgres .venv/bin/python -m bench.flood

Readers ask for pages at a fixed pace, calm at first and then under the flood; each answer is timed
from the moment it was due, so a page that waits in the queue counts for as long as it waits.
"""

import argparse
import http.client
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Event
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from bench import stage

PORT = 8290
READS = 2  # pages a second, by READERS in turn: 170,000 a day
READERS = 8
DEBATES = 3
COMMENTS = 1_500  # in each of them before
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
CSRF = "a" * 32
# How many accounts send what, and how long each waits after an answer, in seconds. Those at the
# 'allowed' pace do as they are told: they wait for as long as the site says, or the new member's
# pause. Nobody follows all rules: then it would be no flood.
SHAPES = {
    "links": (10, 10),
    "same words": (10, 10),
    "distinct, allowed pace": (15, None),
    "distinct, fast": (10, 5),
    "sleepers, fast": (5, 5),  # accounts made a month ago that never wrote
}
ALLOWED = 31  # seconds: what a new member has to wait, and one more


@dataclass
class Site:
    """What the load is sent to, and what came back."""

    slugs: list[str]
    replies: list[tuple[str, int]]  # a debate and a comment in it that can be answered
    stop: Event = field(default_factory=Event)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=lambda: {"calm": [], "flood": []})
    phase: str = "calm"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--calm", type=float, default=60, help="seconds before the flood")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # gunicorn is stopped on the way out
    stage.set_up(PORT)
    try:
        run(given.minutes * 60, given.calm)
    finally:
        shutil.rmtree(stage.FOLDER, ignore_errors=True)


def run(flood: float, calm: float) -> None:
    from django.utils import timezone

    site, accounts = build()
    command = [sys.executable, "-m", "gunicorn", "--config", "forum/gunicorn.py", "forum.wsgi"]
    with (stage.FOLDER / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(site)
        print(f"load of the machine before: {os.getloadavg()[0]:.1f}", flush=True)
        since = timezone.now()
        send(site, accounts, calm, flood)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
    report(site, since)
    undo(since)


def build() -> tuple[Site, dict[str, list[str]]]:
    """Debates that readers are in the midst of, and the accounts of the flood, logged in."""
    [author] = stage.members("author", 1)
    readers = stage.members("reader", 300)
    site = Site([], [])
    for n in range(DEBATES):
        article = stage.essay(author, f"The fine that costs the library, {n}")
        made = stage.debate(article, readers, COMMENTS)
        site.slugs.append(article.slug)
        site.replies += [(article.slug, comment.pk) for comment in made[:50]]
    accounts = {
        shape: [session_of(each) for each in flooders(shape, how_many)]
        for shape, (how_many, _pace) in SHAPES.items()
    }
    return site, accounts


def flooders(shape: str, how_many: int) -> Any:
    from datetime import timedelta

    from accounts.models import User

    made = stage.members(shape.replace(" ", "").replace(",", ""), how_many)
    if shape.startswith("sleepers"):
        ids = [each.pk for each in made]
        month_ago = made[0].joined - timedelta(days=30)
        User.objects.filter(pk__in=ids).update(joined=month_ago)
    return made


def session_of(member: Any) -> str:
    """The cookie of somebody who logged in."""
    from django.test import Client

    client = Client()
    client.force_login(member)
    return client.cookies["sessionid"].value


def wait_for(site: Site) -> None:
    for _ in range(100):
        try:
            if ask("GET", f"/articles/{site.slugs[0]}/")[0] == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit("gunicorn did not answer within 20 s")


def ask(method: str, path: str, body: str = "", session: str = "") -> tuple[int, int]:
    """The answer's status, and the seconds it asks to wait."""
    cookies = f"csrftoken={CSRF}; sessionid={session}" if session else ""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    headers = {**FORM, "Cookie": cookies} if body else {}
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, int(answer.headers.get("Retry-After") or 0)


def send(site: Site, accounts: dict[str, list[str]], calm: float, flood: float) -> None:
    """Readers all the time; the flood after a while. Returns when all have stopped."""
    with ThreadPoolExecutor(READERS + 50) as pool:
        threads = [pool.submit(read, site, n) for n in range(READERS)]
        time.sleep(calm)
        site.phase = "flood"
        for shape, sessions in accounts.items():
            threads += [pool.submit(post, site, shape, each) for each in sessions]
        site.stop.wait(flood)
        site.stop.set()
        for each in threads:
            each.result()


def read(site: Site, number: int) -> None:
    """One reader: the pages people look at most, each due at a moment of its own."""
    start, chance = time.perf_counter(), random.Random(number)
    for turn in count():
        due = start + (turn * READERS + number) / READS
        if site.stop.wait(max(0, due - time.perf_counter())):
            return
        phase = site.phase
        status, _wait = ask("GET", page(site, chance))
        assert status == 200, status
        site.waits[phase].append(time.perf_counter() - due)


def page(site: Site, chance: random.Random) -> str:
    slug = chance.choice(site.slugs)
    pages = ["/", f"/articles/{slug}/", f"/articles/{slug}/arguments/for/"]
    return chance.choice([*pages, f"/articles/{slug}/", f"/articles/{slug}/clash/"])


def post(site: Site, shape: str, session: str) -> None:
    """One account of the flood, until it is told to stop."""
    chance = random.Random(session)
    pace = SHAPES[shape][1]
    site.stop.wait(chance.random() * (pace or ALLOWED))
    while not site.stop.is_set():
        slug, parent = chance.choice(site.replies)
        words = {"position": chance.choice(["for", "against"]), "source": text(shape, chance)}
        form = {"csrfmiddlewaretoken": CSRF, "token": str(uuid4()), "reconsidered": "on", **words}
        if chance.random() < 0.75:  # a new account may reply more often than begin a thread
            form["parent"] = str(parent)
        status, wait = ask("POST", f"/articles/{slug}/arguments/", urlencode(form), session)
        site.answers[shape, status] += 1
        site.stop.wait(pace or max(wait, ALLOWED))


def text(shape: str, chance: random.Random) -> str:
    words = [chance.choice(WORDS) for _ in range(25)]
    if shape == "same words":
        return "Whoever reads this should know that libraries are the enemy of every taxpayer here."
    if shape == "links":
        return f"{' '.join(words)} https://cheap-lamps.example/{chance.randrange(10**6)}"
    return " ".join(words).capitalize() + "."


WORDS = [
    *("library", "fine", "book", "reader", "council", "money", "street", "morning", "child"),
    *("winter", "shelf", "borrow", "late", "return", "never", "always", "because", "although"),
    *("perhaps", "nobody", "somebody", "paid", "counted", "argued", "desk", "card", "letter"),
]


def report(site: Site, since: Any) -> None:
    from django.db import connection

    from forum.comments.models import Comment

    print(f"load of the machine after: {os.getloadavg()[0]:.1f}")
    sent = site.answers.total()
    flood = Comment.objects.filter(created_at__gte=since)
    states = Counter(flood.values_list("state", flat=True))
    public = states["visible"]
    print(f"\n{connection.vendor}: {sent:,} comments sent, {states.total():,} taken")
    for shape in SHAPES:
        told = {status: n for (of, status), n in sorted(site.answers.items()) if of == shape}
        print(f"  {shape:24} {told}")
    print(f"  public {public}, held {states['held']}, refused {sent - states.total()}")
    print(f"  held or refused: {1 - public / max(sent, 1):.2%}")
    for phase, waits in site.waits.items():
        print(f"  readers, {phase}: {_line(waits)}")
    ratio = _at(site.waits["flood"], 95) / _at(site.waits["calm"], 95)
    print(f"  p95 under flood / calm: {ratio:.2f}")


def _line(waits: list[float]) -> str:
    p50, p95 = (_at(waits, part) * 1000 for part in (50, 95))
    return f"{len(waits):,} pages, p50 {p50:.0f} ms, p95 {p95:.0f} ms"


def _at(waits: list[float], part: int) -> float:
    return sorted(waits)[min(len(waits) - 1, len(waits) * part // 100)]


def undo(since: Any) -> None:
    """All that came of the flood, removed in one act; and that act undone."""
    from django.utils import timezone

    from forum.articles.models import Article
    from forum.comments.actions.recount import recount
    from forum.moderation.actions.batch import act_on_many
    from forum.moderation.actions.undo import undo
    from forum.moderation.models import Act
    from forum.moderation.selection import Selection

    start = time.perf_counter()
    entry = act_on_many(Act.REMOVE, Selection(since, timezone.now()), stage.decision())
    removed = time.perf_counter()
    undo(entry, stage.decision())
    undone = time.perf_counter()
    for what, took in (("removed", removed - start), ("undone", undone - removed)):
        per = took / entry.count * 1000
        print(f"  {entry.count} comments {what} as one in {took:.2f} s: {per:.2f} s for 1,000")
    assert not any(recount(each) for each in Article.objects.all()), "a kept number was wrong"


if __name__ == "__main__":
    main()
