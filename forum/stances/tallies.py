"""How many readers stand where. One reader's stance is theirs: only totals leave this module."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from forum.articles.models import Article
from forum.articles.positions import Stand
from forum.stances.models import Stance

# A total of fewer readers would tell those who know some of them where the others stand.
READERS_MIN = 5


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
    ids = [article.pk for article in articles]
    rows = Stance.objects.filter(article__in=ids).order_by()
    counts: dict[int, dict[str, int]] = {}
    for article_id, stand, readers in rows.values_list("article", "now").annotate(Count("id")):
        counts.setdefault(article_id, {})[stand] = readers
    return {
        pk: _totals(count) for pk, count in counts.items() if sum(count.values()) >= READERS_MIN
    }


def _totals(count: dict[str, int]) -> Totals:
    return Totals(*(count.get(stand, 0) for stand in (Stand.FOR, Stand.UNDECIDED, Stand.AGAINST)))
