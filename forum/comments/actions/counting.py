"""The numbers kept for speed, each recomputed from its rows. The caller holds the lock."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from forum.articles.models import Article, Claim, Passage
from forum.articles.positions import Position
from forum.comments import ranking, tree
from forum.comments.models import Comment, Rating
from forum.pages import versions

type Numbers = dict[str, object]

BATCH = 5_000  # rows a statement; SQLite binds 32,766 variables at the most


def lock_article(article_id: int) -> Article:
    """The article's row as it is now; until the transaction ends its debate has one writer, who
    changes what its pages show."""
    # no_key: rows that merely point to the article (a flag, a stance) need not wait.
    locked = Article.objects.select_for_update(no_key=True).get(pk=article_id)
    versions.touch(versions.article(article_id))
    return locked


def lock_with_answered(comments: Iterable[Comment]) -> list[Comment]:
    """Lock the comments and those they answer, by id, after the article: what happens to an answer
    may change which is the best. Returns the rows of both as they are now, with their article."""
    ids = {pk for comment in comments for pk in (comment.pk, comment.parent_id) if pk}
    rows = Comment.objects.filter(pk__in=ids).select_related("article").order_by("pk")
    return list(rows.select_for_update(of=["self"], no_key=True))


def article_numbers(article_id: int) -> Numbers:
    """What an article keeps of its debate. Only visible comments count."""
    comments = Comment.objects.visible().filter(article=article_id)
    return comments.aggregate(**by_position(), last_comment_at=Max("created_at"))


def by_position() -> dict[str, Count]:
    """Comments of each position, by the names of the fields that keep how many they are."""
    return {f"{position}_count": Count("id", filter=Q(position=position)) for position in Position}


def count_debate(*comments: Comment) -> None:
    """Recount what a change of these comments' states or positions touches, each once: the
    articles, the threads, and the passages and claims that the threads answer."""
    threads: dict[int, set[str]] = defaultdict(set)
    for comment in comments:
        threads[comment.article_id].add(tree.root_of(comment.path))
    for article_id, roots in sorted(threads.items()):
        Article.objects.filter(pk=article_id).update(**article_numbers(article_id))
        _count_threads(article_id, sorted(roots))
    for passage_id in sorted({c.passage_id for c in comments if c.passage_id}):
        count_answers(passage_id)


def _count_threads(article_id: int, roots: list[str]) -> None:
    """Recount the visible comments under these roots, a range of paths for each."""
    below = Comment.objects.visible().filter(
        article=article_id,
        path__gt=OuterRef("path"),
        path__lt=Concat(OuterRef("path"), Value(tree.END)),
    )
    count = below.order_by().values("article").annotate(n=Count("id")).values("n")
    for start in range(0, len(roots), BATCH):
        rows = Comment.objects.filter(article=article_id, path__in=roots[start : start + BATCH])
        rows.update(descendants=Coalesce(Subquery(count), 0))


def count_answers(passage_id: int) -> None:
    """Recount the comments in threads that answer a passage, and those of its claim, if it has one:
    the claim's are those of all its passages, as its words may have changed in between."""
    answers = Comment.objects.visible().filter(passage=passage_id)
    Passage.objects.filter(pk=passage_id).update(**answers.aggregate(**by_position()))
    for claim in Claim.objects.filter(passages=passage_id):
        on_claim = Comment.objects.visible().filter(passage__claim=claim)
        Claim.objects.filter(pk=claim.pk).update(**on_claim.aggregate(**by_position()))


def count_ratings(comment: Comment) -> None:
    """Recount one comment's ratings and its score."""
    rows = Rating.objects.filter(comment=comment).values_list("stand", "strong")
    ballots = [ranking.Ballot(*row) for row in rows.annotate(readers=Count("id"))]
    Comment.objects.filter(pk=comment.pk).update(**ranking.numbers(comment.position, ballots))
