"""An appeal is decided by somebody who had no part in it, with a reason, and is felt at once."""

from collections.abc import Callable

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.state import set_states
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import decide
from forum.moderation.actions.appeal import appeal
from forum.moderation.actions.appeal import decide as decide_appeal
from forum.moderation.actions.flag import flag
from forum.moderation.actions.forget import forget_statements
from forum.moderation.actions.record import Decision, keep_changes, record, state_reasons
from forum.moderation.actions.restrict import act_on_member
from forum.moderation.actions.undo import undo
from forum.moderation.appeals import may_decide
from forum.moderation.models import (
    Act,
    Appeal,
    AppealState,
    Case,
    Flag,
    FlagState,
    LogEntry,
    Rule,
    Scope,
    Statement,
)
from forum.moderation.queue import waiting_for
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests.cast import client_of, make_comment, make_members, make_user

REASON = "The last sentence is about the writer, not about fines."
WRONG = "The last sentence quotes her own essay, and is about the figure in it."
YES = "Read beside the essay it is a quotation."
NO = "It is a quotation, and the sentence around it is about her."


def by(judge: User, reason: str = YES) -> Decision:
    return Decision(judge, None, reason)


def state_of(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.state


def refused(action: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as no:
        action()
    return no.value


def test_granted_the_comment_is_back_and_its_author_is_told(
    appealed: Appeal, comment: Comment, member: User, administrator: User
) -> None:
    entry = decide_appeal(appealed, True, by(administrator))
    assert (entry.act, entry.undoes) == (Act.REVERSE, appealed.statement.entry)
    assert state_of(comment) == CommentState.VISIBLE
    appealed.refresh_from_db()
    assert (appealed.state, appealed.decision) == (AppealState.GRANTED, entry)
    assert not Case.objects.exists()
    notice = Notification.objects.filter(kind="appeal").latest("id")
    assert notice.recipient == member
    assert "Your appeal was granted." in notice.text
    assert YES in notice.text
    assert YES in client_of(member).get(appealed.statement.get_absolute_url()).text


def test_refused_it_stays_and_its_author_is_told_why(
    appealed: Appeal, comment: Comment, member: User, administrator: User
) -> None:
    entry = decide_appeal(appealed, False, by(administrator, NO))
    assert (entry.act, entry.undoes) == (Act.UPHOLD, None)
    assert state_of(comment) == CommentState.HIDDEN
    appealed.refresh_from_db()
    assert (appealed.state, appealed.decision) == (AppealState.REFUSED, entry)
    assert not Case.objects.exists()
    told = Statement.objects.get(entry=entry)
    assert "Your appeal was refused." in Notification.objects.get(statement=told).text
    page = client_of(member).get(told.get_absolute_url()).text
    assert NO in page
    assert "Nothing was taken here" not in page
    assert appealed.statement.get_absolute_url() in page


def test_every_decision_on_an_appeal_has_a_reason(appealed: Appeal, administrator: User) -> None:
    for granted in (True, False):
        assert (
            refused(lambda g=granted: decide_appeal(appealed, g, by(administrator, " "))).status
            == 400
        )
    assert Case.objects.exists()


def test_who_acted_does_not_decide(appealed: Appeal, moderator: User) -> None:
    no = refused(lambda: decide_appeal(appealed, False, by(moderator, NO)))
    assert (no.status, "You decided this yourself" in no.sentence) == (403, True)


def test_who_flagged_it_does_not_decide(
    comment: Comment, member: User, moderator: User, administrator: User, personal: Rule
) -> None:
    flag(administrator, comment, comment.article, personal)
    decide.hide(moderator, comment, personal, REASON)
    made = appeal(member, Statement.objects.get(), WRONG)
    no = refused(lambda: decide_appeal(made, False, by(administrator, NO)))
    assert "You flagged this yourself" in no.sentence


def test_who_has_a_side_in_it_does_not_decide(
    article: Article, member: User, moderator: User, administrator: User, personal: Rule
) -> None:
    answered = make_comment(administrator, article)
    answer = make_comment(member, article, "against", answered)
    decide.hide(moderator, answer, personal, REASON)
    made = appeal(member, Statement.objects.get(), WRONG)
    no = refused(lambda: decide_appeal(made, False, by(administrator, NO)))
    assert "answered you" in no.sentence


def test_a_moderator_does_not_decide_their_own_appeal(
    article: Article, moderator: User, administrator: User, personal: Rule
) -> None:
    decide.hide(administrator, make_comment(moderator, article), personal, REASON)
    made = appeal(moderator, Statement.objects.get(), WRONG)
    no = refused(lambda: decide_appeal(made, True, by(moderator)))
    assert "your own appeal" in no.sentence


def test_only_an_administrator_decides_about_a_moderators_account(
    moderator: User, administrator: User, personal: Rule
) -> None:
    other, third = make_user("theo", "", "moderator"), make_user("nils", "", "administrator")
    act_on_member(Act.WARN, moderator, Decision(administrator, personal, REASON))
    made = appeal(moderator, Statement.objects.get(), WRONG)
    no = refused(lambda: decide_appeal(made, False, by(other, NO)))
    assert "Only administrators" in no.sentence
    decide_appeal(made, True, by(third))


def the_actor(cast: dict[str, User], appealed: Appeal) -> User:
    return cast["moderator"]


def a_flagger_of_the_text(cast: dict[str, User], appealed: Appeal) -> User:
    return _flagger(comment=appealed.statement.comment, article=appealed.statement.article)


def a_flagger_of_the_profile(cast: dict[str, User], appealed: Appeal) -> User:
    return _flagger(member=appealed.statement.member)


def a_flagger_of_the_essay(cast: dict[str, User], appealed: Appeal) -> User:
    return _flagger(article=appealed.statement.article)


def nobody_concerned(cast: dict[str, User], appealed: Appeal) -> User:
    return cast["administrator"]


def _flagger(**about: object) -> User:
    judge = make_user("theo", "", "moderator")
    Flag.objects.create(flagger=judge, rule=Rule.objects.get(slug="spam"), **about)
    return judge


@pytest.mark.parametrize(
    ("judge", "may"),
    [
        (the_actor, False),
        (a_flagger_of_the_text, False),
        (a_flagger_of_the_profile, False),
        (a_flagger_of_the_essay, True),  # which is no word on the comment
        (nobody_concerned, True),
    ],
)
def test_the_queue_offers_an_appeal_to_those_who_may_decide_it(
    appealed: Appeal,
    moderator: User,
    administrator: User,
    judge: Callable[[dict[str, User], Appeal], User],
    may: bool,
) -> None:
    person = judge({"moderator": moderator, "administrator": administrator}, appealed)
    offered = waiting_for(person).filter(appeal=appealed).exists()
    assert (offered, not may_decide(person, appealed)) == (may, may)


@pytest.mark.parametrize("who", ["author", "member", "reader2"])
def test_only_moderators_decide(appealed: Appeal, request: pytest.FixtureRequest, who: str) -> None:
    person = request.getfixturevalue(who)
    assert refused(lambda: decide_appeal(appealed, True, by(person))).status == 403


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("second", [True, False])
def test_what_was_decided_is_not_decided_again(
    appealed: Appeal, administrator: User, first: bool, second: bool
) -> None:
    decide_appeal(appealed, first, by(administrator, NO))
    other = make_user("theo", "Theo Brandt", "moderator")
    no = refused(lambda: decide_appeal(appealed, second, by(other)))
    assert no.status == 409
    assert "Nora Lindgren has decided this appeal already" in no.sentence
    assert NO in no.sentence
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize("granted", [True, False])
def test_an_appeal_is_decided_also_when_the_act_was_taken_back_meanwhile(
    appealed: Appeal, comment: Comment, moderator: User, administrator: User, granted: bool
) -> None:
    undo(appealed.statement.entry, by(moderator, "I read it again."))
    page = client_of(administrator).get(f"/moderation/case/appeal/{appealed.pk}/").text
    assert "I read it again." in page
    entry = decide_appeal(appealed, granted, by(administrator))
    assert entry.undoes is None
    assert state_of(comment) == CommentState.VISIBLE
    assert not Case.objects.exists()


def test_an_appeal_is_granted_also_when_the_text_is_gone(
    appealed: Appeal, comment: Comment, administrator: User
) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.DELETED)
    decide_appeal(appealed, True, by(administrator))
    assert state_of(comment) == CommentState.DELETED


def test_an_appeal_goes_with_a_member_who_leaves(
    appealed: Appeal, member: User, administrator: User
) -> None:
    while forget_statements(member):
        pass
    member.delete()
    assert not Case.objects.exists()
    no = refused(lambda: decide_appeal(appealed, True, by(administrator)))
    assert (no.status, "closed their account" in no.sentence) == (409, True)


def test_of_an_act_on_many_only_what_concerns_the_member_is_given_back(
    article: Article, moderator: User, administrator: User, reader2: User, personal: Rule
) -> None:
    one, other = make_members(2)
    comments = [
        make_comment(one, article),
        make_comment(one, article),
        make_comment(other, article),
    ]
    report = flag(reader2, comments[0], article, personal)
    changes = set_states(comments, CommentState.HIDDEN)
    decision = Decision(moderator, personal, "A flood.")
    entry = record(Act.HIDE, Scope.MANY, decision, article=article, count=3)
    keep_changes(entry, changes)
    comments[0].flags.update(state=FlagState.UPHELD, decision=entry)
    for person, count in ((one, 2), (other, 1)):
        state_reasons(person, entry, "", count)
    made = appeal(one, Statement.objects.get(member=one), "I was no part of it.")
    decide_appeal(made, True, by(administrator))
    assert [state_of(comment) for comment in comments] == ["visible", "visible", "hidden"]
    report.refresh_from_db()
    assert report.state == FlagState.DECLINED
    appeal(other, Statement.objects.get(member=other, entry=entry), "Nor was I.")  # still open
