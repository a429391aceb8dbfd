"""The numbers kept for speed, each recomputed from its rows. The caller holds the lock."""

from collections import defaultdict
from collections.abc import Iterable

from forum import sql
from forum.articles.models import Article
from forum.comments import ranking
from forum.comments.actions import blocks
from forum.comments.models import Comment, Rating
from forum.pages import versions

type Numbers = dict[str, object]

# What acts ask of an article; the rest of its row comes when it is asked for.
_LOCK = f"""
    SELECT id, author_id, slug, title, state, locked_at, last_number, last_comment_at,
        for_count, against_count, neutral_count
    FROM {Article._meta.db_table} WHERE id = %s
"""

# What rules ask of a comment and its essay, and what is counted by.
_COMMENT = ("id", "author_id", "parent_id", "article_id", "position", "state")
_ESSAY = ("id", "author_id", "state")
_RULED = """
    SELECT {columns} FROM {comment} AS comment JOIN {article} AS article
    ON article.id = comment.article_id WHERE comment.id IN ({marks}) ORDER BY comment.id {end}
"""
_COLUMNS = sql.columns(comment=_COMMENT, article=_ESSAY)

# In SQL, as each rating asks it.
_BALLOTS = f"""
    SELECT stand, strong, COUNT(*) FROM {Rating._meta.db_table} WHERE comment_id = %s
    GROUP BY stand, strong
"""


def lock_article(article_id: int) -> Article:
    """The article's row as it is now; until the transaction ends its debate has one writer, who
    changes what its pages show."""
    rows = sql.models(Article, _LOCK + sql.to_change(), [article_id])
    if not rows:
        raise Article.DoesNotExist
    versions.touch(versions.article(article_id))
    return rows[0]


def lock_articles(ids: Iterable[int]) -> None:
    """The same for several debates, whose rows nobody needs to read."""
    wanted = sorted(set(ids))
    if wanted and (to_lock := sql.to_change()):
        table = Article._meta.db_table
        mine = f"SELECT id FROM {table} WHERE id IN ({sql.marks(wanted)}) ORDER BY id {to_lock}"
        sql.rows(mine, wanted)
    versions.touch(*map(versions.article, wanted))


def lock_with_answered(comments: Iterable[Comment]) -> list[Comment]:
    """Lock the comments and those they answer, by id, after the article: what happens to an answer
    may change which is the best. Returns the rows of both with what rules ask of them, as it is
    now; the rest of a row comes when asked for."""
    ids = {pk for comment in comments for pk in (comment.pk, comment.parent_id) if pk}
    return ruled(sorted(ids), sql.to_change("comment"))


def ruled(ids: Iterable[int], end: str = "") -> list[Comment]:
    """The comments with these ids, by id, with what rules ask of them."""
    tables = {"comment": Comment._meta.db_table, "article": Article._meta.db_table}
    found = []
    for some in sql.batches(ids):
        marks = sql.marks(some)
        asked = _RULED.format(columns=_COLUMNS, marks=marks, end=end, **tables)
        for row in sql.rows(asked, some):
            comment = sql.made(Comment, _COMMENT, row)
            comment.article = sql.made(Article, _ESSAY, row[len(_COMMENT) :])
            found.append(comment)
    return found


def count_debate(*comments: Comment) -> None:
    """Recount what a change of these comments' states or positions touches, each once: the
    articles, the threads, and the passages and claims that the threads answer."""
    debates: dict[int, list[Comment]] = defaultdict(list)
    for comment in comments:
        debates[comment.article_id].append(comment)
    for article_id, those in sorted(debates.items()):
        blocks.count(article_id, those)


def count_ratings(comment: Comment) -> None:
    """Recount one comment's ratings and its score, on this object too."""
    ballots = [ranking.Ballot(*row) for row in sql.rows(_BALLOTS, [comment.pk])]
    numbers = ranking.numbers(comment.position, ballots)
    those = ", ".join(f"{name} = %s" for name in numbers)
    mend = f"UPDATE {Comment._meta.db_table} SET version = version + 1, {those} WHERE id = %s"
    sql.run(mend, [*numbers.values(), comment.pk])
    for name, number in numbers.items():
        setattr(comment, name, number)
