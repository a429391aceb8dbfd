"""Where a comment stands in its thread, as a path that sorts. Pure: no database here.

A comment's path is its parent's path followed by its own number in five base-36 digits, so

- sorting by path reads a debate depth-first, and oldest first among the replies to one comment;
- what stands under a comment is one range of paths, which one index serves;
- the order is the same under every collation: digits sort before lower-case letters in all of
  them, and no other characters occur.

Depth has no limit in data, but a path has: an entry of a PostgreSQL B-tree index holds about 2,700
bytes. Beyond `LEVELS` levels (256, a path of 1,280 bytes) a comment's path continues at its
ancestor of level 256, so all those deeper stand beside one another under it, in order of time.
"""

from dataclasses import dataclass

WIDTH = 5  # digits a level
LEVELS = 256
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# No number starts with 'z', so that a path followed by 'z' comes after all that stands under it.
NUMBER_MAX = 35 * 36 ** (WIDTH - 1) - 1  # 58,786,559 comments on one article
END = "z"


@dataclass(frozen=True)
class Range:
    """Paths from `first`, itself in the range, up to `end`, which no path equals."""

    first: str
    end: str

    def __contains__(self, path: str) -> bool:
        return self.first <= path < self.end


def encode(number: int) -> str:
    """A comment's number as the digits of one level. ValueError outside 0 … NUMBER_MAX."""
    if not 0 <= number <= NUMBER_MAX:
        raise ValueError(f"{number} is not a number a comment can have")
    digits = ""
    for _ in range(WIDTH):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def decode(digits: str) -> int:
    """The number that `encode` made these digits of."""
    return int(digits, 36)


def child_path(parent: str, number: int) -> str:
    """The path of the comment with this number under a parent; under '' it is a root."""
    return parent[: LEVELS * WIDTH] + encode(number)


def subtree(path: str) -> Range:
    """The comment itself and all under it.

    Of a comment beyond `LEVELS` this is the comment alone: what answers it stands beside it.
    """
    return Range(path, path + END)


def root_of(path: str) -> str:
    """The path of the thread's root."""
    return path[:WIDTH]


def ancestors(path: str) -> list[str]:
    """The paths above this one, the root's first."""
    return [path[:length] for length in range(WIDTH, len(path), WIDTH)]
