"""How far back a question looks: as far as it can in bounded time, however much there is.

Where the rarest of what must be there is rare, everywhere. Where it is common, through the newest
texts that have it, some five hundred; the reader can go on from there. For words that are common,
but seldom stand together or in just that row, no index finds in less time that they do not.
So it is one question to the index how rare each part is, and one what matches.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from forum.search.blocks import Span
from forum.search.engine import engine
from forum.search.engine.asking import Ask, Match

# A word is rare that has fewer samples; each stands for 64 texts.
SAMPLES = 8
ASKED = 20  # words and filters of which it is asked how common they are; nobody types more


@dataclass(frozen=True)
class Looked:
    """What was found, the newest first, and the lowest id that was looked at: 1 if all were."""

    found: list[Match]
    since: int


def look(ask: Ask, essays: bool, most: int, before: int | None, using: str) -> Looked:
    """The newest `most` that match, of essays or of comments, before the one of this id."""
    newest = engine().newest(essays, using)
    last = newest if before is None else min(newest, before - 1)
    if last < 1:
        return Looked([], 1)
    rarest, since = _reach(ask, Span(essays, 1, last), using)
    led = replace(ask, rarest=rarest)
    found = engine().matches(led, Span(essays, since, last), most, using)
    return Looked(found, found[-1].pk if len(found) == most else since)


def _reach(ask: Ask, span: Span, using: str) -> tuple[tuple[str, ...], int]:
    """The rarest of what must be there, and from which id on it is in so many texts and no more."""
    rarest: tuple[str, ...] = ()
    since = span.last
    for any_of in _needed(ask):
        sampled = engine().samples(any_of, span, SAMPLES, using)
        if len(sampled) < SAMPLES:
            return any_of, 1
        if sampled[-1] <= since:
            rarest, since = any_of, sampled[-1]
    return rarest, since


def _needed(ask: Ask) -> Iterator[tuple[str, ...]]:
    """Of each of these one must be there: first what is likely to be rare, as long words are."""
    words = sorted(ask.words, key=len, reverse=True)
    needed = [*ask.groups, *((word,) for word in words)]
    yield from needed[:ASKED]
