"""The page of numbers: everyone reads what was done, how long it took, and for which side."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision, keep_changes, record
from forum.moderation.balance import Share
from forum.moderation.cases import keep_case
from forum.moderation.models import Act, Appeal, AppealState, Flag, Harm, Hold, Rule, Scope
from forum.moderation.numbers.period import Period, length
from forum.moderation.numbers.whole import Numbers, count
from tests.cast import make_comment, make_members

URL = "/moderation/numbers/"
NOW = timezone.now()
REASON = "It answers the man and not the figure."


def year() -> Numbers:
    return count(Period.YEAR)


def decided(
    kind: Act, comment: Comment, moderator: User, rule: Rule, ago: timedelta = timedelta()
) -> None:
    decide.act(kind, comment, Decision(moderator, rule, REASON, at=timezone.now() - ago))


@pytest.fixture
def debate(article: Article) -> dict[str, list[Comment]]:
    """Twelve members argue For, twelve others Against."""
    return {
        side: [make_comment(member, article, side) for member in make_members(12)]
        for side in ("for", "against")
    }


def test_everyone_reads_the_numbers_of_a_new_site(db: None) -> None:
    for period in Period.values:
        answer = Client().get(URL, {"period": period})
        assert answer.status_code == 200
        assert "Nothing was done in this time." in answer.content.decode()


def test_a_period_that_there_is_not_is_said_to_be_none(db: None) -> None:
    answer = Client().get(URL, {"period": "century"})
    assert answer.status_code == 400
    assert "no numbers of this period" in answer.content.decode()


def test_arguments_taken_down_are_counted_for_each_side(
    debate: dict[str, list[Comment]], moderator: User, personal: Rule
) -> None:
    pro, contra = debate["for"], debate["against"]
    decided(Act.HIDE, pro[0], moderator, personal)
    decided(Act.REMOVE, contra[0], moderator, personal)
    decided(Act.HIDE, contra[1], moderator, personal)
    decided(Act.RESTORE, contra[1], moderator, personal)
    found = year().sides
    assert (found.taken.pro, found.taken.contra) == (Share(1, 12), Share(2, 12))
    assert (found.members.pro, found.members.contra) == (Share(1, 12), Share(2, 12))
    assert (found.back.pro, found.back.contra) == (Share(0, 1), Share(1, 2))


def test_what_is_put_back_and_hidden_again_is_not_back(
    debate: dict[str, list[Comment]], moderator: User, personal: Rule
) -> None:
    for kind in (Act.HIDE, Act.RESTORE, Act.HIDE):
        decided(kind, debate["for"][0], moderator, personal)
    assert year().sides.back.pro == Share(0, 1)


def test_many_arguments_of_one_member_are_one_member(
    debate: dict[str, list[Comment]], article: Article, moderator: User, personal: Rule
) -> None:
    [flooder] = make_members(1)
    for number in range(5):
        spam = make_comment(flooder, article, "against", source=f"Buy number {number} here.")
        decided(Act.HIDE, spam, moderator, personal)
    found = year().sides
    assert found.taken.contra == Share(5, 17)
    assert found.members.contra == Share(1, 13)


def test_what_is_held_and_not_approved_is_taken_down(debate: dict[str, list[Comment]]) -> None:
    """The rules before posting held it; nobody has looked yet."""
    comment = debate["for"][0]
    Comment.objects.filter(pk=comment.pk).update(state=CommentState.HELD, state_at=NOW)
    comment.refresh_from_db()
    Hold.objects.create(comment=comment, name="links", why="New members’ links wait.")
    keep_case(comment)
    found = year()
    assert found.sides.taken.pro == found.sides.held.pro == Share(1, 12)
    assert found.sides.back.pro == Share(0, 0)  # it was never taken from readers
    assert (found.waits.holds.held, found.waiting.cases) == (1, 1)


def test_questions_and_remarks_are_on_no_side(
    article: Article, member: User, moderator: User, personal: Rule
) -> None:
    decided(Act.HIDE, make_comment(member, article, "neutral"), moderator, personal)
    found = year().sides
    assert found.taken.pro.whole == found.taken.contra.whole == 0


def test_the_period_leaves_out_what_was_before(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    decided(Act.HIDE, comment, moderator, personal, ago=timedelta(days=40))
    Comment.objects.filter(pk=comment.pk).update(created_at=NOW - timedelta(days=41))
    assert count(Period.MONTH).acts.all == 0
    assert count(Period.MONTH).sides.taken.pro == Share(0, 0)
    assert year().acts.all == count(Period.ALL).acts.all == 1
    assert year().sides.taken.pro == Share(1, 1)


def test_the_time_to_a_decision_is_that_from_the_first_flag(
    comment: Comment, reader2: User, author: User, moderator: User, rule: Callable[[str], Rule]
) -> None:
    """Of a matter flagged twice: since the first, as grave as the graver."""
    flag(reader2, comment, comment.article, rule("subject"))
    flag(author, comment, comment.article, rule("hatred"))
    for person, minutes in ((reader2, 90), (author, 20)):
        at = timezone.now() - timedelta(minutes=minutes)
        Flag.objects.filter(flagger=person).update(created_at=at)
    decided(Act.REMOVE, comment, moderator, rule("hatred"))
    [wait] = year().waits.harms
    assert wait.harm == Harm.GRAVE
    assert length(wait.median) == "90 minutes"
    assert wait.in_time == Share(0, 1)  # within the hour


def test_flags_upheld_are_told_by_rule(
    debate: dict[str, list[Comment]], reader2: User, moderator: User, rule: Callable[[str], Rule]
) -> None:
    one, other, waiting = debate["for"][:3]
    for comment in (one, other, waiting):
        flag(reader2, comment, comment.article, rule("spam"))
    decided(Act.HIDE, one, moderator, rule("spam"))
    decided(Act.KEEP, other, moderator, rule("spam"))
    found = year().flags
    assert (found.given, found.upheld) == (3, Share(1, 2))
    assert found.rules == [(rule("spam"), Share(1, 2))]
    assert year().waiting.cases == 1


def test_what_was_held_is_counted_until_it_is_approved(
    debate: dict[str, list[Comment]], moderator: User, personal: Rule
) -> None:
    """An act holds one, as flags can; a moderator approves it two hours later."""
    comment = debate["against"][0]
    begun = timezone.now() - timedelta(hours=2)
    hold = record(
        Act.HOLD,
        Scope.COMMENT,
        Decision(None, personal, "Readers of both sides flagged it.", at=begun),
        article=comment.article,
        comment=comment,
    )
    keep_changes(hold, [(comment, CommentState.VISIBLE, CommentState.HELD)])
    # Flags leave both, an act and a hold, and the comment is held once.
    Hold.objects.create(comment=comment, name="flags", why="Both sides.", rule=personal)
    found = year()
    assert found.acts.automated == 1
    assert (found.waits.holds.held, found.waits.holds.approved) == (1, Share(0, 0))
    assert found.sides.held.contra == Share(1, 12)
    approve = record(Act.APPROVE, Scope.COMMENT, Decision(moderator, None, "It is about the fine."))
    keep_changes(approve, [(comment, CommentState.HELD, CommentState.VISIBLE)])
    found = year()
    assert found.waits.holds.approved == Share(1, 1)
    assert found.sides.taken.contra == Share(0, 12)
    [wait] = found.waits.harms
    assert (wait.harm, length(wait.median)) == (Harm.SERIOUS, "2 hours")


def test_appeals_granted_and_acts_undone_are_told(
    comment: Comment, member: User, moderator: User, administrator: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    appeal = Appeal.objects.create(statement=entry.statements.get(), text="It is about the count.")
    assert year().appeals.made == 1
    decision = Decision(administrator, None, "Read again, it is about the count.")
    reverse = record(Act.REVERSE, Scope.COMMENT, decision, comment=comment, undoes=entry)
    Appeal.objects.filter(pk=appeal.pk).update(state=AppealState.GRANTED, decision=reverse)
    found = year()
    assert found.appeals.granted == Share(1, 1)
    assert found.acts.undone == Share(1, 1)


def test_the_page_says_no_more_than_the_numbers_carry(
    debate: dict[str, list[Comment]], moderator: User, personal: Rule
) -> None:
    decided(Act.HIDE, debate["for"][0], moderator, personal)
    assert "could be chance" in Client().get(URL).content.decode()
    for comment in debate["against"]:
        decided(Act.HIDE, comment, moderator, personal)
    cache.clear()
    page = Client().get(URL).content.decode()
    assert "more often to Against" in page
    assert "Why, the numbers do not say" in page


def test_the_numbers_are_kept_for_a_while(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    """They are counted for everyone at once, so a look at them costs what one key costs."""
    Client().get(URL)
    decided(Act.HIDE, comment, moderator, personal)
    assert "Nothing was done" in Client().get(URL).content.decode()
    cache.clear()
    assert "Nothing was done" not in Client().get(URL).content.decode()


def test_the_page_counts_in_as_many_queries_whatever_there_is(
    article: Article,
    reader2: User,
    moderator: User,
    personal: Rule,
    same_queries: Callable[[Callable[[int], object], Callable[[], HttpResponse]], None],
) -> None:
    def moderate(number: int) -> None:
        for person in make_members(number):
            comment = make_comment(person, article, "against")
            flag(reader2, comment, article, personal)
            decided(Act.HIDE, comment, moderator, personal)

    def counted_anew() -> HttpResponse:
        cache.clear()
        return Client().get(URL)

    same_queries(moderate, counted_anew)
