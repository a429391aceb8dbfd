"""Counting readers by their answer to a claim and by their stance, one act at a time. The caller
holds the tally's lock.

In SQL, as it runs for every stance; `shares.py` counts stances so.
"""

from collections.abc import Iterator
from typing import NamedTuple

from accounts.models import User
from forum import sql
from forum.articles.models import Claim
from forum.stances.actions.shares import differing
from forum.stances.crux import Crux, crux_of
from forum.stances.models import Cell, ClaimAnswer, Stance, StanceChange
from forum.stances.panel import stand_of

type Answers = dict[str, dict[str, int]]  # readers by claim's number, by answer

_CELL, _CLAIM = Cell._meta.db_table, Claim._meta.db_table
_ANSWER, _STANCE = ClaimAnswer._meta.db_table, Stance._meta.db_table
_KEEP = f"INSERT INTO {_CELL} AS cell (claim_id, answer, stand, readers)"
_OR_ADD = "ON CONFLICT (claim_id, answer, stand) DO UPDATE SET readers = cell.readers + 1"
# What a reader says of an essay's claims.
_SAID = f"""
    FROM {_ANSWER} AS said JOIN {_CLAIM} AS claim ON claim.id = said.claim_id
    WHERE said.reader_id = %s AND claim.article_id = %s
"""
_LEAVE = f"""
    UPDATE {_CELL} SET readers = readers - 1
    WHERE stand = %s AND readers > 0 AND (claim_id, answer) IN (
        SELECT said.claim_id, said.answer {_SAID}
    )
"""
_COME = f"{_KEEP} SELECT said.claim_id, said.answer, %s, 1 {_SAID} {_OR_ADD}"
_ONE_LESS = f"""
    UPDATE {_CELL} SET readers = readers - 1
    WHERE claim_id = %s AND answer = %s AND stand = %s AND readers > 0
"""
_ONE_MORE = f"{_KEEP} VALUES (%s, %s, %s, 1) {_OR_ADD}"
_OF_ESSAY = f"claim_id IN (SELECT id FROM {_CLAIM} WHERE article_id = %s)"
_FORGET = f"DELETE FROM {_CELL} WHERE {_OF_ESSAY}"
_KEPT = f"SELECT claim_id, answer, stand, readers FROM {_CELL} WHERE {_OF_ESSAY}"
_COUNT = f"""
    SELECT said.claim_id, said.answer, COALESCE(stance.now, ''), COUNT(*)
    FROM {_CLAIM} AS claim JOIN {_ANSWER} AS said ON said.claim_id = claim.id
    LEFT JOIN {_STANCE} AS stance
        ON stance.article_id = claim.article_id AND stance.reader_id = said.reader_id
    WHERE claim.article_id = %s GROUP BY 1, 2, 3
"""
_READ = f"""
    SELECT claim.id, claim.number, claim.gone_in IS NULL, answer, stand, readers
    FROM {_CLAIM} AS claim JOIN {_CELL} AS cell ON cell.claim_id = claim.id
    WHERE claim.article_id = %s AND readers > 0 ORDER BY 1, 4, 5
"""


class Sums(NamedTuple):
    """What the cells of an essay add up to."""

    answers: Answers
    crux: Crux | None


def move(change: StanceChange) -> bool:
    """Count that the reader stands elsewhere. Says whether that moved anyone: most who take a
    stance have answered no claim."""
    said = (change.stance.reader_id, change.stance.article_id)
    if not sql.run(_LEAVE, [change.before, *said]):
        return False
    sql.run(_COME, [change.after, *said])
    return True


def answer(claim: Claim, reader: User, before: str, after: str) -> None:
    """The reader's answer to the claim is another ('': none)."""
    stand = stand_of(reader, claim.article)
    if before:
        sql.run(_ONE_LESS, [claim.pk, before, stand])
    if after:
        sql.run(_ONE_MORE, [claim.pk, after, stand])


def count_all(article_id: int) -> None:
    sql.run(_FORGET, [article_id])
    sql.run(_KEEP + _COUNT, [article_id])


def sums(article_id: int) -> Sums:
    """The crux is one of the claims that the essay makes now, over readers with an answer and a
    stance."""
    answers: Answers = {}
    tables: dict[int, dict[tuple[str, str], int]] = {}
    for claim, number, is_made, said, stand, readers in sql.rows(_READ, [article_id]):
        totals = answers.setdefault(str(number), {})
        totals[said] = totals.get(said, 0) + readers
        if is_made and stand:
            tables.setdefault(claim, {})[said, stand] = readers
    return Sums(answers, crux_of(tables))


def wrong(article_id: int) -> Iterator[tuple[str, int, int]]:
    """Which cells are not right: a name, what is kept and what is right."""
    return differing("cell", _by_cell(_KEPT, article_id), _by_cell(_COUNT, article_id))


def _by_cell(statement: str, article_id: int) -> dict[tuple[int, str, str], int]:
    return {tuple(cell): readers for *cell, readers in sql.rows(statement, [article_id])}
