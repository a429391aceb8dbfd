"""`manage.py recount` puts right what the queue keeps: every case follows from its rows."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from forum.comments.models import Comment, CommentState
from forum.moderation.actions.flag import flag, flag_member
from forum.moderation.models import Appeal, Case, Flag, Harm, Rule
from tests.cast import make_comment

pytestmark = pytest.mark.django_db


def recounted() -> str:
    said = StringIO()
    call_command("recount", stdout=said)
    return said.getvalue()


def test_cases_that_are_missing_are_opened(
    comment: Comment, appealed: Appeal, member: User, author: User, reader2: User, personal: Rule
) -> None:
    flag(reader2, None, comment.article, personal)
    flag_member(reader2, member, personal)
    held = make_comment(reader2, comment.article)
    Comment.objects.filter(pk=held.pk).update(state=CommentState.HELD)
    Case.objects.all().delete()
    said = recounted()
    for thing in (f"comment {held.pk}", f"article {comment.article_id}", f"member {member.pk}"):
        assert f"{thing}: case was closed" in said
    assert f"appeal {appealed.pk}: case was closed" in said
    assert Case.objects.count() == 4
    assert "case was" not in recounted()


def test_a_case_that_nothing_waits_in_is_closed(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    Flag.objects.all().delete()
    assert "is closed" in recounted()
    assert not Case.objects.exists()


def test_a_case_of_the_wrong_order_is_put_right(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    Case.objects.update(harm=Harm.SLIGHT, due_at=timezone.now() + timedelta(days=9))
    assert f"comment {comment.pk}: case was open" in recounted()
    case = Case.objects.get()
    assert (case.harm, case.due_at - case.since) == (Harm.SERIOUS, timedelta(hours=6))
