"""Flags by readers of both sides take a comment out of sight until a moderator has looked; flags
of one side alone, and ratings, never do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.comments.models import Comment, CommentState
from forum.moderation import weights
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag, flag_member, unflag
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.models import (
    Case,
    Change,
    Flag,
    FlagState,
    Hold,
    LogEntry,
    Rule,
    Statement,
)
from forum.stances.actions.take import take_stance
from tests.cast import client_of, make_article, make_comment, make_members, rate


def flag_as(stand: str, comment: Comment, rule: Rule, how_many: int = 1) -> list[User]:
    """So many new readers of this stance flag the comment."""
    readers = make_members(how_many, joined=timezone.now() - timedelta(days=2))
    for reader in readers:
        if stand:
            take_stance(reader, comment.article, stand)
        flag(reader, comment, comment.article, rule)
    comment.refresh_from_db()
    return readers


@pytest.mark.parametrize(
    ("upheld", "settled", "expected"), [(0, 0, 1 / 2), (1, 1, 2 / 3), (0, 4, 1 / 6), (8, 8, 0.9)]
)
def test_a_flagger_weighs_as_much_as_their_earlier_flags_were_upheld(
    upheld: int, settled: int, expected: float
) -> None:
    assert weights.weight(upheld, settled) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        (["for", "against"], True),
        (["for", "against", "undecided"], True),
        (["for", "undecided"], False),
        (["against"], False),
        ([], False),
    ],
)
def test_enough_weight_counts_only_from_both_sides(stands: list[str], expected: bool) -> None:
    assert weights.is_enough([1.0, 1.0], stands, threshold=2.0) is expected
    assert not weights.is_enough([1.0, 0.9], stands, threshold=2.0)


def test_a_comment_flagged_from_both_sides_is_held_by_software_with_a_statement(
    comment: Comment, member: User, personal: Rule
) -> None:
    flag_as("for", comment, personal, 2)
    flag_as("against", comment, personal, 1)
    assert comment.state == CommentState.VISIBLE
    flag_as("", comment, Rule.objects.get(slug="spam"))
    assert comment.state == CommentState.HELD
    entry = LogEntry.objects.get()
    assert (entry.act, entry.automated, entry.moderator, entry.rule, entry.comment) == (
        "hold",
        True,
        None,
        personal,
        comment,
    )
    assert "both sides" in entry.reason
    assert Statement.objects.get().member == member
    assert Change.objects.get().before == CommentState.VISIBLE
    assert Hold.objects.get().name == "flags"
    assert Case.objects.get().comment == comment
    assert Flag.objects.filter(state=FlagState.WAITING).count() == 4
    page = client_of(make_members(1)[0]).get(comment.article.get_absolute_url())
    assert comment.source not in page.content.decode()


def test_one_side_alone_takes_nothing_out_of_sight_however_many_it_is(
    comment: Comment, personal: Rule
) -> None:
    flag_as("against", comment, personal, 6)
    flag_as("undecided", comment, personal, 2)
    assert comment.state == CommentState.VISIBLE


def test_flags_of_closed_and_suspended_accounts_hold_nothing(
    comment: Comment, personal: Rule
) -> None:
    closed, suspended = flag_as("for", comment, personal, 2)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    later = timezone.now() + timedelta(days=3)
    User.objects.filter(pk=suspended.pk).update(suspended_until=later)
    flag_as("against", comment, personal, 2)
    assert comment.state == CommentState.VISIBLE
    flag_as("for", comment, personal)
    assert comment.state == CommentState.VISIBLE
    flag_as("for", comment, personal)
    assert comment.state == CommentState.HELD


def test_flags_of_accounts_made_today_hold_nothing(comment: Comment, personal: Rule) -> None:
    for stand in ("for", "against"):
        for reader in make_members(5):
            take_stance(reader, comment.article, stand)
            flag(reader, comment, comment.article, personal)
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE
    assert Case.objects.filter(comment=comment).exists(), "a moderator reads them all the same"


def test_ratings_never_count(comment: Comment, personal: Rule) -> None:
    for stand in ["for", "against"] * 4:
        reader = make_members(1)[0]
        take_stance(reader, comment.article, stand)
        rate(reader, comment, False, stand)
    flag_as("for", comment, personal)
    assert comment.state == CommentState.VISIBLE


def test_a_reader_whose_flags_were_declined_weighs_less(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    readers = make_members(4)
    for reader, stand in zip(readers, ["for", "against"] * 2, strict=True):
        earlier = make_comment(comment.author, comment.article)
        flag(reader, earlier, comment.article, personal)
        decide.keep(moderator, earlier, None, "It breaks no rule.")
        take_stance(reader, comment.article, stand)
        flag(reader, comment, comment.article, personal)
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE
    assert set(weights.of_flaggers([r.pk for r in readers]).values()) == {1 / 3}


def test_what_a_moderator_kept_is_not_held_again_by_the_same_flags(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    flag_as("for", comment, personal, 2)
    flag_as("against", comment, personal, 1)
    decide.keep(moderator, comment, None, "Sharp, and about the figures.")
    flag_as("against", comment, personal, 3)
    flag_as("undecided", comment, personal, 2)
    assert comment.state == CommentState.VISIBLE
    flag_as("for", comment, personal)
    assert comment.state == CommentState.HELD


def test_a_held_comment_that_was_approved_needs_as_many_new_flags(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    flag_as("for", comment, personal, 2)
    flag_as("against", comment, personal, 2)
    assert comment.state == CommentState.HELD
    decide.approve(moderator, comment, None, "It breaks no rule.")
    comment.refresh_from_db()
    flag_as("for", comment, personal)
    assert comment.state == CommentState.VISIBLE


def test_flags_that_wait_again_after_an_undo_do_not_hold_it_either(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    flag_as("for", comment, personal, 2)
    flag_as("against", comment, personal, 2)
    held = LogEntry.objects.get()
    undo(held, Decision(moderator, None, "I had not read the thread above it."))
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE
    assert Flag.objects.filter(state=FlagState.WAITING).count() == 4
    flag_as("against", comment, personal)
    assert comment.state == CommentState.VISIBLE


def test_a_flag_taken_back_no_longer_weighs_and_a_held_comment_stays_for_its_moderator(
    comment: Comment, personal: Rule
) -> None:
    flag_as("for", comment, personal, 3)
    unflag(Flag.objects.all()[0])
    flag_as("against", comment, personal)
    assert comment.state == CommentState.VISIBLE
    flag_as("against", comment, personal)
    assert comment.state == CommentState.HELD
    unflag(Flag.objects.all()[0])
    comment.refresh_from_db()
    assert comment.state == CommentState.HELD
    assert Case.objects.get().comment == comment


def test_essays_and_profiles_wait_for_a_person_however_many_flag_them(
    author: User, personal: Rule
) -> None:
    essay = make_article(author)
    for stand in ["for", "against"] * 3:
        reader = make_members(1)[0]
        take_stance(reader, essay, stand)
        flag(reader, None, essay, personal)
        flag_member(reader, author, personal)
    essay.refresh_from_db()
    assert essay.state == "published"
    assert not LogEntry.objects.exists()
