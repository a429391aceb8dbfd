"""How much one statement carries, and the marks for its values."""

from collections.abc import Iterable, Iterator, Sized
from itertools import batched

# SQLite binds 32,766 values at the most.
VALUES = 5_000
ROWS = 500  # written by one statement, each of up to 60 values


def batches[T](values: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """The values of any number, as many at a time as one statement takes."""
    return batched(values, VALUES)


def marks(values: Sized) -> str:
    """'%s, %s, %s' for three of them."""
    return ", ".join(["%s"] * len(values))
