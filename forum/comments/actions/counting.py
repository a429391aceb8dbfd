"""The numbers kept for speed, each recomputed from its rows. The caller holds the lock."""

from collections.abc import Iterable

from django.db.models import Count, Max, Q

from forum.articles.models import Article, Claim, Passage
from forum.articles.positions import Position
from forum.comments import ranking, tree
from forum.comments.models import Comment, Rating

type Numbers = dict[str, object]


def lock_article(article_id: int) -> Article:
    """The article's row as it is now; until the transaction ends its debate has one writer."""
    # no_key: rows that merely point to the article (a flag, a stance) need not wait.
    return Article.objects.select_for_update(no_key=True).get(pk=article_id)


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


def count_debate(comment: Comment) -> None:
    """Recount what a change of this comment's state or position touches: the article, the thread,
    and the passage and claim that the thread answers."""
    Article.objects.filter(pk=comment.article_id).update(**article_numbers(comment.article_id))
    root = tree.root_of(comment.path)
    in_thread = Comment.objects.filter(article=comment.article_id).under(root)
    Comment.objects.filter(article=comment.article_id, path=root).update(
        descendants=in_thread.visible().count()
    )
    if comment.passage_id:
        count_answers(comment.passage_id)


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
