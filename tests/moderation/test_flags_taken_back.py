"""Who flags a comment leaves its answer to others; a flag that waits can be taken back."""

import pytest
from django.urls import reverse

from accounts.models import User
from forum.comments.models import Comment, CommentState
from forum.moderation import rules
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag, unflag
from forum.moderation.models import Case, Flag, Rule
from forum.refusals import Refused
from tests.cast import client_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def flagged(comment: Comment, reader2: User, personal: Rule) -> Flag:
    """Mei-Lin's flag on Gregor's argument."""
    return flag(reader2, comment, comment.article, personal, "Aimed at the man.")


def test_who_flagged_a_comment_cannot_answer_it_and_the_reply_form_says_so(
    flagged: Flag, comment: Comment, reader2: User, author: User
) -> None:
    assert "cannot answer" in rules.may_answer(reader2, comment)
    assert not rules.may_answer(author, comment)
    answer = client_of(reader2).get(reverse("comments:reply", args=[comment.pk]))
    assert answer.status_code == 403
    assert "You flagged this, so you cannot answer it as well." in answer.content.decode()


def test_once_it_is_decided_the_flagger_still_does_not_answer(
    flagged: Flag, comment: Comment, reader2: User, moderator: User
) -> None:
    decide.keep(moderator, comment, None, "Sharp, and about the figures.")
    assert "cannot answer" in rules.may_answer(reader2, comment)


def test_a_flag_taken_back_is_gone_with_its_case_and_the_comment_may_be_answered(
    flagged: Flag, comment: Comment, reader2: User
) -> None:
    reader = client_of(reader2)
    page = reader.get(reverse("moderation:flag_comment", args=[comment.pk])).content.decode()
    back = reverse("moderation:unflag", args=[flagged.pk])
    assert f'action="{back}"' in page
    answer = reader.post(back)
    assert answer.status_code == 302
    assert not Flag.objects.exists()
    assert not Case.objects.exists()
    assert not rules.may_answer(reader2, comment)


def test_taking_one_flag_back_leaves_the_others_waiting(
    flagged: Flag, comment: Comment, author: User, personal: Rule
) -> None:
    flag(author, comment, comment.article, personal)
    unflag(flagged)
    assert Flag.objects.get().flagger == author
    assert Case.objects.get().comment == comment


def test_taking_a_flag_back_happens_in_place(flagged: Flag, reader2: User) -> None:
    back = reverse("moderation:unflag", args=[flagged.pk])
    piece = client_of(reader2).post(back, headers=HTMX).content.decode()
    assert "<html" not in piece
    assert "You took the flag back." in piece


def test_a_flag_that_was_decided_meanwhile_stays_and_its_flagger_is_told(
    flagged: Flag, comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    decide.hide(moderator, comment, personal, "About the man, not the figures.")
    answer = client_of(reader2).post(reverse("moderation:unflag", args=[flagged.pk]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A moderator decided about this meanwhile" in page
    assert "About the man, not the figures." in page
    assert comment.source not in page
    with pytest.raises(Refused):
        unflag(flagged)
    assert Flag.objects.get().state == "upheld"


def test_nobody_takes_back_the_flag_of_another(flagged: Flag, author: User) -> None:
    answer = client_of(author).post(reverse("moderation:unflag", args=[flagged.pk]))
    assert answer.status_code == 404
    assert Flag.objects.exists()


def test_a_flag_on_what_went_meanwhile_can_be_taken_back(
    flagged: Flag, comment: Comment, reader2: User
) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.DELETED)
    answer = client_of(reader2).post(reverse("moderation:unflag", args=[flagged.pk]))
    assert answer.status_code == 302
    assert not Flag.objects.exists()
