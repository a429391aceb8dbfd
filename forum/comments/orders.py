"""The orders in which the threads of a side can be read, and how to go on after one of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Comment, CommentQuerySet

type Key = tuple[Any, ...]  # the values of an order's fields; the last is the id


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


def keys(comments: CommentQuerySet, order: Order, last: Comment | None, most: int) -> list[Key]:
    """What decides the places of the first `most` that come after `last`, wherever it stands by
    now: a page never repeats or skips one because others were posted meanwhile.

    One query, and one for each field in which some before the page's end differ from `last`.
    """
    parts = _beyond(comments, order, last) if last else [comments]
    found: list[Key] = []
    for part in parts:
        rows = in_order(part, order).values_list(*FIELDS[order])
        found += rows[: most - len(found)]
        if len(found) == most:
            break
    return found


def _beyond(comments: CommentQuerySet, order: Order, last: Comment) -> Iterator[CommentQuerySet]:
    """Those after `last`: first those that share all but the last field with it, and so on. Each
    part is one range of the index. Asked for at once, a database would begin at the first that
    shares a score with `last`, and most have none yet."""
    beyond = "gt" if order == Order.OLDEST else "lt"
    same = {field: getattr(last, field) for field in FIELDS[order]}
    while same:
        field, value = same.popitem()
        yield comments.filter(**same, **{f"{field}__{beyond}": value})
