"""Comments' states: whether others see them. Who may change them, and why, is asked elsewhere."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from forum.comments.actions.best_answer import keep_best_answers
from forum.comments.actions.counting import count_debate, lock_articles
from forum.comments.actions.front import keep_front
from forum.comments.models import Comment, CommentState
from forum.sql import batches

type Was = tuple[Comment, str, str]  # a comment, its state before and after


def set_state(comment: Comment, state: str) -> None:
    """Set the state of one comment; see `set_states`."""
    set_states([comment], state)
    comment.refresh_from_db(fields=["state", "state_at"])


@transaction.atomic
def set_states(comments: Iterable[Comment], state: str) -> list[Was]:
    """Set the state of comments of any debates and recount, once for all of them, what counts only
    visible comments; returns what changed, in the order of the comments' ids.

    What its author deleted stays deleted: there are no words left to show.
    """
    given = {comment.pk: comment for comment in comments}
    now = _locked(given.values())
    kept = (state, CommentState.DELETED)
    changed: list[Was] = [(given[pk], was, state) for pk, was in now.items() if was not in kept]
    at = timezone.now()
    for comment, _was, _now in changed:
        comment.state, comment.state_at = state, at
    moved = [comment for comment, _was, _now in changed]
    for some in batches([comment.pk for comment in moved]):
        Comment.objects.filter(pk__in=some).update(state=state, state_at=at)
    _recount(moved)
    return changed


def _locked(comments: Iterable[Comment]) -> dict[int, str]:
    """Lock the essays, then the comments and those they answer, each in the order of their ids;
    the comments' states as they are now."""
    wanted = {comment.pk for comment in comments}
    answered = {comment.parent_id for comment in comments if comment.parent_id}
    lock_articles(comment.article_id for comment in comments)
    states: dict[int, str] = {}
    for some in batches(sorted(wanted | answered)):
        rows = Comment.objects.filter(pk__in=some).order_by("pk")
        locked = rows.select_for_update(no_key=True).values_list("pk", "state")
        states |= {pk: state for pk, state in locked if pk in wanted}
    return states


def _recount(comments: list[Comment]) -> None:
    count_debate(*comments)
    roots = {(c.article_id, c.position): c for c in comments if c.parent_id is None}
    for root in roots.values():
        keep_front(root)  # once a side
    keep_best_answers(comments)
