"""A debate as trees of what the map needs to know of each comment. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from forum.comments import tree


@dataclass(frozen=True, slots=True)
class Row:
    """A comment without its words. `below` is how many are known to stand under it, fetched or
    not; where `is_shown` is False others stand under it, but it is not to be seen itself."""

    id: int
    path: str
    position: str
    score: float = 0.0
    below: int = 0
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """Who made a comment ('' for a former member), and its first words."""

    name: str
    words: str


@dataclass(eq=False, slots=True)  # one comment of one debate: equal to itself only
class Branch:
    """A comment with all that stands under it: `size` comments, of which `rest` are not drawn."""

    row: Row
    holder: "Branch | None" = None
    replies: list["Branch"] = field(default_factory=list)  # largest first
    size: int = 0
    # What `folding` decides: which replies are drawn, and the room these take side by side.
    drawn: list["Branch"] = field(default_factory=list)
    rest: int = 0
    spread: int = 0

    @property
    def count(self) -> int:
        """The comments in it that are there to be seen, itself as well."""
        return self.size + self.row.is_shown


def forest(rows: Iterable[Row]) -> list[Branch]:
    """The debate's threads, the largest first. What stands under a comment that was not fetched
    stands under the nearest one above it that was."""
    branches = {row.path: Branch(row) for row in sorted(rows, key=lambda row: row.path)}
    for branch in branches.values():
        above = reversed(tree.ancestors(branch.row.path))
        branch.holder = next((branches[path] for path in above if path in branches), None)
    roots = []
    for branch in reversed(branches.values()):
        branch.size = branch.rest = max(branch.size, branch.row.below)
        if not branch.count:
            continue  # an empty place that nothing stands under is none
        branch.replies.sort(key=importance)
        if branch.holder:
            branch.holder.size += branch.count
            branch.holder.replies.append(branch)
        else:
            roots.append(branch)
    return sorted(roots, key=importance)


def importance(branch: Branch) -> tuple[int, float, str]:
    """Sorts the largest first, then the strongest, then the oldest."""
    return (-branch.size, -branch.row.score, branch.row.path)
