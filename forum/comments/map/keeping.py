"""The map of a debate as it is shown: drawn once for all readers, and kept for a minute.

A kept map is up to `FRESH` behind what is posted and rated. What is hidden, removed, deleted or
restored is not late: the newest such change is a part of the key, so a map from before it is not
found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from django.utils.translation import get_language

from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments.map import words
from forum.comments.map.drawing import Ink, named, svg
from forum.comments.map.fetching import REPLIES, ROOTS, debate_of, said_in
from forum.comments.map.forest import Said
from forum.comments.map.layout import Spot
from forum.comments.map.sheets import NARROW, WIDE, Plan, plan
from forum.comments.models import Comment
from forum.keeping import Kept, kept

FRESH = timedelta(seconds=60)


@dataclass(frozen=True)
class Thread:
    """A numbered thread, for the list beside the drawing."""

    id: int
    name: str
    words: str
    replies: int
    score: float


@dataclass(frozen=True)
class Side:
    """What the list says of one position: its numbered threads, and what is folded."""

    position: Position
    threads: list[Thread]
    folded: list[str]


@dataclass(frozen=True)
class Map:
    """A drawn debate. `sides` has the positions For, Against and Neutral."""

    wide: str
    narrow: str
    sides: list[Side]
    is_whole: bool  # else only the most discussed threads were read

    # What a debate that is not drawn whole is said to show.
    roots: ClassVar = ROOTS
    replies: ClassVar = REPLIES

    @property
    def is_empty(self) -> bool:
        return not any(side.threads or side.folded for side in self.sides)

    @property
    def largest(self) -> tuple[Side, Thread] | None:
        """The thread with the most replies, with its side."""
        firsts = [(side, side.threads[0]) for side in self.sides if side.threads]
        return max(firsts, key=lambda first: first[1].replies, default=None)


def map_of(article: Article) -> Kept[Map]:
    """The map of the article's debate, kept or drawn now. The same for every reader."""
    return kept(key_of(article), lambda: draw(article), FRESH)


def key_of(article: Article) -> str:
    """Changes with every change of a comment's state, and is read in one step of an index."""
    changes = Comment.objects.filter(article=article, state_at__isnull=False)
    newest = changes.order_by("-state_at").values_list("state_at", flat=True).first()
    stamp = newest.timestamp() if newest else 0
    return f"map:{article.pk}:{get_language()}:{stamp}"


def draw(article: Article) -> Map:
    """The map as the debate stands now. Five queries at the most."""
    debate = debate_of(article)
    plans = [plan(debate.rows, debate.beyond, sheet) for sheet in (WIDE, NARROW)]
    said = said_in(article, {spot.branch.row.id for drawn in plans for spot in _all(drawn)})
    ink = Ink(said, {position: getattr(article, f"{position}_count") for position in Position})
    wide, narrow = (svg(drawn, ink) for drawn in plans)
    sides = [_side(plans[0], position, said) for position in Position]
    return Map(wide, narrow, sides, debate.is_whole)


def _all(drawn: Plan) -> Iterator[Spot]:
    for position in Position:
        yield from drawn.of(position)


def _side(drawn: Plan, position: Position, said: dict[int, Said]) -> Side:
    threads = []
    for spot in named(drawn, position):
        row, told = spot.branch.row, said.get(spot.branch.row.id)
        name = words.name_of(told) if row.is_shown else ""
        threads.append(
            Thread(row.id, name, told.words if told else "", spot.branch.size, row.score)
        )
    return Side(position, threads, words.folded(drawn.groups[position], position))
