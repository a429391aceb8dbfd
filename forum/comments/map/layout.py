"""Where on its paper each comment of a folded debate stands. Pure.

A group's threads follow one another along the line they grow out of. Each takes a stretch of it, a
reply a stretch within that of what it answers, so no two marks of a level can meet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from forum.comments.map.folding import Group, Paper, blocks, height, inner, reach
from forum.comments.map.forest import Branch


@dataclass(eq=False, slots=True)
class Spot:
    """A comment's place: `at` px along the line, and its level, 1 for a root. `rest_at` is where
    the count of the replies that are not drawn stands, on the next level."""

    branch: Branch
    level: int
    at: float
    replies: list["Spot"] = field(default_factory=list)
    rest_at: float = 0.0

    def __iter__(self) -> Iterator["Spot"]:
        """Itself and all drawn under it."""
        yield self
        for reply in self.replies:
            yield from reply


def place(group: Group, paper: Paper, start: float = 0.0) -> list[Spot]:
    """The places of the group's threads, from `start` on."""
    spots = []
    for index, root in enumerate(group.threads):
        room = height(root, paper)
        block = max(room, paper.least(index))
        spot = _place(root, paper, start + (block - room) / 2, 1)
        # A root is where its name is: it keeps half a name's room from the threads beside it.
        margin = paper.least(index) / 2
        spot.at = min(max(spot.at, start + margin), start + block - margin)
        spots.append(spot)
        start += block
    return spots


def length(group: Group, paper: Paper) -> int:
    """How much of the line the group's threads take."""
    return sum(blocks(group.threads, paper))


def _place(branch: Branch, paper: Paper, start: float, level: int) -> Spot:
    """The places of a branch whose stretch begins at `start`: before the middle of its replies,
    but within its stretch."""
    room = height(branch, paper)
    spot = Spot(branch, level, start + room / 2)
    along = start + (room - inner(branch, paper)) / 2
    for reply in branch.drawn:
        spot.replies.append(_place(reply, paper, along, level + 1))
        along += height(reply, paper)
    spot.rest_at = along + paper.rest_room / 2
    if spot.replies:
        last = spot.rest_at if branch.rest else spot.replies[-1].at
        margin = reach(branch)
        middle = (spot.replies[0].at + last) / 2
        spot.at = min(max(middle, start + margin), start + room - margin)
    return spot
