"""Deleting one's own comment: its words go, the thread under it stays."""

from django.db import transaction

from accounts.models import User
from forum.comments import rules
from forum.comments.actions.counting import lock_article, lock_with_answered
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.refusals import refuse_if


@transaction.atomic
def delete_comment(author: User, comment: Comment) -> None:
    """Delete the comment with all it ever said. What answers it stays, under an empty place."""
    lock_article(comment.article_id)
    lock_with_answered([comment])
    comment.refresh_from_db()
    refuse_if(rules.may_delete(author, comment))
    # What its author takes back is gone, also from the database: a state alone would keep it.
    comment.revisions.all().delete()
    comment.source = comment.html = ""
    comment.save(update_fields=["source", "html"])
    set_state(comment, CommentState.DELETED)
