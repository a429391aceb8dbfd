"""How far back a question looks: as far as it can in bounded time, however much there is.

Where the rarest of what must be there is rare, everywhere. Where it is common, through the newest
texts that have it, some thousand; the reader can go on from there. For words that are common,
but seldom stand together or in just that row, no index finds in less time that they do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.search.blocks import SAMPLE, Span
from forum.search.engine import engine
from forum.search.engine.asking import Ask, Match

AT_ONCE = 1_024  # ids that are looked through first, whatever is asked: mostly enough
# A word is rare that has fewer samples; each stands for 64 texts.
SAMPLES = 16
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
    near = Span(essays, max(last - AT_ONCE + 1, 1), last)
    found = engine().matches(ask, near, most, using)
    since = near.first
    if len(found) < most and near.first > 1:
        since = min(since, _reach(ask, Span(essays, 1, last), using))
        further = Span(essays, since, near.first - 1)
        if since < near.first:
            found += engine().matches(ask, further, most - len(found), using)
    return Looked(found, found[-1].pk if len(found) == most else since)


def _reach(ask: Ask, span: Span, using: str) -> int:
    """From which id on the rarest of what must be there is in so many texts and no more."""
    since = span.last
    for any_of in _needed(ask):
        sampled = engine().keys(Ask((), (), (any_of, (SAMPLE,)), None), span, SAMPLES, using)
        if len(sampled) < SAMPLES:
            return 1
        since = min(since, sampled[-1])
    return since


def _needed(ask: Ask) -> Iterator[tuple[str, ...]]:
    """Of each of these one must be there: first what is likely to be rare, as long words are."""
    words = sorted(ask.words, key=len, reverse=True)
    needed = [*ask.groups, *((word,) for word in words)]
    yield from needed[:ASKED]
