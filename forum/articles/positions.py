"""The sides of a debate, defined once: where an argument stands and where a reader stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Position(models.TextChoices):
    """The side a comment argues on the thesis. It belongs to the argument, not to its author."""

    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    NEUTRAL = "neutral", _("Neutral")

    @property
    def opposite(self) -> "Position":
        """The other side; the neutral position has none and is its own."""
        return {"for": Position.AGAINST, "against": Position.FOR}.get(self.value, self)


class Stand(models.TextChoices):
    """Where a reader stands on the thesis."""

    FOR = "for", _("For")
    UNDECIDED = "undecided", _("Undecided")
    AGAINST = "against", _("Against")

    @property
    def mark(self) -> str:
        """The position whose mark and hue stand for it: the undecided bear the neutral one."""
        return "neutral" if self == Stand.UNDECIDED else self.value


class Relation(models.TextChoices):
    """What a reply does to its parent. Derived from the two positions, never stored."""

    REBUTS = "rebuts", _("rebuts")
    SUPPORTS = "supports", _("supports")
    REMARKS = "remarks", _("remarks to")


def relation(reply: str, parent: str) -> Relation:
    """How a reply of one position relates to a parent of another.

    A neutral reply remarks; so does any reply to a neutral comment, which has no side to rebut.
    """
    if Position.NEUTRAL in (reply, parent):
        return Relation.REMARKS
    return Relation.SUPPORTS if reply == parent else Relation.REBUTS
