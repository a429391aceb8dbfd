"""Flags, decisions and rewordings at the same moment, on a real database."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag, unflag
from forum.moderation.actions.rulebook import Wording, reword
from forum.moderation.models import Case, Flag, FlagState, Hold, LogEntry, Rule
from forum.refusals import Refused
from forum.stances.actions.take import take_stance
from tests.cast import make_members
from tests.moderation.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_flags_that_are_enough_together_hold_a_comment_once(
    comment: Comment, personal: Rule
) -> None:
    readers = make_members(6, joined=timezone.now() - timedelta(days=2))
    for number, reader in enumerate(readers):
        take_stance(reader, comment.article, "for" if number % 2 else "against")
    flags = [
        lambda reader=reader: flag(
            reader, Comment.objects.get(pk=comment.pk), comment.article, personal
        )
        for reader in readers
    ]
    at_once(*flags)
    comment.refresh_from_db()
    assert comment.state == CommentState.HELD
    assert LogEntry.objects.get().act == "hold"
    assert Hold.objects.count() == Case.objects.count() == 1
    assert Flag.objects.filter(state=FlagState.WAITING).count() == Flag.objects.count() >= 4


def test_a_flag_is_taken_back_or_decided_about_never_both(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    waiting = flag(reader2, comment, comment.article, personal)
    taken_back, entry = at_once(
        lambda: unflag(Flag.objects.get(pk=waiting.pk)),
        lambda: decide.hide(moderator, comment, personal, "About the man."),
    )
    assert isinstance(entry, LogEntry)
    left = list(Flag.objects.values_list("state", "decision"))
    expected = [("upheld", entry.pk)] if isinstance(taken_back, Refused) else []
    assert left == expected
    assert not Case.objects.exists()


def test_a_flag_on_what_a_moderator_hides_at_that_moment_leaves_nothing_waiting(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    at_once(
        lambda: flag(reader2, Comment.objects.get(pk=comment.pk), comment.article, personal),
        lambda: decide.hide(moderator, comment, personal, "About the man."),
    )
    assert not Flag.objects.filter(state=FlagState.WAITING).exists()
    assert not Case.objects.exists()


def test_two_rewordings_at_once_are_both_kept(administrator: User, personal: Rule) -> None:
    at_once(
        lambda: reword(administrator, personal, Wording("One", "One.", 2)),
        lambda: reword(administrator, personal, Wording("Other", "Other.", 2)),
    )
    personal.refresh_from_db()
    kept = dict(personal.versions.values_list("version", "title"))
    assert sorted(kept) == [1, 2, 3]
    assert {kept[2], kept[3]} == {"One", "Other"}
    assert personal.title == kept[personal.version] == kept[3]
