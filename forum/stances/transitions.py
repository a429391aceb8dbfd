"""How many readers moved from where to where, and how much of that may be told. Pure.

Nine cells count readers by first stance and stance now. Any number under five could tell those who
know some of the readers where the others stand, so it is not shown: cell or total. Nor is any other
number from which it could be worked out (complementary suppression):

The cells and their totals are the edges of a circulation, from all readers through a first stance
and a stance now back to all readers, in which what comes into a node goes out of it. What is shown
is fixed; what is hidden may be anything that keeps the sums right. So a hidden number can be worked
out if and only if no cycle of hidden edges through it can take one reader more or one less. Cells
are hidden, those that matter least first, until every hidden number has such a cycle

- even for someone who knows which of them are under five and which are hidden to cover for those,
- and even for someone who knows how many stand where now: the thesis panel tells those shares.

If hiding cells is not enough, the totals go, and the rates with them; then everything.
The method: L. H. Cox, 'Suppression methodology and statistical disclosure control', Journal of the
American Statistical Association 75, 1980, 377-385.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from math import inf

from forum.articles.positions import Stand
from forum.comments.ranking import wilson_interval
from forum.comments.telling import READERS_MIN

STANDS = (Stand.FOR.value, Stand.UNDECIDED.value, Stand.AGAINST.value)

type Moves = Mapping[str, Mapping[str, int]]  # readers by first stance, by stance now
type Edge = tuple[str, str]  # between two nodes; of a cell ('came for', 'now against')

READERS: Edge = ("left", "entered")
CAME: dict[str, Edge] = {stand: ("entered", f"came {stand}") for stand in STANDS}
NOW: dict[str, Edge] = {stand: (f"now {stand}", "left") for stand in STANDS}
CELLS: dict[tuple[str, str], Edge] = {
    (first, now): (CAME[first][1], NOW[now][0]) for first, now in product(STANDS, STANDS)
}


@dataclass(frozen=True)
class Rate:
    """How many of those who came in on one side now stand on the other, with an 80 % interval."""

    first: str
    now: str
    moved: int
    came: int

    @property
    def share(self) -> float:
        return self.moved / self.came

    @property
    def interval(self) -> tuple[float, float]:
        """Both ends of Wilson's score interval (`ranking.Z`), 0 to 1."""
        return wilson_interval(self.moved, self.came)


@dataclass(frozen=True)
class Transitions:
    """What may be told: each number, or None where it is hidden."""

    numbers: Mapping[Edge, int]

    def cell(self, first: str, now: str) -> int | None:
        return self.numbers.get(CELLS[first, now])

    def came(self, stand: str) -> int | None:
        return self.numbers.get(CAME[stand])

    def now(self, stand: str) -> int | None:
        return self.numbers.get(NOW[stand])

    @property
    def readers(self) -> int | None:
        return self.numbers.get(READERS)

    @property
    def is_empty(self) -> bool:
        return not any(edge in self.numbers for edge in CELLS.values())

    def rate(self, first: str, now: str) -> Rate | None:
        """None where the cell or the total it is a share of is hidden."""
        moved, came = self.cell(first, now), self.came(first)
        return Rate(first, now, moved, came) if moved and came else None


def told(moves: Moves) -> Transitions:
    """What may be told of an essay's readers."""
    return _told(tuple(moves.get(first, {}).get(now, 0) for first, now in CELLS))


@lru_cache(maxsize=2048)  # the nine numbers are all that it depends on
def _told(counts: tuple[int, ...]) -> Transitions:
    numbers = _with_totals(dict(zip(CELLS, counts, strict=True)))
    small = {edge for edge, readers in numbers.items() if readers < READERS_MIN}
    for totals in (_hidden_totals(small), {*CAME.values(), *NOW.values(), READERS}):
        for extra in COVERS:
            hidden = small | totals | extra
            if not small & extra and _is_covered(numbers, hidden):
                return Transitions({e: n for e, n in numbers.items() if e not in hidden})
    return Transitions({})


def _with_totals(cells: Mapping[tuple[str, str], int]) -> dict[Edge, int]:
    came = {CAME[s]: sum(n for (first, _), n in cells.items() if first == s) for s in STANDS}
    now = {NOW[s]: sum(n for (_, last), n in cells.items() if last == s) for s in STANDS}
    return {
        **{CELLS[step]: readers for step, readers in cells.items()},
        **came,
        **now,
        READERS: sum(cells.values()),
    }


def _hidden_totals(small: set[Edge]) -> set[Edge]:
    """With one total of those who stand somewhere now, all: the others would tell it."""
    now, came = {*NOW.values()}, {*CAME.values()}
    hidden = now if small & now else set()
    return hidden | ({READERS} if small & (now | came) else set())


def _weight(step: tuple[str, str]) -> int:
    """How much the page would miss a cell: most of all those who changed sides."""
    undecided = step.count(Stand.UNDECIDED.value)
    return {2: 1, 1: 2}.get(undecided, 3 if step[0] == step[1] else 7)


# Every set of cells that may be hidden to cover for others, the one that is missed least first.
COVERS: list[frozenset[Edge]] = [
    frozenset(CELLS[step] for step in steps)
    for steps in sorted(
        (steps for size in range(len(CELLS) + 1) for steps in combinations(CELLS, size)),
        key=lambda steps: sum(map(_weight, steps)),
    )
]


def _is_covered(numbers: Mapping[Edge, int], hidden: set[Edge]) -> bool:
    """Can nothing hidden be worked out, from the page or from the shares in the thesis panel?"""
    if not all(is_open(edge, numbers, hidden) for edge in hidden):
        return False
    unknown = hidden - {*NOW.values(), READERS}
    cells = (edge for edge in CELLS.values() if edge in hidden)
    # Where the panel says that nobody stands, nobody's stance is told by a hidden nought.
    return all(is_open(edge, numbers, unknown) for edge in cells if _column(edge, numbers) > 0)


def _column(cell: Edge, numbers: Mapping[Edge, int]) -> int:
    return next(readers for edge, readers in numbers.items() if edge[0] == cell[1])


def is_open(edge: Edge, numbers: Mapping[Edge, int], hidden: Iterable[Edge]) -> bool:
    """May this hidden number be another one, if all that is known is what is not hidden, and of the
    hidden which are under five?"""
    others = [other for other in hidden if other != edge]
    arcs = {arc for other in others for arc in _arcs(other, numbers[other])}
    return any(_leads(end, start, arcs) for start, end in _arcs(edge, numbers[edge]))


def _arcs(edge: Edge, readers: int) -> list[Edge]:
    """Where one reader more or less could go: along a number that may grow, against one that may
    shrink."""
    low, high = (0, READERS_MIN - 1) if readers < READERS_MIN else (READERS_MIN, inf)
    grow = [edge] if readers < high else []
    return grow + ([(edge[1], edge[0])] if readers > low else [])


def _leads(start: str, end: str, arcs: set[Edge]) -> bool:
    reached, fresh = {start}, {start}
    while fresh and end not in reached:
        fresh = {target for source, target in arcs if source in fresh} - reached
        reached |= fresh
    return end in reached
