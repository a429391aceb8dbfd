"""What the index is asked, and what it answers."""

from collections.abc import Iterator
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
    marked AWAY is left out, unless it has this mark (of whom it is); None leaves nothing out.
    `rarest`: of these one must be there, too, and few texts have one.

    An index is asked for single words and marks. That words stand in a row it would not find out
    in bounded time, where they are common; this is read in the texts that have them all."""

    wanted: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    hidden_but: str | None = marks.seen_by(None)
    rarest: tuple[str, ...] = ()

    def narrowed(self, *marked: str) -> "Ask":
        """Those besides that have one of these marks."""
        return replace(self, groups=(marked, *self.groups))

    @property
    def words(self) -> list[str]:
        """The stems that must all be there, each once."""
        return list(dict.fromkeys(stem for term in self.wanted for stem in term))

    @property
    def unwanted(self) -> list[str]:
        return [term[0] for term in self.without if len(term) == 1]

    def rows(self, least: int) -> Iterator[tuple[str, bool]]:
        """Stems that stand in a row, so many at least, as the texts of the index have them; and
        whether they must."""
        for terms, must in ((self.wanted, True), (self.without, False)):
            yield from ((f" {' '.join(term)} ", must) for term in terms if len(term) >= least)


class Match(NamedTuple):
    """One that matches: the id of an essay or comment, and its stems, as far as they are read."""

    pk: int
    title: str
    thesis: str
    body: str
