"""Where a text stands among all of its kind, as marks: so that the index can be asked for a stretch
of them and no more, however many have the words that are asked for. Pure.

Each is in a block of 1,024 by its id, and in larger ones around that. Every 64th is a sample: how
far back one must go for so many samples with a word tells how common it is, without counting it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from forum.search.marks import SIGN

LEVELS = (10, 13, 16, 19)  # blocks of 1,024 ids, 8,192, 65,536, 524,288
SAMPLE = f"{SIGN}sample"
SAMPLED_OF = 64
# Knuth's multiplicative hash (The Art of Computer Programming 3, 6.4): it spreads ids that follow
# each other, or come at any regular distance, evenly.
HASH = 2_654_435_761
HASHED_TO = 1 << 32


@dataclass(frozen=True)
class Span:
    """Essays, or comments, from one id to another, both included."""

    essays: bool
    first: int
    last: int

    def parts(self, size: int) -> Iterator["Span"]:
        """From the newest back: one of so many ids, then of eight times as many each time."""
        last = self.last
        while last >= self.first:
            first = max(last - size + 1, self.first)
            yield Span(self.essays, first, last)
            last, size = first - 1, size * 8


def of(pk: int, is_essay: bool) -> list[str]:
    """The marks of one text."""
    its = [kind(is_essay), *(_block(level, pk >> level, is_essay) for level in LEVELS)]
    return [*its, SAMPLE] if is_sample(pk) else its


def is_sample(pk: int) -> bool:
    return pk * HASH % HASHED_TO < HASHED_TO // SAMPLED_OF


def covering(span: Span, most: int) -> tuple[str, ...]:
    """So many marks at the most of which everything in the stretch has one, and little besides:
    with sixteen they reach over it by an eighth, with four by a half."""
    for level in LEVELS:
        first, last = span.first >> level, span.last >> level
        if last - first < most:
            return tuple(_block(level, n, span.essays) for n in range(first, last + 1))
    return (kind(span.essays),)


def kind(is_essay: bool) -> str:
    """The mark of all essays, or of all comments."""
    return f"{SIGN}k{'e' if is_essay else 'c'}"


def _block(level: int, number: int, is_essay: bool) -> str:
    return f"{kind(is_essay)}{level}-{number}"
