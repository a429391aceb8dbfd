"""What moderators do to a member's account: who may, what then holds, and how it ends."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.rules import may_post
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag, flag_member
from forum.moderation.actions.handle import handle
from forum.moderation.actions.record import Decision
from forum.moderation.actions.restrict import act_on_member, mend_restricted
from forum.moderation.actions.undo import undo
from forum.moderation.models import Act, Case, Flag, LogEntry, Restriction, Rule, Statement
from forum.moderation.subject import Seen, of
from forum.refusals import Refused
from tests.cast import make_comment

REASON = "Three remarks about her family within an hour."
ON_MEMBERS = [Act.NOTE, Act.WARN, Act.SILENCE, Act.SUSPEND, Act.PREMODERATE, Act.CLEAR]


def in_days(days: int) -> object:
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def decision(moderator: User, personal: Rule) -> Decision:
    return Decision(moderator, personal, REASON)


@pytest.mark.parametrize("act", ON_MEMBERS)
def test_each_act_leaves_an_entry_and_a_statement_and_can_be_undone(
    member: User, decision: Decision, act: Act
) -> None:
    entry = act_on_member(act, member, decision, in_days(3))
    assert (entry.act, entry.scope, entry.member) == (act, "member", member)
    assert list(Statement.objects.values_list("member", "entry")) == [(member.pk, entry.pk)]
    undo(entry, Decision(decision.moderator, None, "It was somebody else."))
    member.refresh_from_db()
    assert may_post(member) == ""
    assert member.name == "Gregor Maas"
    assert not Restriction.objects.active(timezone.now()).exists()


def test_who_is_silenced_or_suspended_writes_nothing_until_it_ends(
    member: User, decision: Decision
) -> None:
    act_on_member(Act.SILENCE, member, decision, in_days(3))
    member.refresh_from_db()
    assert "silenced until" in may_post(member)
    act_on_member(Act.SUSPEND, member, decision, in_days(1))
    member.refresh_from_db()
    assert "suspended until" in may_post(member)
    User.objects.update(silenced_until=timezone.now(), suspended_until=timezone.now())
    member.refresh_from_db()
    assert may_post(member) == ""


def test_the_longer_of_two_silences_holds_and_the_shorter_when_that_is_undone(
    member: User, decision: Decision
) -> None:
    act_on_member(Act.SILENCE, member, decision, short := in_days(3))
    longer = act_on_member(Act.SILENCE, member, decision, in_days(30))
    with pytest.raises(Refused, match="holds already") as refused:
        act_on_member(Act.SILENCE, member, decision, in_days(7))
    assert refused.value.status == 409
    undo(longer, Decision(decision.moderator, None, "A month is too much."))
    member.refresh_from_db()
    assert member.silenced_until == short


@pytest.mark.parametrize("act", [Act.SILENCE, Act.SUSPEND, Act.PREMODERATE])
@pytest.mark.parametrize("days", [None, 0, -1, 400])
def test_what_holds_for_a_time_has_an_end_within_a_year(
    member: User, decision: Decision, act: Act, days: int | None
) -> None:
    with pytest.raises(Refused, match="Choose") as refused:
        act_on_member(act, member, decision, None if days is None else in_days(days))
    assert refused.value.status == 400
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("act", ON_MEMBERS)
def test_each_act_names_a_rule(member: User, moderator: User, act: Act) -> None:
    with pytest.raises(Refused, match="Choose the rule"):
        act_on_member(act, member, Decision(moderator, None, REASON), in_days(3))


@pytest.mark.parametrize("who", ["author", "reader2", "member"])
def test_only_moderators_act_on_members(
    member: User, personal: Rule, request: pytest.FixtureRequest, who: str
) -> None:
    decision = Decision(request.getfixturevalue(who), personal, REASON)
    with pytest.raises(Refused, match="Only moderators"):
        act_on_member(Act.WARN, member, decision)


def test_nobody_acts_on_themselves_and_only_administrators_on_moderators(
    moderator: User, administrator: User, personal: Rule
) -> None:
    with pytest.raises(Refused, match="your own account"):
        act_on_member(Act.NOTE, moderator, Decision(moderator, personal, REASON))
    with pytest.raises(Refused, match="Only administrators"):
        act_on_member(Act.SILENCE, administrator, Decision(moderator, personal, REASON), in_days(1))
    entry = act_on_member(Act.WARN, moderator, Decision(administrator, personal, REASON))
    with pytest.raises(Refused, match="done to you"):
        undo(entry, Decision(moderator, None, "No."))


def test_what_led_to_it_is_in_the_statement_and_not_in_the_public_log(
    comment: Comment, member: User, decision: Decision, reader2: User
) -> None:
    flag(reader2, comment, comment.article, decision.rule)
    entry = act_on_member(Act.WARN, member, decision, occasion=comment)
    assert (entry.comment, entry.article) == (None, None)
    statement = Statement.objects.get()
    assert (statement.comment, statement.article) == (comment, comment.article)
    assert statement.text == comment.source
    assert Case.objects.filter(comment=comment).exists()  # its words are yet to be decided


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (Act.KEEP, "declined"),
        (Act.CLEAR, "upheld"),
        (Act.WARN, "upheld"),
        (Act.SUSPEND, "upheld"),
        (Act.NOTE, "waiting"),
    ],
)
def test_acting_on_a_reported_profile_settles_its_flags_and_undoing_turns_that_round(
    member: User, reader2: User, decision: Decision, act: Act, state: str
) -> None:
    flag_member(reader2, member, decision.rule)
    entry = act_on_member(act, member, decision, in_days(1))
    assert Flag.objects.get().state == state
    assert Case.objects.filter(member=member).exists() == (state == "waiting")
    undo(entry, Decision(decision.moderator, None, "I misread it."))
    assert Flag.objects.get().state == ("declined" if state == "upheld" else "waiting")


def test_who_reported_a_profile_does_not_decide_about_it(
    member: User, moderator: User, decision: Decision
) -> None:
    flag_member(moderator, member, decision.rule)
    with pytest.raises(Refused, match="flagged this profile yourself"):
        act_on_member(Act.CLEAR, member, decision)


def test_two_moderators_do_not_both_silence_for_the_same(
    member: User, administrator: User, decision: Decision
) -> None:
    seen = Seen()
    act_on_member(Act.SILENCE, member, Decision(administrator, decision.rule, REASON), in_days(3))
    with pytest.raises(Refused, match="Nora Lindgren silenced") as refused:
        act_on_member(
            Act.SILENCE,
            member,
            Decision(decision.moderator, decision.rule, REASON, seen),
            in_days(30),
        )
    assert refused.value.status == 409


def test_a_closed_account_is_acted_on_no_more(member: User, decision: Decision) -> None:
    User.objects.filter(pk=member.pk).update(is_active=False)
    with pytest.raises(Refused, match="account is closed") as refused:
        act_on_member(Act.WARN, member, decision)
    assert refused.value.status == 409


def test_a_name_written_anew_is_not_replaced_by_the_cleared_one(
    member: User, decision: Decision
) -> None:
    entry = act_on_member(Act.CLEAR, member, decision)
    assert str(User.objects.get(pk=member.pk)) == "gregor"
    User.objects.filter(pk=member.pk).update(name="Gregor M.")
    with pytest.raises(Refused, match="changed or deleted since"):
        undo(entry, Decision(decision.moderator, None, "It was harmless."))
    assert User.objects.get(pk=member.pk).name == "Gregor M."


def test_recount_mends_what_a_member_keeps_of_restrictions(
    member: User, reader2: User, decision: Decision
) -> None:
    act_on_member(Act.SILENCE, member, decision, until := in_days(3))
    assert list(mend_restricted()) == []
    User.objects.filter(pk=member.pk).update(silenced_until=None)
    User.objects.filter(pk=reader2.pk).update(suspended_until=in_days(9))
    names = [(each.row, each.number) for each in mend_restricted()]
    assert names == [("member gregor", "silenced_until"), ("member mei", "suspended_until")]
    member.refresh_from_db()
    assert member.silenced_until == until


def test_who_was_warned_before_is_warned_again_from_another_comment(
    comment: Comment, member: User, moderator: User, decision: Decision
) -> None:
    for thing in (comment, make_comment(member, comment.article)):
        handle(Act.WARN, moderator, thing, replace(decision, seen=Seen.now(of(thing))))
    assert LogEntry.objects.count() == 2


def test_what_software_did_to_a_former_members_essay_was_not_done_by_its_author(
    comment: Comment, personal: Rule
) -> None:
    entry = decide.act(Act.HOLD, comment, Decision(None, personal, REASON))
    entry.article.author = None
    assert not entry.by_essays_author
