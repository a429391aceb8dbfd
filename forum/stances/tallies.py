"""How many readers stand where. One reader's stance is theirs: only totals leave this module."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from forum.articles.models import Article
from forum.articles.positions import Stand
from forum.comments.telling import READERS_MIN
from forum.stances.models import Tally


@dataclass(frozen=True)
class Totals:
    """Readers on each side of one thesis, now; at least `READERS_MIN` in all."""

    for_readers: int
    undecided: int
    against_readers: int

    @property
    def readers(self) -> int:
        return self.for_readers + self.undecided + self.against_readers

    @property
    def for_share(self) -> int:
        """Per cent, rounded; the undecided take the rest, so that the three make 100."""
        return round(100 * self.for_readers / self.readers)

    @property
    def against_share(self) -> int:
        return round(100 * self.against_readers / self.readers)

    @property
    def undecided_share(self) -> int:
        return max(0, 100 - self.for_share - self.against_share)


def totals_of(articles: Iterable[Article]) -> dict[int, Totals]:
    """Totals by article id, of those with enough readers. One query for any number of articles."""
    tallies = Tally.objects.filter(article__in=[article.pk for article in articles])
    kept = dict(tallies.values_list("pk", "moves"))
    return {pk: totals for pk, moves in kept.items() if (totals := totals_in(moves))}


def note_totals(essays: Sequence[Article]) -> None:
    """Note in each essay of a list where its readers stand, or None of too few. One query."""
    totals = totals_of(essays)
    for essay in essays:
        essay.stance_totals = totals.get(essay.pk)


def tally_of(article: Article) -> Tally | None:
    """What the essay keeps of its readers; asked of the database once, or with the essay."""
    return getattr(article, "tally", None)


def totals_in(moves: Mapping[str, Mapping[str, int]]) -> Totals | None:
    """Where readers stand now, by a tally's moves; None of fewer than `READERS_MIN`."""
    now: Counter[str] = Counter()
    for readers in moves.values():
        now.update(readers)
    if now.total() < READERS_MIN:
        return None
    return Totals(*(now[stand] for stand in (Stand.FOR, Stand.UNDECIDED, Stand.AGAINST)))
