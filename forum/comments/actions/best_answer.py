"""Keeping the strongest answer each argument got from the other side.

The caller holds the article's lock. An answer is a direct reply of the opposite position that is
visible; a neutral comment neither answers an argument nor is answered in this sense. A comment's
own state does not matter here: who restores it finds its answers as they are.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from forum.articles.positions import Position
from forum.comments.models import Comment
from forum.comments.orders import strength
from forum.sql import batches, marks

type Answers = dict[str, int | None]  # what a comment keeps of its answers, by field

UNANSWERED: Answers = {"best_answer_id": None, "rebuttal_count": 0}

# In SQL, as it runs for every reply and rating; by `Order.STRONGEST`, which an index serves.
_MEND = """
    UPDATE {comment} SET
        version = {comment}.version + 1, best_answer_id = found.best, rebuttal_count = found.many
    FROM (
        SELECT answered.id, (
            SELECT answer.id FROM {comment} AS answer WHERE answer.parent_id = answered.id
                AND answer.position = {opposite} AND answer.state = 'visible'
            ORDER BY answer.score DESC, answer.tiebreak DESC, answer.id DESC LIMIT 1
        ) AS best, (
            SELECT COUNT(*) FROM {comment} AS answer WHERE answer.parent_id = answered.id
                AND answer.position = {opposite} AND answer.state = 'visible'
        ) AS many
        FROM {comment} AS answered WHERE answered.id IN ({marks})
    ) AS found
    WHERE {comment}.id = found.id AND (
        COALESCE({comment}.best_answer_id, 0) <> COALESCE(found.best, 0)
        OR {comment}.rebuttal_count <> found.many
    )
"""
_OPPOSITE = "CASE answered.position WHEN 'for' THEN 'against' WHEN 'against' THEN 'for' END"


def keep_best_answers(replies: Iterable[Comment]) -> None:
    """Recompute the best answers of whatever these replies answer, each once."""
    ids = sorted({reply.parent_id for reply in replies if reply.parent_id})
    for some in batches(ids):
        mend = _MEND.format(comment=Comment._meta.db_table, opposite=_OPPOSITE, marks=marks(some))
        with connection.cursor() as cursor:
            cursor.execute(mend, some)


def answers_among(comments: Iterable[Comment]) -> dict[int, Answers]:
    """The same of many at once, by comment: those of an article, with their scores as they are on
    these objects. Who has no answer is not in it."""
    known = {comment.pk: comment for comment in comments}
    rebuttals: dict[int, list[Comment]] = defaultdict(list)
    for comment in known.values():
        answered = known.get(comment.parent_id or 0)
        if answered and comment.state == "visible" and _rebuts(comment, answered):
            rebuttals[answered.pk].append(comment)
    return {
        pk: {"best_answer_id": max(those, key=strength).pk, "rebuttal_count": len(those)}
        for pk, those in rebuttals.items()
    }


def _rebuts(reply: Comment, answered: Comment) -> bool:
    opposite = Position(answered.position).opposite
    return reply.position == opposite and opposite != answered.position
