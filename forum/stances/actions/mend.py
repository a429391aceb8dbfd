"""Mending every number that stances and deltas leave behind."""

from django.db import transaction
from django.db.models import Count

from forum.articles.models import Article
from forum.comments.actions.counting import lock_articles
from forum.comments.actions.recount import Mended
from forum.comments.models import Comment
from forum.sql import ROWS
from forum.stances.actions import tally
from forum.stances.models import Delta


@transaction.atomic
def mend(article: Article) -> list[Mended]:
    """Recount the essay's tally and how many readers its comments moved; returns what was wrong."""
    lock_articles([article.pk])
    return _moved_counts(article) + tally.recount(article)


def _moved_counts(article: Article) -> list[Mended]:
    comments = Comment.objects.filter(article=article).only("moved_count").order_by("pk")
    locked = list(comments.select_for_update(no_key=True))
    deltas = Delta.objects.filter(comment__article=article).values_list("comment")
    given = dict(deltas.annotate(readers=Count("id")))
    wrong = [comment for comment in locked if comment.moved_count != given.get(comment.pk, 0)]
    mended = []
    for comment in wrong:
        now = given.get(comment.pk, 0)
        mended.append(Mended(f"comment {comment.pk}", "moved_count", comment.moved_count, now))
        comment.moved_count = now
    Comment.objects.bulk_update(wrong, ["moved_count"], batch_size=ROWS)
    return mended
