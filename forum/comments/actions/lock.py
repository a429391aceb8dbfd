"""Close a thread to new replies, or open it again, for a moderator."""

from django.db import transaction
from django.utils import timezone

from forum.comments import tree
from forum.comments.actions.counting import lock_article
from forum.comments.models import Comment


@transaction.atomic
def set_lock(comment: Comment, locked: bool) -> Comment:
    """Write the lock on the root of the comment's thread and on all under it; returns the root.
    Whether it may be done, and the record of why, are moderation's."""
    lock_article(comment.article_id)
    path = tree.root_of(comment.path)
    debate = Comment.objects.filter(article=comment.article_id)
    at = timezone.now() if locked else None
    debate.under(path).update(locked_at=at)
    debate.filter(path=path).update(locked_at=at)
    return debate.select_related("author", "article__author").get(path=path)
