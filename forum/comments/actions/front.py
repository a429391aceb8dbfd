"""Keeping which roots a side's first screen shows. The caller holds the article's lock.

A front depends on every rating of its side, so it is recomputed after each that a root is given.
What that costs follows the roots that may be on it, not how many there are.
"""

from collections import defaultdict

from forum import sql
from forum.comments.models import Comment, CommentState, Rating
from forum.comments.orders import FIELDS, Key, Order
from forum.comments.representation import front, seats_of

# The readers who rated a side are counted on its most rated roots only. With more roots than these
# the count may be too low, which keeps what `front` promises; to count all takes 25 ms for 100,000
# ratings.
COUNTED = 100

# In SQL, as one rating in five and each new argument asks it, while others wait for the lock.
_COMMENT, _RATING = Comment._meta.db_table, Rating._meta.db_table
_SIDE = f"article_id = %s AND position = %s AND state = '{CommentState.VISIBLE}'"
_STRENGTH = FIELDS[Order.STRONGEST]
_ROOTS = f"SELECT {', '.join(_STRENGTH)} FROM {_COMMENT} WHERE parent_id IS NULL AND {_SIDE}"
_BEST = f"{_ROOTS} ORDER BY {', '.join(f'{field} DESC' for field in _STRENGTH)} LIMIT"
# That they are rated by as many goes without saying, but lets an index find them.
_SHARED = f"{_ROOTS} AND rated_all >= %s AND strong_all >= %s"
_READERS = f"""
    SELECT COUNT(DISTINCT reader_id) FROM {_RATING} WHERE comment_id IN (
        SELECT id FROM {_COMMENT} WHERE parent_id IS NULL AND {_SIDE} AND rated_all > 0
        ORDER BY rated_all DESC, id DESC LIMIT {COUNTED}
    )
"""
_FRONT = f"""
    SELECT id, front FROM {_COMMENT}
    WHERE article_id = %s AND position = %s AND front IS NOT NULL
"""


def keep_front(root: Comment, *positions: str) -> None:
    """Recompute the front of the side the root argues for, or of these; a reply has none."""
    if root.parent_id is not None:
        return
    for position in positions or [root.position]:
        _keep(root.article_id, position)


def keep_front_with(root: Comment) -> None:
    """The same for a root that is new, so that nobody has rated it: it changes a front only where
    it is among the best by score, and no rating need be looked at to see that it is not."""
    if root.parent_id is not None:
        return
    best = _best(root.article_id, root.position)
    if root.pk in {pk for *_strength, pk in best}:
        _keep(root.article_id, root.position)


def _keep(article_id: int, position: str) -> None:
    places = front_of(article_id, position)
    kept = dict(sql.rows(_FRONT, [article_id, position]))
    moved = [pk for pk in kept | places if places.get(pk) != kept.get(pk)]
    if not moved:
        return
    put = [value for pk in moved if pk in places for value in (pk, places[pk])]
    cases = " ".join(["WHEN %s THEN %s"] * (len(put) // 2))
    place = f"CASE id {cases} END" if cases else "NULL"  # whoever is not named leaves the front
    here = f"WHERE id IN ({sql.marks(moved)})"
    sql.run(f"UPDATE {_COMMENT} SET front = {place} {here}", [*put, *moved])


def front_of(article_id: int, position: str) -> dict[int, int]:
    """Root → its place, from 1, by the ratings and scores as they are kept."""
    side, seats = (article_id, position), seats_of(position)
    [(readers,)] = sql.rows(_READERS, side)
    bar = -(-readers // seats)
    shared = sql.rows(_SHARED, [*side, bar, bar]) if readers else []
    # As tuples of what `Order.STRONGEST` goes by they are ranked by their order.
    ranking: list[Key] = sorted({*_best(*side), *shared}, reverse=True)
    strong = _strong([pk for *_strength, pk in shared])
    shown = front([pk for *_strength, pk in ranking], strong, readers, seats)
    return {root: place for place, root in enumerate(shown, start=1)}


def _best(article_id: int, position: str) -> list[Key]:
    """As many as the first screen has places for, which PostgreSQL plans once when it is told."""
    return sql.rows(f"{_BEST} {seats_of(position)}", [article_id, position])


def _strong(roots: list[int]) -> dict[int, set[int]]:
    """Who finds each of these strong."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in sql.batches(roots):
        asked = f"SELECT comment_id, reader_id FROM {_RATING} WHERE strong AND comment_id IN"
        for root, reader in sql.rows(f"{asked} ({sql.marks(some)})", some):
            found[root].add(reader)
    return found
