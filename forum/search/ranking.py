"""How well a text fits the words that were asked for. Pure.

Each word or phrase counts as in BM25 (Robertson and Zaragoza, 2009, The Probabilistic Relevance
Framework, section 3.4): the second time says less than the first, and in a long text each says
less. How rare it is counts for nothing, as all of them must be there; to know it costs as much as
there is of it. In the title or thesis it counts beside that.
"""

from collections.abc import Iterable

from forum.search.engine.asking import Match
from forum.search.query import Term

K = 1.2  # how soon more of the same says nothing new
B = 0.6  # how much the length counts
USUAL = 600  # characters of a usual text's stems
TITLE, THESIS = 2.0, 1.2  # what a word there counts beside the body's, which is below K + 1


def score(match: Match, wanted: Iterable[Term]) -> float:
    """From 0 up."""
    length = 1 - B + B * len(match.body) / USUAL
    return sum(_of(match, f" {' '.join(term)} ", length) for term in wanted)


def _of(match: Match, row: str, length: float) -> float:
    times = match.body.count(row)
    said = times * (K + 1) / (times + K * length) if times else 0.0
    return said + TITLE * (row in match.title) + THESIS * (row in match.thesis)
