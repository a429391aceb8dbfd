"""The numbers kept for speed, each recomputed from its rows. The caller holds the lock."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from forum.articles.models import Article
from forum.comments import ranking
from forum.comments.actions import blocks
from forum.comments.models import Comment, Rating
from forum.pages import versions
from forum.sql import to_change

type Numbers = dict[str, object]

# What acts ask of an article; the rest of its row comes when it is asked for.
_LOCK = f"""
    SELECT id, author_id, slug, title, state, locked_at, last_number, last_comment_at,
        for_count, against_count, neutral_count
    FROM {Article._meta.db_table} WHERE id = %s
"""


def lock_article(article_id: int) -> Article:
    """The article's row as it is now; until the transaction ends its debate has one writer, who
    changes what its pages show."""
    rows = list(Article.objects.raw(_LOCK + to_change(), [article_id]))
    if not rows:
        raise Article.DoesNotExist
    versions.touch(versions.article(article_id))
    return rows[0]


def lock_articles(ids: Iterable[int]) -> None:
    """The same for several debates, whose rows nobody needs to read."""
    wanted = sorted(set(ids))
    rows = Article.objects.filter(pk__in=wanted).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    versions.touch(*map(versions.article, wanted))


def lock_with_answered(comments: Iterable[Comment]) -> list[Comment]:
    """Lock the comments and those they answer, by id, after the article: what happens to an answer
    may change which is the best. Returns the rows of both as they are now, with their article."""
    ids = {pk for comment in comments for pk in (comment.pk, comment.parent_id) if pk}
    rows = Comment.objects.filter(pk__in=ids).with_article().order_by("pk")
    return list(rows.select_for_update(of=["self"], no_key=True))


def count_debate(*comments: Comment) -> None:
    """Recount what a change of these comments' states or positions touches, each once: the
    articles, the threads, and the passages and claims that the threads answer."""
    debates: dict[int, list[Comment]] = defaultdict(list)
    for comment in comments:
        debates[comment.article_id].append(comment)
    for article_id, those in sorted(debates.items()):
        blocks.count(article_id, those)


def count_ratings(comment: Comment) -> None:
    """Recount one comment's ratings and its score."""
    rows = Rating.objects.filter(comment=comment).values_list("stand", "strong")
    ballots = [ranking.Ballot(*row) for row in rows.annotate(readers=Count("id"))]
    Comment.objects.filter(pk=comment.pk).update(**ranking.numbers(comment.position, ballots))
