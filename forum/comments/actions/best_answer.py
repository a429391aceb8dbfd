"""Keeping the strongest answer each argument got from the other side.

The caller holds the article's lock. An answer is a direct reply of the opposite position that is
visible; a neutral comment neither answers an argument nor is answered in this sense. A comment's
own state does not matter here: who restores it finds its answers as they are.
"""

from collections import defaultdict
from collections.abc import Iterable

from forum.articles.positions import Position
from forum.comments.models import Comment
from forum.comments.orders import Order, in_order, strength

type Answers = dict[str, int | None]  # what a comment keeps of its answers, by field

UNANSWERED: Answers = {"best_answer_id": None, "rebuttal_count": 0}


def keep_best_answers(replies: Iterable[Comment]) -> None:
    """Recompute the best answer of whatever these replies answer, each once."""
    ids = {reply.parent_id for reply in replies if reply.parent_id}
    for answered in Comment.objects.filter(pk__in=ids).order_by("pk"):
        right = _answers_of(answered)
        if any(getattr(answered, name) != value for name, value in right.items()):
            Comment.objects.filter(pk=answered.pk).update(**right)


def _answers_of(answered: Comment) -> Answers:
    opposite = Position(answered.position).opposite
    if opposite == answered.position:
        return UNANSWERED
    rebuttals = Comment.objects.visible().filter(parent=answered, position=opposite)
    best = in_order(rebuttals, Order.STRONGEST).values_list("pk", flat=True).first()
    return {"best_answer_id": best, "rebuttal_count": rebuttals.count()}


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
