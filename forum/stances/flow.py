"""The drawing of who moved: a bar for each stance at first and now, bands between them.

Drawn from what `transitions.told` gives out and from nothing else, so that no length of a bar says
what a number does not: what is hidden has no band, and only adds to a bar if its total is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.articles.models import Article
from forum.articles.positions import Stand
from forum.stances.tallies import tally_of
from forum.stances.transitions import STANDS, Rate, Transitions, told

# In units of the drawing: 640 wide, so that a phone's is 0.55 px and a desk's about 1 px each.
LEFT, RIGHT = 152, 488  # where the bars' inner edges stand; outside them there is room for words
NEAR, FAR = LEFT + 140, RIGHT - 140  # what bends a band
TOP, HEIGHT, GAP = 40, 330, 22  # of all readers' bars together, and between two bars
LABEL = 54  # between two labels of a side at least: two lines of a phone's size


@dataclass
class Bar:
    """A stance at first or now. `readers` is None where the total is hidden."""

    stand: str
    readers: int | None
    top: float
    height: float
    label: float = 0  # where its word stands
    rest: float = 0  # down to where it has bands

    @property
    def hidden(self) -> float:
        """How much of the bar has no band."""
        return max(0.0, self.top + self.height - self.rest)

    @property
    def word(self) -> str:
        return str(Stand(self.stand).label)

    @property
    def mark(self) -> str:
        return Stand(self.stand).mark


@dataclass(frozen=True)
class Band:
    """The readers who came in on one stance and now stand on another, or on the same."""

    first: str
    now: str
    readers: int
    path: str

    @property
    def title(self) -> str:
        steps = _("{first} to {now}") if self.first != self.now else _("stayed {first}")
        names = {"first": Stand(self.first).label, "now": Stand(self.now).label}
        words = ngettext("{step}: {n} reader", "{step}: {n} readers", self.readers)
        return words.format(step=steps.format(**names), n=self.readers)


@dataclass(frozen=True)
class Flow:
    """What the page says of an essay's readers, at first and now."""

    told: Transitions
    came: list[Bar]
    now: list[Bar]
    bands: list[Band]

    @property
    def is_empty(self) -> bool:
        return not self.bands

    @property
    def bottom(self) -> int:
        """Where the drawing ends."""
        ends = [max(bar.top + bar.height, bar.label + LABEL / 2) for bar in self.came + self.now]
        return round(max(ends)) + 2

    @property
    def is_whole(self) -> bool:
        """Are all nine numbers told?"""
        return len(self.bands) == len(STANDS) ** 2

    @property
    def rows(self) -> list[tuple[Bar, list[tuple[int | None, bool]]]]:
        """The table: each first stance with its readers by stance now, and whether they moved."""
        return [
            (bar, [(self.told.cell(bar.stand, now), bar.stand != now) for now in STANDS])
            for bar in self.came
        ]

    @property
    def crossings(self) -> list["Crossing"]:
        return crossings(self.told)


@dataclass(frozen=True)
class Crossing:
    """A change of sides in words. `rate` is None where too few took it to be told."""

    first: Stand
    now: Stand
    rate: Rate | None

    @property
    def name(self) -> str:
        return _("{first} to {now}").format(first=self.first.label, now=self.now.label)

    @property
    def share(self) -> int:
        """Per cent."""
        return round(100 * self.rate.share) if self.rate else 0

    @property
    def interval(self) -> tuple[int, int]:
        """Per cent."""
        low, high = self.rate.interval if self.rate else (0, 1)
        return round(100 * low), round(100 * high)


def crossings(numbers: Transitions) -> list[Crossing]:
    """For to Against, and Against to For."""
    ways = ((Stand.FOR, Stand.AGAINST), (Stand.AGAINST, Stand.FOR))
    return [Crossing(*way, numbers.rate(*way)) for way in ways]


def of(article: Article) -> Flow:
    """The flow of an essay's readers. One query, or none if its tally was fetched with it."""
    tally = tally_of(article)
    return drawn(told(tally.moves if tally else {}))


def drawn(numbers: Transitions) -> Flow:
    """Lay out bars and bands. Both sides have one scale, and share the height with their gaps."""
    came = {stand: _length(numbers.came(stand), _row(numbers, stand)) for stand in STANDS}
    now = {stand: _length(numbers.now(stand), _column(numbers, stand)) for stand in STANDS}
    scale = (HEIGHT - 2 * GAP) / max(1, sum(came.values()), sum(now.values()))
    left = _bars({stand: (numbers.came(stand), n * scale) for stand, n in came.items()})
    right = _bars({stand: (numbers.now(stand), n * scale) for stand, n in now.items()})
    bands = list(_bands(numbers, left, right, scale))
    # Who moved is painted over who stayed.
    bands.sort(key=lambda band: band.first != band.now)
    return Flow(numbers, left, right, bands)


def _row(numbers: Transitions, stand: str) -> Iterable[int]:
    return (numbers.cell(stand, now) or 0 for now in STANDS)


def _column(numbers: Transitions, stand: str) -> Iterable[int]:
    return (numbers.cell(first, stand) or 0 for first in STANDS)


def _length(total: int | None, shown: Iterable[int]) -> int:
    return sum(shown) if total is None else total


def _bars(sizes: dict[str, tuple[int | None, float]]) -> list[Bar]:
    """One under the other, in the order of the columns, with labels that do not touch."""
    bars: list[Bar] = []
    top, label = float(TOP), float(TOP - LABEL)
    for stand, (readers, height) in sizes.items():
        label = max(top + height / 2, label + LABEL, TOP + LABEL / 3)
        bars.append(Bar(stand, readers, top, height, label, rest=top))
        top += height + GAP
    return bars


def _bands(numbers: Transitions, left: list[Bar], right: list[Bar], scale: float) -> Iterable[Band]:
    """From each bar down its length, in the order of where they go to and where they come from."""
    for source in left:
        for target in right:
            readers = numbers.cell(source.stand, target.stand)
            if readers:
                thick = readers * scale
                path = _path(source.rest, target.rest, thick)
                yield Band(source.stand, target.stand, readers, path)
                source.rest += thick
                target.rest += thick


def _path(start: float, end: float, thick: float) -> str:
    """A band between the bars that leaves and arrives level."""
    there = f"M{LEFT} {start:.1f}C{NEAR} {start:.1f} {FAR} {end:.1f} {RIGHT} {end:.1f}"
    low, high = start + thick, end + thick
    back = f"v{thick:.1f}C{FAR} {high:.1f} {NEAR} {low:.1f} {LEFT} {low:.1f}z"
    return there + back
