"""Counting readers' stances by the thousand. The caller holds the tally's lock.

In SQL, as it runs for every stance; see `forum.comments.actions.blocks`, which counts comments so.
"""

from collections.abc import Iterator, Mapping

from forum import sql
from forum.stances.models import Share, Stance, StanceChange

type Moves = dict[str, dict[str, int]]  # readers by first stance, by stance now

_COUNT = """
    SELECT article_id, reader_id / {size} AS place, first, now, COUNT(*) AS readers
    FROM {stance} WHERE article_id = %s {readers}
    GROUP BY article_id, place, first, now
"""
_KEEP = f"INSERT INTO {Share._meta.db_table} (article_id, place, first, now, readers)"
_FORGET = f"DELETE FROM {Share._meta.db_table} WHERE article_id = %s AND place = %s"
_ONE_MORE = f"""
    INSERT INTO {Share._meta.db_table} AS share (article_id, place, first, now, readers)
    VALUES (%s, %s, %s, %s, 1)
    ON CONFLICT (article_id, place, first, now) DO UPDATE SET readers = share.readers + 1
"""
_ONE_LESS = f"""
    UPDATE {Share._meta.db_table} SET readers = readers - 1
    WHERE article_id = %s AND place = %s AND first = %s AND now = %s AND readers > 0
"""
_ADD_UP = f"""
    SELECT first, now, CAST(SUM(readers) AS BIGINT) FROM {Share._meta.db_table}
    WHERE article_id = %s GROUP BY first, now HAVING SUM(readers) > 0
"""
_TABLES = {"stance": Stance._meta.db_table, "size": Share.SIZE}


def move(change: StanceChange) -> None:
    """Count the change alone: to count its thousand anew was a fifth of all that a stance takes."""
    stance = change.stance
    cell = (stance.article_id, stance.reader_id // Share.SIZE, stance.first)
    if change.before:
        sql.run(_ONE_LESS, [*cell, change.before])
    sql.run(_ONE_MORE, [*cell, change.after])


def keep(article_id: int, reader_id: int) -> None:
    """Recount the thousand that this reader is of."""
    place = reader_id // Share.SIZE
    first = place * Share.SIZE
    sql.run(_FORGET, [article_id, place])
    _insert("AND reader_id BETWEEN %s AND %s", article_id, first, first + Share.SIZE - 1)


def count_all(article_id: int) -> None:
    Share.objects.filter(article=article_id).delete()
    _insert("", article_id)


def moves(article_id: int) -> Moves:
    """All thousands added up."""
    found: Moves = {}
    for first, now, readers in sql.rows(_ADD_UP, [article_id]):
        found.setdefault(first, {})[now] = readers
    return found


def wrong(article_id: int) -> Iterator[tuple[str, int, int]]:
    """Which shares are not right: a name, what is kept and what is right."""
    fields = ("place", "first", "now", "readers")
    shares = Share.objects.filter(article=article_id).values_list(*fields)
    kept = {tuple(cell): readers for *cell, readers in shares}
    counted = Share.objects.raw(_COUNT.format(**_TABLES, readers=""), [article_id])
    right = {(each.place, each.first, each.now): each.readers for each in counted}
    return differing("share", kept, right)


def differing[Key: tuple[object, ...]](
    what: str, kept: Mapping[Key, int], right: Mapping[Key, int]
) -> Iterator[tuple[str, int, int]]:
    """Which readers of a key are not as many as they are: its name, what is kept and is right."""
    for key in sorted({*kept, *right}):
        if kept.get(key, 0) != right.get(key, 0):
            yield " ".join([what, *map(str, key)]), kept.get(key, 0), right.get(key, 0)


def _insert(readers: str, *values: int) -> None:
    sql.run(_KEEP + _COUNT.format(**_TABLES, readers=readers), values)
