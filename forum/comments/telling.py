"""Which numbers of readers may be told, so that nobody's own word can be worked out. Pure."""

from collections.abc import Mapping

READERS_MIN = 5  # a total of fewer readers would tell those who know some of them what they said
SPLITS = ("other", "same", "undecided")  # the one that is missed most first


def told(rated: Mapping[str, int]) -> frozenset[str]:
    """Of the readers of a side ('other', 'same', 'undecided') and of 'all', those whose number of
    ratings may be told: at least five, and what is left of all beside the sides told is nobody or
    five at least. So a side is left out with those that are too few, and all at last, because the
    readers of the other side are what the steelman score is made of."""
    shown = [side for side in SPLITS if rated[side] >= READERS_MIN]
    while rated["all"] >= READERS_MIN:
        rest = rated["all"] - sum(rated[side] for side in shown)
        if rest == 0 or rest >= READERS_MIN:
            return frozenset({"all", *shown})
        if shown == ["other"]:
            break
        shown.pop()
    return frozenset(shown)
