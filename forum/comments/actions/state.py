"""A comment's state: whether others see it. Who may change it, and why, is asked elsewhere."""

from django.db import transaction
from django.utils import timezone

from forum.comments.actions.best_answer import keep_best_answers
from forum.comments.actions.counting import count_debate, lock_article, lock_with_answered
from forum.comments.actions.front import keep_front
from forum.comments.models import Comment, CommentState


@transaction.atomic
def set_state(comment: Comment, state: str) -> None:
    """Set the state and recount what counts only visible comments.

    What its author deleted stays deleted: there are no words left to show.
    """
    lock_article(comment.article_id)
    lock_with_answered([comment])
    comment.refresh_from_db(fields=["state"])
    if comment.state in (state, CommentState.DELETED):
        return
    comment.state, comment.state_at = state, timezone.now()
    comment.save(update_fields=["state", "state_at"])
    count_debate(comment)
    keep_front(comment)
    keep_best_answers([comment])
