"""Naming the comment that changed one's stance, and taking that back."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.comments.actions.counting import lock_articles
from forum.comments.models import Comment
from forum.notifications.actions import tell, untell
from forum.notifications.models import Kind
from forum.refusals import refuse_if
from forum.stances import rules
from forum.stances.models import Delta, Stance, StanceChange


@dataclass(frozen=True)
class Moved:
    """What a reader says moved them: a comment, and why."""

    comment: Comment
    reason: str


def give(stance: Stance, moved: Moved) -> Delta:
    """Keep the reader's word with the last change of their stance. The caller holds the stance.

    Raises Refused: 403 for who may not, 400 for a reason that is none, 409 if the comment or the
    change is no longer (or not yet) one that a word can be given for.
    """
    comment = Comment.objects.select_for_update(no_key=True).get(pk=moved.comment.pk)
    _check(stance, comment, moved.reason)
    delta = Delta.objects.create(
        change=_change_to_explain(stance),
        comment=comment,
        giver=stance.reader,
        reason=moved.reason.strip(),
    )
    count_moved(comment)
    tell(
        comment.author,
        Kind.MOVED,
        actor=stance.reader,
        article=stance.article,
        comment=comment,
    )
    return delta


@transaction.atomic
def take_back(reader: User, delta: Delta) -> None:
    """Unsay it, as long as that may be; the change of stance stays."""
    refuse_if(rules.may_take_back(reader, delta))
    take_out(delta)


@transaction.atomic
def take_out(delta: Delta) -> None:
    """Take the words out, whoever asks: an administrator, where they break a rule."""
    lock_articles([delta.comment.article_id])
    comment = Comment.objects.select_for_update(no_key=True).get(pk=delta.comment_id)
    Delta.objects.filter(pk=delta.pk).delete()
    count_moved(comment)
    if delta.giver:
        untell(Kind.MOVED, actor=delta.giver, comment=comment)


def count_moved(comment: Comment) -> None:
    """Recount how many readers a comment moved. The caller holds its lock."""
    readers = Delta.objects.filter(comment=comment).count()
    Comment.objects.filter(pk=comment.pk).update(moved_count=readers)


def _check(stance: Stance, comment: Comment, reason: str) -> None:
    refuse_if(rules.is_about(stance.article, comment), HTTPStatus.BAD_REQUEST)
    refuse_if(rules.is_shown(comment), HTTPStatus.CONFLICT)
    refuse_if(rules.may_be_moved(stance.reader, comment))
    refuse_if(rules.is_reason(reason), HTTPStatus.BAD_REQUEST)
    if Delta.objects.filter(comment=comment, giver=stance.reader).exists():
        refuse_if(_("You have said already that this reply moved you."), HTTPStatus.CONFLICT)


def _change_to_explain(stance: Stance) -> StanceChange:
    """The reader's last change, made just now or before, if nothing is named for it yet."""
    last = stance.changes.select_related("delta").latest("at", "id")
    if not last.before:
        refuse_if(
            _("You have not changed your stance, so nothing has moved you yet."),
            HTTPStatus.CONFLICT,
        )
    if hasattr(last, "delta"):
        refuse_if(
            _("You have named already what moved you to where you stand now."), HTTPStatus.CONFLICT
        )
    return last
