"""Keeping which roots a side's first screen shows. The caller holds the article's lock.

A front depends on every rating of its side, so it is recomputed after each that a root is given.
What that costs follows the roots that may be on it, not how many there are.
"""

from collections import defaultdict

from forum.comments.models import Comment, CommentQuerySet, Rating
from forum.comments.orders import Order, in_order, strength
from forum.comments.representation import front, seats_of

# The readers who rated a side are counted on its most rated roots only. With more roots than these
# the count may be too low, which keeps what `front` promises; to count all takes 25 ms for 100,000
# ratings.
COUNTED = 100


def keep_front(root: Comment, *positions: str) -> None:
    """Recompute the front of the side the root argues for, or of these; a reply has none."""
    if root.parent_id is not None:
        return
    for position in positions or [root.position]:
        _keep(root.article_id, position)


def keep_front_with(root: Comment) -> None:
    """The same for a root that is new, so that nobody has rated it: it changes a front only where
    it is among the best by score, and no rating need be looked at to see that it is not."""
    if root.parent_id is not None:
        return
    side = Comment.objects.visible().filter(article=root.article_id, position=root.position)
    best = in_order(side.filter(parent=None), Order.STRONGEST).values_list("pk", flat=True)
    if root.pk in best[: seats_of(root.position)]:
        _keep(root.article_id, root.position)


def _keep(article_id: int, position: str) -> None:
    places = front_of(article_id, position)
    side = Comment.objects.filter(article=article_id, position=position)
    kept = dict(side.filter(front__isnull=False).values_list("pk", "front"))
    moved = {pk: places.get(pk) for pk in kept | places if places.get(pk) != kept.get(pk)}
    if moved:
        rows = [Comment(pk=pk, front=place) for pk, place in moved.items()]
        Comment.objects.bulk_update(rows, ["front"])


def front_of(article_id: int, position: str) -> dict[int, int]:
    """Root → its place, from 1, by the ratings and scores as they are kept."""
    roots = Comment.objects.visible().filter(article=article_id, position=position, parent=None)
    readers, seats = _readers(roots), seats_of(position)
    roots = roots.only("score", "tiebreak")
    best = list(in_order(roots, Order.STRONGEST)[:seats])
    bar = -(-readers // seats)
    # That they are rated by as many goes without saying, but lets an index find them.
    shared = list(roots.filter(rated_all__gte=bar, strong_all__gte=bar)) if readers else []
    strong: dict[int, set[int]] = defaultdict(set)
    ratings = Rating.objects.filter(comment__in=[root.pk for root in shared], strong=True)
    for root, reader in ratings.values_list("comment", "reader"):
        strong[root].add(reader)
    ranking = sorted({*best, *shared}, key=strength, reverse=True)
    shown = front([root.pk for root in ranking], strong, readers, seats)
    return {root: place for place, root in enumerate(shown, start=1)}


def _readers(roots: CommentQuerySet) -> int:
    """How many readers rated some of the side's most rated roots."""
    most = roots.filter(rated_all__gt=0).order_by("-rated_all", "-pk").values("pk")[:COUNTED]
    return Rating.objects.filter(comment__in=most).values("reader").distinct().count()
