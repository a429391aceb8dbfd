"""Which comments of a debate are drawn, so that a map of any debate fits its paper. Pure.

Drawn first is what most was said under: from the roots outward, the largest branch next, the
stronger of two alike. What finds no room is folded and counted where it would stand, so that every
comment is drawn, or counted once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from math import log2

from forum.comments.map.forest import Branch, importance

LONE = 8  # threads without replies are drawn up to so many; more would be a column of single marks
GROWTH, SMALLEST, LARGEST = 1.6, 3.2, 13.0  # px: a mark's radius, by how much stands below it
DIAMOND = 1.2  # half a diamond's diagonal, of the radius of a disc that looks as large


@dataclass(frozen=True)
class Paper:
    """What there is to draw on. Room is measured in px across the direction in which trees grow."""

    room: int
    threads: int  # at the most
    levels: int  # what stands deeper is counted at its ancestor of the last level
    named: int = 0  # so many of the largest threads bear a name
    name_room: int = 44  # two lines and a gap
    thread_room: int = 28  # WCAG 2.2's 24 px for the mark of a root, and a gap
    rest_room: int = 16  # what '+12' takes

    def least(self, index: int) -> int:
        """The room that the thread with this index takes, however small it is."""
        return self.name_room if index < self.named else self.thread_room


@dataclass
class Group:
    """The threads of one position: those drawn, and what of the rest is only counted."""

    threads: list[Branch] = field(default_factory=list)
    lone: int = 0  # folded threads without a reply
    small: int = 0  # folded threads with replies
    small_replies: int = 0
    beyond: int = 0  # threads that were not even fetched

    @property
    def folded(self) -> int:
        return self.lone + self.small + self.beyond


def fold(roots: Sequence[Branch], paper: Paper) -> Group:
    """Decide what is drawn of these threads, which come largest first."""
    lone = [root for root in roots if not root.size]
    replied = [root for root in roots if root.size]
    wanted = [*replied[: paper.threads], *(lone if len(lone) <= LONE else [])]
    fitting = paper.room // paper.name_room if paper.named else paper.room // paper.thread_room
    drawn = wanted[: max(fitting, 1)]
    _draw_replies(drawn, paper)
    left = [root for root in roots if root not in {*drawn}]
    small = [root for root in left if root.size]
    return Group(
        threads=drawn,
        lone=len(left) - len(small),
        small=sum(root.row.is_shown for root in small),
        small_replies=sum(root.size for root in small),
    )


def reach(branch: Branch) -> float:
    """From the middle of the comment's mark to its edge, px: the more below it, the further."""
    radius = min(SMALLEST + GROWTH * log2(1 + branch.size), LARGEST)
    return radius * (DIAMOND if branch.row.position == "against" else 1)


def height(branch: Branch, paper: Paper) -> int:
    """The room the branch takes as far as it is drawn."""
    own = max(paper.rest_room if branch.rest else 0, round(2 * reach(branch)) + 4)
    return max(own, inner(branch, paper))


def inner(branch: Branch, paper: Paper) -> int:
    """The room of what is drawn of its replies and, if some are not, of their count."""
    return branch.spread + (paper.rest_room if branch.rest else 0)


def blocks(threads: Iterable[Branch], paper: Paper) -> list[int]:
    """The room of each thread."""
    return [max(height(root, paper), paper.least(index)) for index, root in enumerate(threads)]


def _draw_replies(roots: Sequence[Branch], paper: Paper) -> None:
    """From the largest branch to the smallest, draw each that there is still room for."""
    least = {root: paper.least(index) for index, root in enumerate(roots)}
    free = paper.room - sum(blocks(roots, paper))
    waiting = [(importance(reply), reply) for root in roots for reply in root.replies]
    heapify(waiting)
    while waiting:
        _, branch = heappop(waiting)
        above = _above(branch)
        root = above[-1]
        before = max(height(root, paper), least[root])
        _draw(branch, paper, 1)
        growth = max(height(root, paper), least[root]) - before
        if growth > free:
            _draw(branch, paper, -1)
            continue
        free -= growth
        if len(above) + 1 < paper.levels:
            for reply in branch.replies:
                heappush(waiting, (importance(reply), reply))


def _above(branch: Branch) -> list[Branch]:
    """What it stands under, the nearest first."""
    above = []
    while branch.holder:
        branch = branch.holder
        above.append(branch)
    return above


def _draw(branch: Branch, paper: Paper, times: int) -> None:
    """Draw the branch once more, or with -1 take it back, and make room for it all the way up."""
    above = _above(branch)
    heights = [height(holder, paper) for holder in above]
    holder = above[0]
    holder.drawn = [*holder.drawn, branch] if times > 0 else holder.drawn[:-1]
    holder.rest -= times * branch.count
    holder.spread += times * height(branch, paper)
    for lower, upper, was in zip(above, above[1:], heights, strict=False):
        upper.spread += height(lower, paper) - was
