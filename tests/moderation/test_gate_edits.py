"""Changing a comment: its new words pass the same gate."""

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import CommentState
from forum.moderation.actions.submit import resubmit
from forum.moderation.models import Case
from forum.refusals import Refused
from tests.moderation.writing import refusal, say, wait

pytestmark = pytest.mark.usefixtures("site_figures")

SPAM = "See for yourself at https://cheap.example/now what they sell."


def test_an_edit_passes_the_same_gate(member: User, article: Article) -> None:
    comment = say(member, article, "We dropped the fines in May.")
    resubmit(member, comment, "for", SPAM)
    comment.refresh_from_db()
    assert comment.state == CommentState.HELD
    assert Case.objects.filter(comment=comment).exists()
    article.refresh_from_db()
    assert article.for_count == 0


def test_an_edit_need_not_wait_and_may_keep_its_words(member: User, article: Article) -> None:
    comment = say(member, article, "We dropped the fines in May.")
    resubmit(member, comment, "against", "We dropped the fines in May.")
    comment.refresh_from_db()
    assert (comment.position, comment.state) == ("against", CommentState.VISIBLE)


def test_an_edit_to_words_said_before_is_refused(member: User, article: Article) -> None:
    say(member, article, "We dropped the fines in May.")
    wait(member, minutes=1)
    second = say(member, article, "And the returns did not change.")
    with pytest.raises(Refused):
        resubmit(member, second, "for", "We dropped the fines in May.")


def test_after_an_edit_its_new_words_are_said_and_its_old_ones_are_not(
    member: User, article: Article
) -> None:
    comment = say(member, article, "We dropped the fines in May.")
    resubmit(member, comment, "for", "We dropped the fines in June.")
    wait(member, minutes=1)
    refusal(member, article, "We dropped the fines in June.")
    assert say(member, article, "We dropped the fines in May.").state == CommentState.VISIBLE
