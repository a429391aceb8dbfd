"""How a side's column begins in the order of strength: with its front, which buries no viewpoint.

The front is kept (`representation.py`). What a front has no place for follows by score.
"""

from dataclasses import dataclass

from forum.articles.models import Article
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.orders import Order, in_order, strength
from forum.comments.representation import SEATS
from forum.comments.threads import FIRST_REPLIES, for_page, with_cutoff


@dataclass(frozen=True)
class Opening:
    """The first roots of a side, how many follow, and which stand here for readers of their own:
    by score alone they would come later."""

    roots: list[Comment]
    further: int
    for_readers: frozenset[int] = frozenset()


def fronts_of(article: Article) -> dict[str, list[int]]:
    """The roots on each side's front, in their order. One query."""
    rows = Comment.objects.filter(article=article, front__isnull=False)
    fronts: dict[str, list[int]] = {}
    for position, root in rows.order_by("front").values_list("position", "pk"):
        fronts.setdefault(position, []).append(root)
    return fronts


def opening(rows: CommentQuerySet, front: list[int], viewer: object, most: int) -> Opening:
    """The front, and after it, where it is short, the best of the others: empty places, and what
    only this viewer sees. At most `most` of what follows is counted. Two queries."""
    others = in_order(rows.exclude(pk__in=front), Order.STRONGEST)
    places = list(others.values_list("score", "tiebreak", "pk")[: SEATS + most])
    shown = [*front, *(pk for _, _, pk in places)][:SEATS]
    found = with_cutoff(for_page(rows.filter(pk__in=shown)), viewer, FIRST_REPLIES)
    roots = sorted(found, key=lambda root: shown.index(root.pk))
    further = min(most, len(front) + len(places) - len(shown))
    by_score = sorted([*places, *map(strength, roots[: len(front)])], reverse=True)[:SEATS]
    ahead = frozenset(pk for _, _, pk in by_score)
    return Opening(roots, further, frozenset(front) - ahead)
