"""Keeping the strongest answer each argument got from the other side.

The caller holds the article's lock. An answer is a direct reply of the opposite position that is
visible; a neutral comment neither answers an argument nor is answered in this sense. A comment's
own state does not matter here: who restores it finds its answers as they are.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Case, Count, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce

from forum.articles.positions import Position
from forum.comments.actions.counting import BATCH
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.orders import Order, in_order, strength

FIELDS = ("best_answer", "rebuttal_count")

type Answers = dict[str, int | None]  # what a comment keeps of its answers, by field

UNANSWERED: Answers = {"best_answer_id": None, "rebuttal_count": 0}

# The side an answer comes from, by that of what it answers; what is neutral has none.
_OPPOSITE = Case(
    *(
        When(position=side, then=Value(side.opposite.value))
        for side in Position
        if side.opposite != side
    ),
    default=Value(""),
)


def keep_best_answers(replies: Iterable[Comment]) -> None:
    """Recompute the best answers of whatever these replies answer, each once."""
    ids = sorted({reply.parent_id for reply in replies if reply.parent_id})
    for start in range(0, len(ids), BATCH):
        answered = Comment.objects.filter(pk__in=ids[start : start + BATCH])
        wrong = [row for row in _with_answers(answered) if _mend(row)]
        Comment.objects.bulk_update(wrong, list(FIELDS))


def _with_answers(answered: CommentQuerySet) -> CommentQuerySet:
    """The comments, with what they keep of their answers and what is right, in `right_…`."""
    rebuttals = Comment.objects.visible().filter(
        parent=OuterRef("pk"), position=OuterRef("opposite")
    )
    count = rebuttals.order_by().values("parent").annotate(n=Count("id")).values("n")
    return answered.only(*FIELDS).annotate(
        opposite=_OPPOSITE,
        right_best_answer_id=Subquery(in_order(rebuttals, Order.STRONGEST).values("pk")[:1]),
        right_rebuttal_count=Coalesce(Subquery(count), 0),
    )


def _mend(row: Comment) -> bool:
    """Set what is right; says whether it was not."""
    right = {name: getattr(row, f"right_{name}") for name in UNANSWERED}
    was = {name: getattr(row, name) for name in UNANSWERED}
    for name, value in right.items():
        setattr(row, name, value)
    return was != right


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
