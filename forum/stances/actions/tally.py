"""What an essay keeps of its readers' stances and answers, recomputed from their rows."""

import json

from django.db import transaction
from django.db.models import Count

from forum import sql
from forum.articles.models import Article, Claim
from forum.comments.actions.recount import Mended
from forum.stances import standing
from forum.stances.actions import shares
from forum.stances.crux import crux_of
from forum.stances.models import ClaimAnswer, StanceChange, Tally

type Numbers = dict[str, object]
type Answers = dict[str, dict[str, int]]  # readers by claim's number, by answer

JSON = ("moves", "answers")
KEPT = (*JSON, "crux_id", "crux_bits", "contested", "changed")
CRUX_ALWAYS = 100  # answers: finding the crux reads them all, which takes 1 ms for so many

# In SQL, as each change of a stance asks it.
_TALLY = f"""
    SELECT article_id, {", ".join(KEPT)}, is_whole FROM {Tally._meta.db_table}
    WHERE article_id = %s
"""


def count_stance(article: Article, change: StanceChange) -> None:
    """Recount what a reader's change of stance touches."""
    tally = _locked(article.pk)
    if not tally.is_whole:
        _count_all(tally)
        return
    shares.move(change)
    moves = shares.moves(article.pk)
    right: Numbers = {"moves": moves, **standing.places(moves)}
    if is_crux_due(change.pk, _total(tally.answers)):
        right |= _crux(article.pk)
    _save(tally, right)


def count_answer(claim: Claim) -> None:
    """Recount what a reader's answer to a claim touches."""
    tally = _locked(claim.article_id)
    if not tally.is_whole:
        _count_all(tally)
        return
    others = {name: those for name, those in tally.answers.items() if name != str(claim.number)}
    answers = others | _answers(claim=claim)
    right: Numbers = {"answers": answers}
    total = _total(answers)
    if is_crux_due(total, total):
        right |= _crux(claim.article_id)
    _save(tally, right)


def count_gone(article_id: int, reader_id: int) -> None:
    """Recount what goes with a reader's stance and all their answers."""
    tally = _locked(article_id)
    if not tally.is_whole:
        _count_all(tally)
        return
    shares.keep(article_id, reader_id)
    right: Numbers = {
        "moves": shares.moves(article_id),
        "answers": _answers(claim__article=article_id),
        **_crux(article_id),
    }
    _save(tally, right)


@transaction.atomic
def recount(article: Article) -> list[Mended]:
    """Recompute the essay's whole tally; returns what was not right.

    Under the tally's lock, which is the last one an action takes: so a stance or an answer that
    another writer is about to commit is counted by whichever of the two comes second.
    """
    tally = _locked(article.pk)
    was = {name: getattr(tally, name) for name in KEPT}
    wrong = [*shares.wrong(article.pk)] if tally.is_whole else []
    right = _count_all(tally)
    return [
        *(Mended(f"tally of {article.slug}", *each) for each in wrong),
        *(
            Mended(f"tally of {article.slug}", name, was[name], now)
            for name, now in right.items()
            if name in was and was[name] != now
        ),
    ]


def is_crux_due(turn: int, answers: int) -> bool:
    """In a change with this number, is the crux of so many answers found anew? One among many
    moves it little: beyond `CRUX_ALWAYS` it is found once in so many changes that a change costs
    the same on average, to a factor of two. Steps of powers of two, since those that grow with each
    answer would meet at the round numbers."""
    step = 1 << (answers // CRUX_ALWAYS).bit_length() >> 1
    return turn % max(1, step) == 0


def _count_all(tally: Tally) -> Numbers:
    article_id = tally.article_id
    shares.count_all(article_id)
    moves = shares.moves(article_id)
    right: Numbers = {
        "moves": moves,
        **standing.places(moves),
        "answers": _answers(claim__article=article_id),
        "is_whole": True,
        **_crux(article_id),
    }
    _save(tally, right)
    return right


def _save(tally: Tally, right: Numbers) -> None:
    wrong = {name: now for name, now in right.items() if getattr(tally, name) != now}
    if wrong:
        said = ", ".join(f"{name} = %s" for name in wrong)
        values = [json.dumps(now) if name in JSON else now for name, now in wrong.items()]
        table = Tally._meta.db_table
        sql.run(f"UPDATE {table} SET {said} WHERE article_id = %s", [*values, tally.pk])


def _locked(article_id: int) -> Tally:
    tally = next(iter(sql.models(Tally, _TALLY + sql.to_change(), [article_id])), None)
    if tally is None:
        Tally.objects.get_or_create(article_id=article_id)
    return tally or _locked(article_id)


def _total(answers: Answers) -> int:
    return sum(sum(readers.values()) for readers in answers.values())


def _answers(**asked: object) -> Answers:
    """By what the rows are asked for: those to one claim, or to all of an essay."""
    rows = ClaimAnswer.objects.filter(**asked).order_by()
    answers: Answers = {}
    counted = rows.values_list("claim__number", "answer").annotate(readers=Count("*"))
    for number, answer, readers in counted:
        answers.setdefault(str(number), {})[answer] = readers
    return answers


def _crux(article_id: int) -> Numbers:
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
