"""What stands for a member who has given no picture: a drawing made from their number alone.

Four tiles in greys: one dark, one middle, one striped and one empty, so that no disc, diamond or
ring comes of them, which mean a position on this site, as its hues do.
"""

from hashlib import blake2b
from itertools import permutations
from typing import NamedTuple

TILE = 4  # units a side; the drawing has two by two
TILES = ((0, 0), (TILE, 0), (0, TILE), (TILE, TILE))
ORDERS = tuple(permutations(TILES))


class Drawing(NamedTuple):
    """The paths of an SVG of 8 by 8 units, in the two greys."""

    dark: str
    middle: str


def drawn(number: int) -> Drawing:
    """The same for the same number, for ever and on every machine."""
    order, first, second, third = blake2b(str(number).encode(), digest_size=4).digest()
    dark, middle, striped, _empty = ORDERS[order % len(ORDERS)]
    paths = (_shape(middle, second), _stripes(striped, third))
    return Drawing(_shape(dark, first), "".join(paths))


def _shape(tile: tuple[int, int], chance: int) -> str:
    """A quarter of a circle, a half square or a bar, from one of the tile's corners."""
    right, down, kind = chance & 1, chance >> 1 & 1, chance >> 2
    x, y = tile[0] + TILE * right, tile[1] + TILE * down
    across, along = TILE * (1 - 2 * right), TILE * (1 - 2 * down)
    inside = {
        0: f"h{across}A4 4 0 0 {int(right == down)} {x} {y + along}",
        1: f"h{across}L{x} {y + along}",
        2: f"h{across}v{along // 2}h{-across}",
    }
    return f"M{x} {y}{inside[kind % 3]}z"


def _stripes(tile: tuple[int, int], chance: int) -> str:
    x, y = tile
    if chance & 1:
        return f"M{x} {y}h4v1h-4zM{x} {y + 2}h4v1h-4z"
    return f"M{x} {y}v4h1v-4zM{x + 2} {y}v4h1v-4z"
