"""What an essay keeps of its readers' stances and answers, recomputed from their rows."""

from django.db import transaction
from django.db.models import Count

from forum.articles.models import Article
from forum.comments.actions.recount import Mended
from forum.stances.models import Stance, Tally

type Moves = dict[str, dict[str, int]]  # readers by first stance, by stance now


@transaction.atomic
def recount(article: Article) -> list[Mended]:
    """Recompute the essay's tally; returns what was not right.

    Under the tally's lock, which is the last one an action takes: so a stance or an answer that
    another writer is about to commit is counted by whichever of the two comes second.
    """
    tally = _locked(article.pk)
    right = {"moves": _moves(article.pk)}
    wrong = {name: now for name, now in right.items() if getattr(tally, name) != now}
    mended = [
        Mended(f"tally of {article.slug}", name, getattr(tally, name), now)
        for name, now in wrong.items()
    ]
    if wrong:
        Tally.objects.filter(pk=tally.pk).update(**wrong)
    return mended


def _locked(article_id: int) -> Tally:
    Tally.objects.get_or_create(article_id=article_id)
    return Tally.objects.select_for_update(no_key=True).get(pk=article_id)


def _moves(article_id: int) -> Moves:
    rows = Stance.objects.filter(article=article_id).order_by()
    moves: Moves = {}
    for first, now, readers in rows.values_list("first", "now").annotate(readers=Count("id")):
        moves.setdefault(first, {})[now] = readers
    return moves
