"""Rating: one reader's word on whether a comment is a strong or a weak case for its side."""

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import sql
from forum.articles.models import Article
from forum.comments import rules
from forum.comments.actions.best_answer import keep_best_answers
from forum.comments.actions.counting import count_ratings, lock_articles, lock_with_answered
from forum.comments.actions.front import keep_front
from forum.comments.models import Comment, Rating
from forum.refusals import refuse_if

_SAY = f"""
    INSERT INTO {Rating._meta.db_table} (comment_id, reader_id, strong, stand, rated_at)
    VALUES (%s, %s, %s, %s, %s) ON CONFLICT (comment_id, reader_id) DO UPDATE SET
        strong = excluded.strong, stand = excluded.stand, rated_at = excluded.rated_at
"""

# What a reader rated before taking a stance: asked with the first stance of each.
_WAITING = f"""
    SELECT comment.id, comment.parent_id FROM {Rating._meta.db_table} AS rating
    JOIN {Comment._meta.db_table} AS comment
        ON comment.id = rating.comment_id AND comment.article_id = %s
    WHERE rating.reader_id = %s AND rating.stand = ''
"""
_COUNTS = f"UPDATE {Rating._meta.db_table} SET stand = %s WHERE reader_id = %s AND comment_id IN"


@transaction.atomic
def rate(reader: User, comment: Comment, strong: bool | None, stand: Callable[[], str]) -> Comment:
    """Say strong or weak, change it, or with None take it back. Returns the comment recounted.

    `stand` tells the reader's stance, '' without one: it counts when they take one. It is asked
    under the essay's lock, which who takes a stance holds too: of the two that come at once, the
    later finds what the other said. Those who rate one essay's comments queue at its row, because a
    rating may change who is on the first screen.
    """
    lock_articles([comment.article_id])
    comment = lock_with_answered([comment])[-1]  # what it answers was there before it
    refuse_if(rules.may_rate(reader, comment))
    if strong is None:
        Rating.objects.filter(comment=comment, reader=reader).delete()
    else:
        _say(Rating(comment=comment, reader=reader, strong=strong, stand=stand()))
    count_ratings(comment)
    keep_front(comment)
    keep_best_answers([comment])
    return comment


def _say(rating: Rating) -> None:
    """Keep it in the place of what its reader said before, if anything."""
    about = (rating.comment_id, rating.reader_id, rating.strong, rating.stand)
    sql.run(_SAY, [*about, sql.time(timezone.now())])


def count_without_stance(reader: User, article: Article, stand: str) -> None:
    """Let the ratings a reader gave before taking a stance count from that stance. The caller
    holds the article's lock."""
    waiting = {each.pk: each for each in sql.models(Comment, _WAITING, [article.pk, reader.pk])}
    if not waiting:
        return
    rated = [each for each in lock_with_answered(waiting.values()) if each.pk in waiting]
    for some in sql.batches(waiting):
        sql.run(f"{_COUNTS} ({sql.marks(some)})", [stand, reader.pk, *some])
    for comment in rated:
        count_ratings(comment)
    keep_best_answers(rated)
    for root in {each.position: each for each in rated if each.parent_id is None}.values():
        keep_front(root)  # once a side
