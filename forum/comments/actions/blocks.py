"""Counting a debate of any length: a change reads one thousand comments, and adds up the sums of
the other thousands; a new comment is added to the sums of its own. The caller holds the lock of the
article.

In SQL, and each step one statement: they run for every comment that is posted, and the ORM would
take longer to write them than both databases take to do what they say.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db import connection

from forum.articles.models import Article, Claim, Passage
from forum.comments import tree
from forum.comments.models import Block, Comment
from forum.comments.models.blocks import SIZE
from forum.sql import batches, marks

FIELDS = ["part", "place", "for_count", "against_count", "neutral_count", "newest_at"]

_TABLES = {
    "article": Article._meta.db_table,
    "block": Block._meta.db_table,
    "claim": Claim._meta.db_table,
    "comment": Comment._meta.db_table,
    "passage": Passage._meta.db_table,
    "size": SIZE,
    "width": tree.WIDTH,
}

# Of every comment, whatever its state, so that what is counted has a row also where it is nothing.
_COUNTS = """
    COUNT(CASE WHEN position = 'for' AND state = 'visible' THEN 1 END) AS for_count,
    COUNT(CASE WHEN position = 'against' AND state = 'visible' THEN 1 END) AS against_count,
    COUNT(CASE WHEN position = 'neutral' AND state = 'visible' THEN 1 END) AS neutral_count,
    MAX(CASE WHEN state = 'visible' THEN created_at END) AS newest_at
"""

_PARTS = """
    SELECT '' AS part, place, position, state, created_at FROM few
    UNION ALL
    SELECT root, place, position, state, created_at FROM few WHERE depth > 1 {roots}
    UNION ALL
    SELECT 'passage ' || passage_id, place, position, state, created_at FROM few
    WHERE passage_id IS NOT NULL {passages}
"""

# A thousand that nothing was counted of yet is counted whole: comments were brought in without it.
_IS_NEW = """
    NOT EXISTS (SELECT 1 FROM {block} WHERE article_id = %s AND part = '' AND place = %s)
"""

_COUNT = """
    WITH few AS MATERIALIZED (
        SELECT number / {size} AS place, SUBSTR(path, 1, {width}) AS root,
            depth, passage_id, position, state, created_at
        FROM {comment} WHERE article_id = %s {numbers}
    )
    SELECT CAST(%s AS BIGINT) AS article_id, part, place, {counts}
    FROM ({parts}) AS parts WHERE 1 = 1 GROUP BY part, place
"""

_WRITE = """
    INSERT INTO {block} AS block
        (article_id, part, place, for_count, against_count, neutral_count, newest_at)
    {count}
    ON CONFLICT (article_id, part, place) DO UPDATE SET
"""

_KEEP = f"""
    {_WRITE}
        for_count = excluded.for_count, against_count = excluded.against_count,
        neutral_count = excluded.neutral_count, newest_at = excluded.newest_at
"""

# Of one comment that was counted nowhere yet; not if its thousand is to be counted whole.
_ADD = f"""
    {_WRITE}
        for_count = block.for_count + excluded.for_count,
        against_count = block.against_count + excluded.against_count,
        neutral_count = block.neutral_count + excluded.neutral_count,
        newest_at = CASE
            WHEN excluded.newest_at IS NULL OR block.newest_at > excluded.newest_at
            THEN block.newest_at ELSE excluded.newest_at
        END
"""

_ADD_UP = """
    SELECT COALESCE(SUM(for_count), 0), COALESCE(SUM(against_count), 0),
        COALESCE(SUM(neutral_count), 0)
"""

# Only where every thousand up to the newest comment was counted; the number is never lower.
_DEBATE = """
    UPDATE {article} SET
        last_number = CASE WHEN last_number < %s THEN %s ELSE last_number END,
        (for_count, against_count, neutral_count, last_comment_at) = (
            {add_up}, MAX(newest_at) FROM {block} AS blocks
            WHERE blocks.article_id = {article}.id AND part = ''
        )
    WHERE id = %s AND %s <= (
        SELECT COUNT(*) FROM {block} AS blocks
        WHERE blocks.article_id = {article}.id AND part = '' AND place <= %s
    )
"""

_THREADS = """
    UPDATE {comment} SET version = version + 1, descendants = (
        SELECT COALESCE(SUM(for_count + against_count + neutral_count), 0)
        FROM {block} AS blocks
        WHERE blocks.article_id = {comment}.article_id AND part = {comment}.path
    )
    WHERE article_id = %s AND path IN ({marks})
