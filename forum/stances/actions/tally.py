"""What an essay keeps of its readers' stances and answers, recomputed from their rows."""

from django.db import transaction
from django.db.models import Count

from forum.articles.models import Article
from forum.comments.actions.recount import Mended
from forum.stances.crux import crux_of
from forum.stances.models import ClaimAnswer, Stance, Tally

type Moves = dict[str, dict[str, int]]  # readers by first stance, by stance now
type Answers = dict[str, dict[str, int]]  # readers by claim's number, by answer

CRUX_ALWAYS = 5_000  # answers: finding the crux reads them all, which takes 40 ms for so many


@transaction.atomic
def recount(article: Article, exactly: bool = False) -> list[Mended]:
    """Recompute the essay's tally; returns what was not right.

    The crux of very many answers is found anew at every change only if it must be `exactly` right.

    Under the tally's lock, which is the last one an action takes: so a stance or an answer that
    another writer is about to commit is counted by whichever of the two comes second.
    """
    tally = _locked(article.pk)
    answers = _answers(article.pk)
    right: dict[str, object] = {"moves": _moves(article.pk), "answers": answers}
    if exactly or is_crux_due(sum(sum(readers.values()) for readers in answers.values())):
        right |= _crux(article.pk)
    wrong = {name: now for name, now in right.items() if getattr(tally, name) != now}
    mended = [
        Mended(f"tally of {article.slug}", name, getattr(tally, name), now)
        for name, now in wrong.items()
    ]
    if wrong:
        Tally.objects.filter(pk=tally.pk).update(**wrong)
    return mended


def is_crux_due(answers: int) -> bool:
    """At this many answers, is the crux found anew? One among many moves it little: beyond
    `CRUX_ALWAYS` it is found at one number in so many that a change costs the same on average."""
    return answers % max(1, answers // CRUX_ALWAYS) == 0


def _locked(article_id: int) -> Tally:
    Tally.objects.get_or_create(article_id=article_id)
    return Tally.objects.select_for_update(no_key=True).get(pk=article_id)


def _moves(article_id: int) -> Moves:
    rows = Stance.objects.filter(article=article_id).order_by()
    moves: Moves = {}
    for first, now, readers in rows.values_list("first", "now").annotate(readers=Count("id")):
        moves.setdefault(first, {})[now] = readers
    return moves


def _answers(article_id: int) -> Answers:
    rows = ClaimAnswer.objects.filter(claim__article=article_id).order_by()
    answers: Answers = {}
    counted = rows.values_list("claim__number", "answer").annotate(readers=Count("*"))
    for number, answer, readers in counted:
        answers.setdefault(str(number), {})[answer] = readers
    return answers


def _crux(article_id: int) -> dict[str, object]:
    """The crux of the claims that the essay makes now, over readers with an answer and a stance."""
    rows = ClaimAnswer.objects.filter(
        claim__article=article_id, claim__gone_in=None, reader__stances__article=article_id
    ).order_by()
    tables: dict[int, dict[tuple[str, str], int]] = {}
    counted = rows.values_list("claim", "answer", "reader__stances__now")
    for claim, answer, stand, readers in counted.annotate(readers=Count("id")):
        tables.setdefault(claim, {})[answer, stand] = readers
    crux = crux_of(tables)
    # Rounded: the same readers, fetched in another order, must add up to the same.
    return {"crux_id": crux and crux.claim, "crux_bits": round(crux.bits, 6) if crux else 0.0}
