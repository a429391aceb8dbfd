"""Changing a comment soon after posting; what it said before is kept and shown."""

from http import HTTPStatus

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.comments import rules
from forum.comments.actions.best_answer import keep_best_answers
from forum.comments.actions.counting import (
    count_debate,
    count_ratings,
    lock_article,
    lock_with_answered,
)
from forum.comments.actions.front import keep_front
from forum.comments.actions.telling import tell_of_mentions
from forum.comments.gate import OPEN, Gate
from forum.comments.models import Comment, CommentRevision, CommentState
from forum.comments.rendering import rendered_to_post
from forum.refusals import refuse_if


def edit_comment(
    editor: User, comment: Comment, position: str, source: str, gate: Gate = OPEN
) -> Comment:
    """Change the comment's text and, until it is answered, its position. What the gate holds is no
    longer public until a moderator has looked.

    Raises Refused: 403 for others and too late, 400 for what no argument can be, 409 when its
    position may no longer change; and whatever the gate refuses.
    """
    refuse_if(rules.is_argument(position, source), HTTPStatus.BAD_REQUEST)
    html = rendered_to_post(source, gate)
    with transaction.atomic():
        lock_article(comment.article_id)
        lock_with_answered([comment])
        comment.refresh_from_db()
        refuse_if(rules.may_edit(editor, comment))
        if position != comment.position:
            is_answered = comment.replies.visible().exists()
            refuse_if(rules.may_change_position(comment, is_answered), HTTPStatus.CONFLICT)
        if (position, source) == (comment.position, comment.source):
            return comment
        was = _keep(comment)
        comment.position, comment.source, comment.html = position, source, html
        _save(comment, gate)
        count_debate(comment)
        count_ratings(comment)  # another position has another other side
        keep_front(comment, was.position, position)
        keep_best_answers([comment])
        tell_of_mentions(comment)
    return comment


def _keep(comment: Comment) -> CommentRevision:
    return CommentRevision.objects.create(
        comment=comment, position=comment.position, source=comment.source
    )


def _save(comment: Comment, gate: Gate) -> None:
    comment.edited_at = timezone.now()
    if gate.judge(comment) == CommentState.HELD:
        comment.state, comment.state_at = CommentState.HELD, comment.edited_at
    fields = ["position", "source", "html", "edited_at", "state", "state_at"]
    comment.save(update_fields=fields)
    gate.posted(comment)
