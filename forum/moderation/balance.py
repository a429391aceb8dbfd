"""Is one side moderated harder than the other? Two shares, and what their difference may be. Pure.

Each share has Wilson's score interval (see `comments/ranking.py`). The difference of the two has
the hybrid score interval made of them: R. G. Newcombe, 'Interval estimation for the difference
between independent proportions: comparison of eleven methods', Statistics in Medicine 17, 1998,
873-890, method 10. It stays honest where a side has few arguments or none was taken down, which
the usual interval does not.
"""

from dataclasses import dataclass
from enum import Enum
from math import hypot

from forum.comments.ranking import wilson_interval

# The normal quantile of a 95 % interval: one true value in twenty lies outside. Ranking asks for
# less (80 %), for it has to choose an order; here a claim is made.
Z = 1.959964
# With fewer on a side nothing is claimed. Worked out for shares up to a half: from ten on, and up
# to a hundred on the other side, the interval leaves out nought for equal sides in 6 cases of 100
# at the most; with one against three (1 of 1, 0 of 3) in 12.
FEW = 10


class Verdict(Enum):
    """What the numbers carry, and no more."""

    EMPTY = "empty"  # a side without anything to count: no comparison
    FEW = "few"  # too few on a side for their difference to say anything
    NONE = "none"  # it happened to neither side
    CHANCE = "chance"  # the difference could be chance
    FOR = "for"  # it happened to For more often than chance alone would make it
    AGAINST = "against"


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, as counted."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} of {self.whole}")

    @property
    def value(self) -> float:
        """0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends of Wilson's 95 % interval; (0, 1) of nothing."""
        return wilson_interval(self.part, self.whole, Z)

    @property
    def percent(self) -> str:
        return percent(self.value)

    @property
    def percents(self) -> tuple[str, str]:
        """Both ends of the interval."""
        low, high = self.interval
        return percent(low), percent(high)


@dataclass(frozen=True)
class Comparison:
    """How often the same thing happened to the two sides."""

    pro: Share
    contra: Share

    @property
    def difference(self) -> float:
        """Against less For, -1 to 1: above zero when it happened to Against more often."""
        return self.contra.value - self.pro.value

    @property
    def interval(self) -> tuple[float, float]:
        """Newcombe's 95 % interval of the difference; (-1, 1) where a side has nothing."""
        if not (self.pro.whole and self.contra.whole):
            return -1.0, 1.0
        (pro_low, pro_high), (contra_low, contra_high) = self.pro.interval, self.contra.interval
        below = hypot(self.contra.value - contra_low, pro_high - self.pro.value)
        above = hypot(contra_high - self.contra.value, self.pro.value - pro_low)
        return self.difference - below, self.difference + above

    @property
    def verdict(self) -> Verdict:
        if not (self.pro.whole and self.contra.whole):
            return Verdict.EMPTY
        if min(self.pro.whole, self.contra.whole) < FEW:
            return Verdict.FEW
        if not (self.pro.part or self.contra.part):
            return Verdict.NONE
        low, high = self.interval
        if low > 0:
            return Verdict.AGAINST
        return Verdict.FOR if high < 0 else Verdict.CHANCE


def percent(part: float) -> str:
    """A share in per cent, for people: a decimal below ten, where it matters."""
    value = 100 * part
    return f"{value:.0f}" if value >= 9.95 or value < 0.05 else f"{value:.1f}"
