"""What the index is asked, and what it answers."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from forum.search import marks
from forum.search.query import Term

# Of each match, so many letters of its stems are read to rank it: the first six hundred words or
# so. One that matches later only counts as one that says it once.
READ = 4_000


@dataclass(frozen=True)
class Ask:
    """`wanted` must all be there, and of each group of `groups` one mark. `hidden_but`: what is
    marked AWAY is left out, unless it has this mark (of whom it is); None leaves nothing out."""

    wanted: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    hidden_but: str | None = marks.seen_by(None)

    def narrowed(self, *marked: str) -> "Ask":
        """Those besides that have one of these marks."""
        return replace(self, groups=(*self.groups, marked))


@dataclass(frozen=True)
class Reach:
    """How far a question goes: essays or comments, the newest `most` of them, before the one of
    id `before` if it is given."""

    essays: bool
    most: int
    before: int | None = None


class Match(NamedTuple):
    """One that matches: the id of an essay or comment, and its stems, as far as they are read."""

    pk: int
    title: str
    thesis: str
    body: str
