"""The two papers a map is drawn on, for a desk and for a phone, and what is put where. Pure.

The spine stands in the middle of a sheet. Threads For grow from it to the left and those Against to
the right; it stands on a line that questions and remarks hang from. Distance is depth everywhere.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from forum.articles.positions import Position
from forum.comments.map.folding import Group, Paper, fold, reach
from forum.comments.map.forest import Branch, Row, forest
from forum.comments.map.layout import Spot, length, place

HEAD = 64  # px above the first thread: what each side is called, and how large it is
NOTE = 20  # a line of words under the threads
BASE_HEAD = 64  # above the line that the neutral threads hang from

type Point = tuple[float, float]


@dataclass(frozen=True)
class Sheet:
    """Sizes in px. `first` is the distance of the roots from the line, `step` that of each further
    level; those of the base hang from the line at the bottom."""

    width: int
    first: int
    step: int
    largest: float  # radius of a mark
    side: Paper
    base: Paper
    head: int = 22  # from the spine to the mark that heads each side
    has_names: bool = False  # beside the threads; else numbers only
    base_first: int = 40
    base_step: int = 32

    @property
    def middle(self) -> float:
        return self.width / 2

    def reach(self, branch: Branch) -> float:
        """From the middle of a mark to its edge."""
        return min(reach(branch), self.largest)


# Six levels reach as far as leaves room for a name, and 2,100 px are five screens of a phone.
_SIDE = Paper(room=2100, threads=24, levels=6, named=10)
_BASE = Paper(room=1120, threads=24, levels=4, named=6, name_room=36, thread_room=36, rest_room=34)
WIDE = Sheet(1120, 70, 62, largest=15.6, side=_SIDE, base=_BASE, head=28, has_names=True)
_NARROW_BASE = Paper(350, 8, 4, named=6, name_room=36, thread_room=36, rest_room=34)
NARROW = Sheet(350, 32, 20, largest=9.0, side=_SIDE, base=_NARROW_BASE)


@dataclass
class Plan:
    """A debate laid out on a sheet: what is drawn of each position, and where."""

    sheet: Sheet
    groups: dict[Position, Group]
    spots: dict[Position, list[Spot]]

    @cached_property
    def foot(self) -> float:
        """Where the threads of the longer side end."""
        sides = (self.groups[Position.FOR], self.groups[Position.AGAINST])
        return HEAD + max(length(group, self.sheet.side) for group in sides)

    @cached_property
    def base(self) -> float:
        """The line that the neutral threads hang from."""
        lines = max(_lines(self.groups[p]) for p in (Position.FOR, Position.AGAINST))
        return self.foot + NOTE * lines + BASE_HEAD

    @cached_property
    def height(self) -> float:
        """Of the whole sheet. Without neutral threads it ends where the sides do."""
        lines = max(_lines(group) for group in self.groups.values())
        if not self.has_base:
            return self.foot + NOTE * (lines + 1)
        deepest = max((spot.level for spot in self.of(Position.NEUTRAL)), default=0)
        trees = self.sheet.base_first + self.sheet.base_step * max(deepest - 1, 0) + NOTE
        return self.base + trees + NOTE * _lines(self.groups[Position.NEUTRAL]) + 18

    @cached_property
    def left(self) -> float:
        """Where the first of the neutral threads begins; they hang in the middle of their line."""
        return (self.sheet.width - length(self.groups[Position.NEUTRAL], self.sheet.base)) / 2

    @property
    def has_base(self) -> bool:
        group = self.groups[Position.NEUTRAL]
        return bool(group.threads or group.folded)

    def of(self, position: Position) -> Iterator[Spot]:
        """Every comment drawn in the threads of this position, the neutral's replies too."""
        for root in self.spots[position]:
            yield from root

    def point(self, position: Position, level: float, at: float) -> Point:
        """Where on the sheet a place in the group of a position is: x and y."""
        sheet = self.sheet
        if position == Position.NEUTRAL:
            return self.left + at, self.base + sheet.base_first + sheet.base_step * (level - 1)
        out = sheet.first + sheet.step * (level - 1)
        return sheet.middle + (out if position == Position.AGAINST else -out), HEAD + at


def plan(rows: Iterable[Row], beyond: Mapping[str, int], sheet: Sheet) -> Plan:
    """Fold and lay out the debate for a sheet. `beyond` counts, for each position, the threads that
    are not among the rows."""
    roots = forest(rows)
    groups, spots = {}, {}
    for position in Position:
        paper = sheet.base if position == Position.NEUTRAL else sheet.side
        own = [root for root in roots if root.row.position == position]
        groups[position] = fold(own, paper)
        groups[position].beyond = beyond.get(position, 0)
        spots[position] = place(groups[position], paper)
    return Plan(sheet, groups, spots)


def _lines(group: Group) -> int:
    """How many lines say what of the group is folded."""
    return sum(map(bool, (group.lone, group.small, group.beyond)))
