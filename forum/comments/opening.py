"""How a side's column begins in the order of strength: with its front, which buries no viewpoint.

The front is kept (`representation.py`). What a front has no place for follows by score.
"""

from dataclasses import dataclass

from forum import sql
from forum.articles.models import Article
from forum.comments import tree
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.options import DebateOptions
from forum.comments.orders import Order, in_order
from forum.comments.representation import seats_of
from forum.comments.threads import FIRST_REPLIES, for_page, with_cutoff

_SO_FAR = f"""
    SELECT id, front, position FROM {Comment._meta.db_table}
    WHERE article_id = %s AND path BETWEEN %s AND %s ORDER BY path LIMIT %s
"""


@dataclass(frozen=True)
class Opening:
    """The first roots of a side, and how many follow."""

    roots: list[Comment]
    further: int


def fronts_of(article: Article) -> dict[str, list[int]]:
    """The roots on each side's front, in their order. One query."""
    rows = Comment.objects.filter(article=article, front__isnull=False)
    fronts: dict[str, list[int]] = {}
    for position, root in rows.order_by("front").values_list("position", "pk"):
        fronts.setdefault(position, []).append(root)
    return fronts


def opening(
    rows: CommentQuerySet, front: list[int], viewer: object, seats: int, most: int
) -> Opening:
    """The front, and after it, where it is short, the best of the others: empty places, and what
    only this viewer sees. At most `most` of what follows is counted. Two queries."""
    others = in_order(rows.exclude(pk__in=front), Order.STRONGEST)
    places = list(others.values_list("pk", flat=True)[: seats + most])
    shown = [*front, *places][:seats]
    further = min(most, len(front) + len(places) - len(shown))
    return Opening(in_their_order(rows, shown, viewer), further)


def in_their_order(rows: CommentQuerySet, ids: list[int], viewer: object) -> list[Comment]:
    """The roots with these ids, each with its `cutoff`. One query, none without ids."""
    found = with_cutoff(for_page(rows.filter(pk__in=ids)), viewer, FIRST_REPLIES)
    return sorted(found, key=lambda root: ids.index(root.pk))


def is_for_readers(comment: Comment) -> bool:
    """Does it stand on its side's front for readers of its own? By score alone it would come later.
    One query at the most."""
    if comment.front is None:
        return False
    side = Comment.objects.visible().filter(article=comment.article, position=comment.position)
    best = in_order(side.filter(parent=None), Order.STRONGEST).values_list("pk", flat=True)
    return comment.pk not in best[: seats_of(comment.position)]


def opens_with(comment: Comment, options: DebateOptions) -> bool:
    """Is the comment on the first screen, by strength, for whoever may read it? One query, two
    where a claim or a passage is asked for.

    By what is kept, without making the screen: what stands there only because others before it
    have no place on it is not found.
    """
    root = tree.root_of(comment.path)
    so_far = sql.rows(_SO_FAR, [comment.article_id, root, comment.path, FIRST_REPLIES + 2])
    begins = len(so_far) < FIRST_REPLIES + 2
    pk, front, position = so_far[0]
    if not options.answered:
        return begins and front is not None
    side = options.narrow(Comment.objects.filter(position=position, depth=1))
    best = in_order(side, Order.STRONGEST).values_list("pk", flat=True)
    return begins and pk in best[: seats_of(position)]
