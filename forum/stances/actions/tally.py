"""What an essay keeps of its readers' stances and answers, recomputed from their rows."""

import json

from django.db import transaction

from accounts.models import User
from forum import sql
from forum.articles.models import Article, Claim
from forum.comments.actions.recount import Mended
from forum.stances import standing
from forum.stances.actions import cells, shares
from forum.stances.models import StanceChange, Tally

type Numbers = dict[str, object]

JSON = ("moves", "answers")
KEPT = (*JSON, "crux_id", "crux_bits", "contested", "changed")
NO_CRUX: Numbers = {"crux_id": None, "crux_bits": 0.0}

# In SQL, as each change of a stance asks it.
_TALLY = f"""
    SELECT article_id, {", ".join(KEPT)}, is_whole FROM {Tally._meta.db_table}
    WHERE article_id = %s
"""


def count_stance(article: Article, change: StanceChange) -> None:
    """Count a reader's change of stance."""
    tally = _locked(article.pk)
    if not tally.is_whole:
        _count_all(tally)
        return
    shares.move(change)
    right = _of_stances(article.pk)
    if cells.move(change):
        right |= _of_claims(article.pk)
    _save(tally, right)


def count_answer(claim: Claim, reader: User, before: str, after: str) -> None:
    """Count that the reader's answer to the claim is another ('': none)."""
    tally = _locked(claim.article_id)
    if not tally.is_whole:
        _count_all(tally)
        return
    cells.answer(claim, reader, before, after)
    _save(tally, _of_claims(claim.article_id))


def count_gone(article_id: int, reader_id: int) -> None:
    """Recount what goes with a reader's stance and all their answers."""
    tally = _locked(article_id)
    if not tally.is_whole:
        _count_all(tally)
        return
    shares.keep(article_id, reader_id)
    cells.count_all(article_id)
    _save(tally, {**_of_stances(article_id), **_of_claims(article_id)})


@transaction.atomic
def recount(article: Article) -> list[Mended]:
    """Recompute the essay's whole tally; returns what was not right.

    Under the tally's lock, which is the last one an action takes: so a stance or an answer that
    another writer is about to commit is counted by whichever of the two comes second.
    """
    tally = _locked(article.pk)
    was = {name: getattr(tally, name) for name in KEPT}
    wrong = [*shares.wrong(article.pk), *cells.wrong(article.pk)] if tally.is_whole else []
    right = _count_all(tally)
    return [
        *(Mended(f"tally of {article.slug}", *each) for each in wrong),
        *(
            Mended(f"tally of {article.slug}", name, was[name], now)
            for name, now in right.items()
            if name in was and was[name] != now
        ),
    ]


def _count_all(tally: Tally) -> Numbers:
    article_id = tally.article_id
    shares.count_all(article_id)
    cells.count_all(article_id)
    right = {**_of_stances(article_id), **_of_claims(article_id), "is_whole": True}
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


def _of_stances(article_id: int) -> Numbers:
    moves = shares.moves(article_id)
    return {"moves": moves, **standing.places(moves)}


def _of_claims(article_id: int) -> Numbers:
    answers, crux = cells.sums(article_id)
    # Rounded: the same readers, fetched in another order, must add up to the same.
    told = {"crux_id": crux.claim, "crux_bits": round(crux.bits, 6)} if crux else NO_CRUX
    return {"answers": answers, **told}
