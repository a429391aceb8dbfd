"""Where the drawing of a comparison puts what it draws. Pure.

Two shares with their intervals on one scale from nothing; below them the difference, across the
spine: to the left it happened more often to For, to the right more often to Against.
"""

from dataclasses import dataclass

from forum.moderation.balance import Comparison, Share

# In units of the drawing, which is 640 wide: about 1 px each on a desk, and 0.55 px on a phone.
LEFT, RIGHT = 168, 616  # where a scale begins and ends; left of it there is room for words
MIDDLE = (LEFT + RIGHT) // 2
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)  # a scale ends at one of these


@dataclass(frozen=True)
class Whisker:
    """A value and its interval, as places on a scale."""

    low: int
    at: int
    high: int


@dataclass(frozen=True)
class Tick:
    at: int
    percent: int | float


@dataclass(frozen=True)
class Plot:
    pro: Whisker
    contra: Whisker
    ticks: list[Tick]
    difference: Whisker
    points: list[Tick]  # of the scale of the difference, both ends and nought

    # The scales' ends and the spine, for the template.
    left: int = LEFT
    right: int = RIGHT
    middle: int = MIDDLE


def plot_of(comparison: Comparison) -> Plot:
    end = _end(max(comparison.pro.interval[1], comparison.contra.interval[1]))
    low, high = comparison.interval
    reach = _end(max(-low, high))
    return Plot(
        _share(comparison.pro, end),
        _share(comparison.contra, end),
        [Tick(_across(part * end, end), _percent(part * end)) for part in (0, 0.5, 1)],
        Whisker(*(_about(value, reach) for value in (low, comparison.difference, high))),
        [Tick(_about(part * reach, reach), _percent(abs(part) * reach)) for part in (-1, 0, 1)],
    )


def _end(value: float) -> float:
    """The shortest scale that holds the value."""
    return next((step for step in STEPS if value <= step), 1.0)


def _share(share: Share, end: float) -> Whisker:
    low, high = share.interval
    return Whisker(_across(low, end), _across(share.value, end), _across(high, end))


def _across(value: float, end: float) -> int:
    return round(LEFT + (RIGHT - LEFT) * value / end)


def _about(value: float, reach: float) -> int:
    return round(MIDDLE + (RIGHT - MIDDLE) * value / reach)


def _percent(value: float) -> int | float:
    percent = round(100 * value, 1)
    return int(percent) if percent == int(percent) else percent
