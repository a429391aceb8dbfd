"""Holding a comment for a moderator, and letting what is held go public."""

import pytest

from accounts.models import User
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision
from forum.moderation.models import Act, Case, FlagState, Rule
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests.cast import make_article, make_comment

REASON = "The last sentence is about the writer, not about fines."


def test_approving_tells_whom_the_comment_answers_once(
    comment: Comment, reader2: User, member: User, moderator: User, personal: Rule
) -> None:
    reply = make_comment(reader2, comment.article, "against", comment)
    Comment.objects.filter(pk=reply.pk).update(state=CommentState.HELD)
    replies = Notification.objects.filter(kind="reply", recipient=member)
    replies.delete()  # as if the gate had held it
    decide.approve(moderator, reply, None, "It is about fines.")
    assert replies.count() == 1
    decide.hide(moderator, reply, personal, REASON)
    decide.restore(moderator, reply, None, "I misread it.")
    assert replies.count() == 1


def test_holding_leaves_the_flags_to_whoever_decides(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    decide.hold(moderator, comment, personal, REASON)
    assert comment.flags.get().state == FlagState.WAITING
    decide.approve(moderator, comment, None, "It is about fines.")
    assert comment.flags.get().state == FlagState.DECLINED
    assert not Case.objects.exists()


def test_no_moderator_decides_on_what_they_flagged(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    flag(moderator, comment, comment.article, personal)
    with pytest.raises(Refused, match="You flagged this yourself") as refused:
        decide.hide(moderator, comment, personal, REASON)
    assert refused.value.status == 403


def test_the_essays_author_holds_no_comment_that_a_moderator_left_public(
    comment: Comment, author: User, moderator: User, personal: Rule
) -> None:
    decide.hold(author, comment, personal, REASON)
    decide.approve(moderator, comment, None, "It is about fines.")
    with pytest.raises(Refused, match="left it public") as refused:
        decide.hold(author, comment, personal, REASON)
    assert refused.value.status == 403


def test_the_author_of_another_essay_holds_nothing_here(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    make_article(reader2)
    with pytest.raises(Refused, match="Only moderators"):
        decide.hold(reader2, comment, personal, REASON)


def test_software_holds_and_signs_as_software(comment: Comment, personal: Rule) -> None:
    entry = decide.act(Act.HOLD, comment, Decision(None, personal, "Readers of both sides."))
    assert (entry.automated, entry.moderator) == (True, None)
    assert Comment.objects.get().state == "held"
