"""Where an essay stands among all by what its readers think of it: how evenly they are split, and
how many changed their minds. Pure; each is one number, kept with the tally, so that a list costs
the same however many essays there are.

Both are lower ends of an 80 % interval (`ranking.wilson_lower`), so that few readers lift nothing
high: three of five count for less than thirty of fifty. And both are reckoned only from numbers
that the essay's own page tells, so the order gives away nobody's stance: what is hidden there, so
that few readers cannot be worked out (`transitions.py`), counts here as nought.
"""

from forum.comments.ranking import wilson_lower
from forum.stances.tallies import totals_in
from forum.stances.transitions import STANDS, Moves, told

PARTS = 10_000  # of the whole: a bound is kept as so many, which a page's address can hold exactly
# Arguments on each side, or nothing was contested in the debate. How many there are says no more
# than that: one person can write many, but has one stance.
ARGUMENTS_MIN = 3


def places(moves: Moves) -> dict[str, int]:
    """By the names of the tally's fields."""
    return {"contested": contested(moves), "changed": changed(moves)}


def contested(moves: Moves) -> int:
    """At least this share of the readers who took a side stand on the smaller one, in `PARTS`: half
    at the most. 0 of fewer than five readers."""
    totals = totals_in(moves)
    if totals is None:
        return 0
    sides = (totals.for_readers, totals.against_readers)
    return _bound(min(sides), sum(sides))


def changed(moves: Moves) -> int:
    """At least this share of the readers stand elsewhere now than at first, in `PARTS`: of those
    who came in on a stance whose number of readers is told. 0 where none is."""
    shown = told(moves)
    came = {first: shown.came(first) for first in STANDS}
    known = [first for first in STANDS if came[first]]
    steps = ((first, now) for first in known for now in STANDS if first != now)
    moved = sum(shown.cell(*step) or 0 for step in steps)
    return _bound(moved, sum(came[first] or 0 for first in known))


def _bound(some: int, everyone: int) -> int:
    return round(PARTS * wilson_lower(some, everyone)) if everyone else 0
