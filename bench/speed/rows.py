"""The rows of a debate as `bulk` writes them, with what each of its comments keeps."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bench.speed import people
from bench.speed.bulk import moment
from bench.speed.workload import READERS, STANDS, Debate, Said, texts
from forum.articles.anchors import Quotation, passage_for
from forum.articles.models import Article, Claim
from forum.articles.positions import Position
from forum.comments import ranking, tree
from forum.comments.models import Comment, Rating
from forum.moderation.gate import words
from forum.moderation.models import Posting
from forum.stances.models import Answer, ClaimAnswer, Delta, Stance, StanceChange
from forum.text.render import render_comment

NEWEST = timedelta(days=2)  # so old
SPAN = timedelta(days=700)  # between the first comment of a debate and its last
ANSWERING = 12  # one root in so many answers a claim
REASON = "I had not thought of those who never come back because they are ashamed of what they owe."
NUMBERS = tuple(ranking.numbers(Position.FOR, []))  # the fields that keep ratings
COMMENT = (
    *("id", "article_id", "author_id", "parent_id", "number", "path", "depth", "position"),
    *("passage_id", "source", "html", "created_at", "token", "state", "state_at"),
    *("descendants", "best_answer_id", "rebuttal_count", "moved_count", *NUMBERS),
)

type Rows = dict[type[models.Model], tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]]
type Strength = tuple[float, float, int]


class Maker:
    """Makes debates one after another; ids go on from one to the next."""

    def __init__(self) -> None:
        sources = texts()
        self.pool = [(text, render_comment(text), words.mark_of(text)) for text in sources]
        self.comments = self.stances = self.changes = 0
        self.end = timezone.now() - NEWEST

    def debate(self, article: Article, made: Debate, writers: bool) -> Rows:
        """What to write of it, by model. With `writers` a fifth of it is by those who wrote
        little, so that nobody is new on the site."""
        whole = Numbered(self, article, made, writers)
        self.comments += made.size
        return {
            Comment: (COMMENT, whole.comments()),
            Posting: (
                ("comment_id", "author_id", "article_id", "mark", "is_new", "at"),
                whole.postings(),
            ),
            Rating: (("comment_id", "reader_id", "strong", "stand", "rated_at"), whole.ratings()),
            **self._stances(whole),
        }

    def _stances(self, whole: "Numbered") -> Rows:
        made, article, at = whole.made, whole.article, moment(self.end)
        stances, changes, deltas = [], [], []
        for reader in range(made.readers):
            self.stances += 1
            now = STANDS[reader % 3]
            first = STANDS[(reader + 1) % 3] if reader % 5 == 0 else now
            who = whole.reader(reader)
            stances.append((self.stances, article.pk, who, first, now, at))
            for before, after in (("", first), (first, now))[: 1 + (first != now)]:
                self.changes += 1
                changes.append((self.changes, self.stances, before, after, 1, at))
            if (moved_by := whole.moved_by(reader)) is not None:
                deltas.append((self.changes, whole.first + moved_by, who, REASON, at))
        return {
            Stance: (
                ("id", "article_id", "reader_id", "first", "now", "taken_at"),
                iter(stances),
            ),
            StanceChange: (
                ("id", "stance_id", "before", "after", "revision", "at"),
                iter(changes),
            ),
            Delta: (("change_id", "comment_id", "giver_id", "reason", "given_at"), iter(deltas)),
            ClaimAnswer: (
                ("claim_id", "reader_id", "answer", "answered_at"),
                whole.answers(list(article.claims.order_by("number")), at),
            ),
        }


class Numbered:
    """A debate whose comments have ids, paths, and what each keeps."""

    def __init__(self, maker: Maker, article: Article, made: Debate, writers: bool) -> None:
        self.maker, self.article, self.made, self.writers = maker, article, made, writers
        self.first = maker.comments + 1
        self.passages = _passages(article)
        self.paths = self._paths()
        self.kept = self._kept()
        self.below = self._below()
        self.best, self.rebuttals = self._best()
        self.moved = Counter(self.moved_by(reader) for reader in range(made.readers))

    def comments(self) -> Iterator[tuple[Any, ...]]:
        answered: dict[str, int | None] = {}
        for n, said in enumerate(self.made.said):
            root = tree.root_of(self.paths[n])
            if said.parent < 0:
                answers = n % ANSWERING == 0
                answered[root] = self.passages[n // ANSWERING % 3] if answers else None
            source, html, _mark = self.maker.pool[said.text]
            parent = self.first + said.parent if said.parent >= 0 else None
            at, state = self.at(n), state_of(n)
            head = (self.first + n, self.article.pk, self.author(n), parent, n + 1, self.paths[n])
            body = (said.depth, said.side, answered[root], source, html, at, self.token(n), state)
            state_at = None if state == "visible" else at
            best = self.best.get(n)
            answers_kept = (None if best is None else self.first + best[2], self.rebuttals[n])
            kept = (state_at, self.below.get(n, 0), *answers_kept, self.moved[n])
            yield (*head, *body, *kept, *self.kept.get(n, _UNRATED))

    def postings(self) -> Iterator[tuple[Any, ...]]:
        for n, said in enumerate(self.made.said):
            mark = self.maker.pool[said.text][2]
            yield self.first + n, self.author(n), self.article.pk, mark, False, self.at(n)

    def ratings(self) -> Iterator[tuple[Any, ...]]:
        at = moment(self.maker.end)
        for comment, reader, strong in self.made.ratings:
            who = self.reader(reader)
            yield self.first + comment, who, strong, STANDS[reader % 3], at

    def answers(self, claims: list[Claim], at: str) -> Iterator[tuple[Any, ...]]:
        for turn, claim in enumerate(claims):
            for reader in range(0, self.made.readers, 2):
                answer = Answer.values[(reader // (turn + 1)) % 3]
                yield claim.pk, self.reader(reader), answer, at

    def reader(self, number: int) -> int:
        """Other debates have other readers."""
        return people.reader((number + self.article.pk * 61) % READERS)

    def moved_by(self, reader: int) -> int | None:
        """The comment that a reader says moved them, of those who were moved."""
        comment = reader * 37 % self.made.size
        return comment if reader % 10 == 0 and state_of(comment) == "visible" else None

    def author(self, n: int) -> int:
        if self.writers and n % 5 == 0:
            return people.writer((self.first + n) // 5)
        return people.author(self.made.said[n].author)

    def at(self, n: int) -> str:
        return moment(self.maker.end - SPAN * (1 - (n + 1) / self.made.size))

    def token(self, n: int) -> str:
        return f"{self.first + n:032x}"

    def _paths(self) -> list[str]:
        paths: list[str] = []
        for n, said in enumerate(self.made.said):
            above = paths[said.parent] if said.parent >= 0 else ""
            paths.append(tree.child_path(above, n + 1))
        return paths

    def _kept(self) -> dict[int, tuple[Any, ...]]:
        """Of each comment that was rated, what it keeps of that."""
        ballots: dict[int, Counter[tuple[str, bool]]] = defaultdict(Counter)
        for comment, reader, strong in self.made.ratings:
            ballots[comment][STANDS[reader % 3], strong] += 1
        return {
            n: _numbers(self.made.said[n], [ranking.Ballot(*said, k) for said, k in cast.items()])
            for n, cast in ballots.items()
        }

    def _below(self) -> Counter[int]:
        """Visible comments under each root."""
        roots: list[int] = []
        below: Counter[int] = Counter()
        for n, said in enumerate(self.made.said):
            roots.append(n if said.parent < 0 else roots[said.parent])
            below[roots[n]] += said.parent >= 0 and state_of(n) == "visible"
        return below

    def _best(self) -> tuple[dict[int, Strength], Counter[int]]:
        """The strongest visible answer from the other side to each, and how many such there are."""
        best: dict[int, Strength] = {}
        rebuttals: Counter[int] = Counter()
        for n, said in enumerate(self.made.said):
            if said.parent < 0 or state_of(n) != "visible" or not self._rebuts(said):
                continue
            rebuttals[said.parent] += 1
            score, tiebreak = self.kept.get(n, _UNRATED)[-2:]
            best[said.parent] = max(best.get(said.parent, (-1.0, -1.0, -1)), (score, tiebreak, n))
        return best, rebuttals

    def _rebuts(self, said: Said) -> bool:
        answered = self.made.said[said.parent].side
        return {said.side, answered} == {"for", "against"}


def state_of(n: int) -> str:
    """Of a hundred comments none is out of sight, of a thousand some are."""
    if n % 1000 == 500:
        return "held"
    return "deleted" if n % 300 == 150 else "visible"


def _numbers(said: Said, ballots: list[ranking.Ballot]) -> tuple[Any, ...]:
    return tuple(ranking.numbers(said.side, ballots).values())


_UNRATED = tuple(ranking.numbers(Position.FOR, []).values())


def _passages(article: Article) -> list[int]:
    """One for each claim of the essay."""
    with transaction.atomic():
        return [passage_for(article, Quotation(claim=number)).pk for number in (1, 2, 3)]
