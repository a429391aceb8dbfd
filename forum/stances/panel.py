"""What the thesis panel shows one reader: where they stand, and where all readers do."""

from dataclasses import dataclass

from django.db import router

from forum import sql
from forum.articles.models import Article
from forum.articles.positions import Stand
from forum.stances import flow, rules
from forum.stances.models import Stance, Tally
from forum.stances.tallies import Totals, tally_of, totals_in
from forum.stances.transitions import told

_STAND = f"SELECT now FROM {Stance._meta.db_table} WHERE article_id = %s AND reader_id = %s"


@dataclass(frozen=True)
class Panel:
    """`stand` is '' before the reader took a stance; `refusal` says why they cannot take one."""

    article: Article
    stand: str = ""
    totals: Totals | None = None
    refusal: str = ""
    tally: Tally | None = None

    @property
    def crossings(self) -> list[flow.Crossing]:
        """How many changed sides, for the short table after the debate."""
        return flow.crossings(told(self.tally.moves if self.tally else {}))

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """Value, mark and word of each choice, in the order of the columns."""
        return [(stand.value, stand.mark, str(stand.label)) for stand in Stand]


def stand_of(reader: object, article: Article) -> str:
    """Where this reader stands on the article's thesis; '' for visitors and without a stance."""
    if not getattr(reader, "is_authenticated", False):
        return ""
    using = router.db_for_read(Stance)
    for (now,) in sql.rows(_STAND, [article.pk, getattr(reader, "pk", None)], using):
        return str(now)
    return ""


def for_reader(article: Article, viewer: object) -> Panel:
    tally = tally_of(article)
    return Panel(
        article=article,
        stand=stand_of(viewer, article),
        totals=totals_in(tally.moves) if tally else None,
        refusal=rules.may_take_stance(viewer, article),
        tally=tally,
    )