"""

_PASSAGES = """
    UPDATE {passage} SET (for_count, against_count, neutral_count) = (
        {add_up} FROM {block} AS blocks
        WHERE blocks.article_id = {passage}.article_id AND part = 'passage ' || {passage}.id
    )
    WHERE id IN ({marks})
"""

# A claim's are those of all its passages, as its words may have changed in between.
_CLAIMS = """
    UPDATE {claim} SET (for_count, against_count, neutral_count) = (
        {add_up} FROM {passage} AS answered WHERE answered.claim_id = {claim}.id
    )
    WHERE id IN (SELECT claim_id FROM {passage} WHERE id IN ({marks}))
"""


def count(article_id: int, comments: Collection[Comment]) -> None:
    """Recount what these comments of one article count in: the debate, the threads they stand in,
    the passages and claims that those answer."""
    _keep_blocks(article_id, comments)
    _add_up(article_id, comments)


def count_posted(comment: Comment) -> None:
    """The same for one comment that was not there before: reads no other."""
    place = comment.number // SIZE
    added = _count(f"AND number = %s AND NOT {_sql(_IS_NEW)}")
    this = [comment.article_id, comment.number, comment.article_id, place, comment.article_id]
    if not _run(_ADD, this, count=added):
        _keep_blocks(comment.article_id, [comment])
    _add_up(comment.article_id, [comment])


def _add_up(article_id: int, comments: Collection[Comment]) -> None:
    _add_up_debate(article_id, max(comment.number for comment in comments))
    replied = sorted({tree.root_of(comment.path) for comment in comments})
    for roots in batches(replied):
        _run(_THREADS, [article_id, *roots], marks=marks(roots))
    answered = sorted({comment.passage_id for comment in comments if comment.passage_id})
    for passages in batches(answered):
        _run(_PASSAGES, passages, marks=marks(passages))
        _run(_CLAIMS, passages, marks=marks(passages))


def count_all(article_id: int) -> None:
    """Count every thousand of a debate anew, as of one that was brought in without these acts."""
    Block.objects.filter(article=article_id).delete()
    _run(_KEEP, [article_id, article_id], count=_count())


def counted(article_id: int) -> Iterator[tuple[object, ...]]:
    """What the blocks of an article should say, from its comments: their `FIELDS`."""
    rows = Block.objects.raw(_count(), [article_id, article_id])
    return (tuple(getattr(row, name) for name in FIELDS) for row in rows)


def _keep_blocks(article_id: int, comments: Iterable[Comment]) -> None:
    by_place: dict[int, list[Comment]] = {}
    for comment in comments:
        by_place.setdefault(comment.number // SIZE, []).append(comment)
    for place, those in sorted(by_place.items()):
        roots = sorted({tree.root_of(comment.path) for comment in those})
        passages = sorted({comment.passage_id for comment in those if comment.passage_id})
        block = _count(
            "AND number BETWEEN %s AND %s",
            f"AND ({_among('root', roots)} OR {_sql(_IS_NEW)})",
            f"AND ({_among('passage_id', passages)} OR {_sql(_IS_NEW)})",
        )
        first, this = place * SIZE, (article_id, place)
        of: list[str | int] = [article_id, first, first + SIZE - 1, article_id]
        of += [*roots, *this, *passages, *this]
        _run(_KEEP, of, count=block)


def _add_up_debate(article_id: int, newest: int) -> None:
    place = newest // SIZE
    values = [newest, newest, article_id, place + 1, place]
    if not _run(_DEBATE, values):
        count_all(article_id)
        missing = set(range(place + 1)) - set(
            Block.objects.filter(article=article_id, part="").values_list("place", flat=True)
        )
        Block.objects.bulk_create(
            [Block(article_id=article_id, part="", place=each) for each in sorted(missing)]
        )
        _run(_DEBATE, values)


def _count(numbers: str = "", roots: str = "", passages: str = "") -> str:
    return _sql(_COUNT, parts=_sql(_PARTS, roots=roots, passages=passages), numbers=numbers)


def _run(statement: str, values: Sequence[str | int], **parts: str) -> int:
    """Run the statement; returns how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(_sql(statement, **parts), values)
        return cursor.rowcount


def _sql(statement: str, **parts: str) -> str:
    return statement.format(**_TABLES, counts=_COUNTS, add_up=_ADD_UP, **parts)


def _among(column: str, values: Sequence[object]) -> str:
    return f"{column} IN ({marks(values)})" if values else "1 = 0"
