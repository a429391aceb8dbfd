"""The numbers kept for speed, each recomputed from its rows. The caller holds the lock."""

from django.db.models import Count, Max, Q

from forum.articles.models import Article
from forum.comments import ranking, tree
from forum.comments.models import Comment, Rating

type Numbers = dict[str, object]


def lock_article(article_id: int) -> Article:
    """The article's row as it is now; until the transaction ends its debate has one writer."""
    # no_key: rows that merely point to the article (a flag, a stance) need not wait.
    return Article.objects.select_for_update(no_key=True).get(pk=article_id)


def article_numbers(article_id: int) -> Numbers:
    """What an article keeps of its debate. Only visible comments count."""
    comments = Comment.objects.visible().filter(article=article_id)
    return comments.aggregate(
        for_count=Count("id", filter=Q(position="for")),
        against_count=Count("id", filter=Q(position="against")),
        neutral_count=Count("id", filter=Q(position="neutral")),
        last_comment_at=Max("created_at"),
    )


def count_debate(comment: Comment) -> None:
    """Recount what a change of this comment's state or position touches: article and thread."""
    Article.objects.filter(pk=comment.article_id).update(**article_numbers(comment.article_id))
    root = tree.root_of(comment.path)
    in_thread = Comment.objects.filter(article=comment.article_id).under(root)
    Comment.objects.filter(article=comment.article_id, path=root).update(
        descendants=in_thread.visible().count()
    )


def count_ratings(comment: Comment) -> None:
    """Recount one comment's ratings and its score."""
    rows = Rating.objects.filter(comment=comment).values_list("stand", "strong")
    ballots = [ranking.Ballot(*row) for row in rows.annotate(readers=Count("id"))]
    Comment.objects.filter(pk=comment.pk).update(**ranking.numbers(comment.position, ballots))
