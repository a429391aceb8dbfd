"""Which threads a side's first screen shows, so that no viewpoint is buried. No database here.

Shown by score alone, the first screen belongs to whoever are the most: with six places, the readers
who find something else strong may see none of it. Here they do. Of `readers` who rated a side with
`seats` places, any readers/seats of them who find the same root strong see at least one root that
some of them find strong. That is *justified representation* (H. Aziz et al., 'Justified
representation in approval-based committee voting', Social Choice and Welfare 48, 2017). For the
order of comments it was proposed, with a greedy cover, in 'Representative Ranking for Deliberation
in the Public Sphere', arXiv 2503.18962, 2025.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from forum.articles.positions import Position

SEATS = 6  # threads of a side on a page: with their answers about as long as an essay
REMARKS = 3  # threads of questions and remarks, which stand below both sides


def seats_of(position: str) -> int:
    """How many threads of this position the first screen has."""
    return REMARKS if position == Position.NEUTRAL else SEATS


def front(
    ranking: Sequence[int],
    strong: Mapping[int, AbstractSet[int]],
    readers: int,
    seats: int = SEATS,
) -> list[int]:
    """The roots to show, at most `seats`, in the order of `ranking`.

    `ranking` has roots by score, the best first: the best `seats` and all that a share of the
    readers find strong. `strong` names for each who does. Greedy: again and again the root that
    most readers find strong who see none of theirs yet, while those are readers/seats or more; the
    better score wins a tie. Each seat so given stands for readers of its own, so that there are
    enough. The other seats go by score.

    Where `readers` is lower than their true number the promise holds as well: the bar is lower.
    """
    waiting = {root: strong.get(root, frozenset()) for root in ranking}
    chosen: set[int] = set()
    while waiting and len(chosen) < seats:
        best = max(waiting, key=lambda root: len(waiting[root]))  # the first of equals
        theirs = waiting.pop(best)
        if not theirs or len(theirs) * seats < readers:
            break
        chosen.add(best)
        waiting = {root: those - theirs for root, those in waiting.items()}
    by_score = (root for root in ranking if root not in chosen)
    chosen.update(list(by_score)[: seats - len(chosen)])
    return [root for root in ranking if root in chosen]
