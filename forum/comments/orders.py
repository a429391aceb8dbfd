"""The orders in which the threads of a side can be read, and how to go on after one of them."""

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Comment, CommentQuerySet


class Order(TextChoices):
    STRONGEST = "strongest", _("Strongest to the other side")
    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")
    DISCUSSED = "discussed", _("Most discussed")


# The fields that decide, each served by an index of `Comment`; a number is never shared.
FIELDS = {
    Order.STRONGEST: ("score", "tiebreak", "id"),
    Order.NEWEST: ("id",),
    Order.OLDEST: ("id",),
    Order.DISCUSSED: ("descendants", "id"),
}


def strength(comment: Comment) -> tuple[float, float, int]:
    """What `Order.STRONGEST` sorts by, of a comment at hand: the higher comes first."""
    return comment.score, comment.tiebreak, comment.pk


def in_order(comments: CommentQuerySet, order: Order) -> CommentQuerySet:
    sign = "" if order == Order.OLDEST else "-"
    return comments.order_by(*(sign + field for field in FIELDS[order]))


def after(comments: CommentQuerySet, order: Order, last: Comment) -> CommentQuerySet:
    """Those that come after `last`, wherever it stands by now: a page never repeats or skips one
    because others were posted meanwhile."""
    beyond = "gt" if order == Order.OLDEST else "lt"
    later, same = Q(), Q()
    for field in FIELDS[order]:
        value = getattr(last, field)
        later |= same & Q(**{f"{field}__{beyond}": value})
        same &= Q(**{field: value})
    # Implied by the rest, but it lets the database start at the right place of its index.
    start = Q(**{f"{FIELDS[order][0]}__{beyond}e": getattr(last, FIELDS[order][0])})
    return in_order(comments.filter(start & later), order)
