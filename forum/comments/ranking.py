"""How strong a case is, from what readers said of it. Pure: no database here.

The steelman score is the lower end of Wilson's score interval for a share (E. B. Wilson, 'Probable
inference, the law of succession, and statistical inference', Journal of the American Statistical
Association 22, 1927, 209-212). Its use for ranking by ratings: Evan Miller, 'How not to sort by
average rating', 2009.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from forum.articles.positions import Position, Stand

# The normal quantile of an 80 % interval: the true share lies below the bound in one case of ten.
Z = 1.2816


def wilson_lower(strong: int, rated: int, z: float = Z) -> float:
    """The lowest share of *strong* that `strong` of `rated` ratings make plausible, 0 to 1.

        (p + z²/2n - z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n)    with p = strong/n, n = rated

    0 when nobody said strong. ValueError unless 0 ≤ strong ≤ rated.
    """
    if not 0 <= strong <= rated:
        raise ValueError(f"{strong} strong of {rated} ratings")
    if not strong:
        return 0.0  # the formula's too, but for a hair that rounding leaves
    share = strong / rated
    square = z * z
    middle = share + square / (2 * rated)
    spread = z * sqrt(share * (1 - share) / rated + square / (4 * rated * rated))
    return (middle - spread) / (1 + square / rated)


def wilson_interval(strong: int, rated: int, z: float = Z) -> tuple[float, float]:
    """Both ends of the interval that `wilson_lower` is the lower end of; (0, 1) of no ratings."""
    return wilson_lower(strong, rated, z), 1 - wilson_lower(rated - strong, rated, z)


@dataclass(frozen=True)
class Tally:
    """Ratings of one kind of reader: how many, and how many of them said *strong*."""

    strong: int = 0
    rated: int = 0

    def bound(self) -> float:
        return wilson_lower(self.strong, self.rated)


class Ballot(NamedTuple):
    """So many readers, who stand there ('' for no stance yet), all said the same."""

    stand: str
    strong: bool
    readers: int


def other_side(position: str) -> str:
    """The stance of the readers whose word lifts an argument; '' for a neutral one: all do."""
    return {"for": Stand.AGAINST.value, "against": Stand.FOR.value}.get(position, "")


def score(position: str, other: Tally, everyone: Tally) -> float:
    """The steelman score: the bound over readers of the other side; of a neutral one over all."""
    return everyone.bound() if position == Position.NEUTRAL else other.bound()


def numbers(position: str, ballots: Iterable[Ballot]) -> dict[str, int | float]:
    """All that a comment keeps of its ratings, by the names of its fields.

    A neutral comment has no sides: of its ratings only those of all and of the undecided count.
    """
    cast = list(ballots)
    other, undecided = _of(cast, other_side(position)), _of(cast, Stand.UNDECIDED)
    same = _of(cast, position if other_side(position) else "")
    everyone = Tally(
        sum(ballot.readers for ballot in cast if ballot.strong),
        sum(ballot.readers for ballot in cast),
    )
    tallies = {"other": other, "same": same, "undecided": undecided, "all": everyone}
    return {
        **{f"strong_{name}": tally.strong for name, tally in tallies.items()},
        **{f"rated_{name}": tally.rated for name, tally in tallies.items()},
        "score": score(position, other, everyone),
        "tiebreak": everyone.bound(),
    }


def _of(ballots: list[Ballot], stand: str) -> Tally:
    theirs = [ballot for ballot in ballots if stand and ballot.stand == stand]
    strong = sum(ballot.readers for ballot in theirs if ballot.strong)
    return Tally(strong, sum(ballot.readers for ballot in theirs))
