"""Acts of all kinds at the same moment, on a real database: each is done whole or refused, and what
they leave behind agrees with itself."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from forum.articles.models import Article
from forum.comments.actions.post import Argument
from forum.comments.actions.recount import recount
from forum.comments.models import Comment
from forum.moderation import proof
from forum.moderation.actions import decide
from forum.moderation.actions.appeal import appeal
from forum.moderation.actions.appeal import decide as decide_appeal
from forum.moderation.actions.batch import act_on_many
from forum.moderation.actions.record import Decision, record
from forum.moderation.actions.submit import submit
from forum.moderation.actions.undo import undo
from forum.moderation.models import (
    Act,
    Appeal,
    Case,
    Change,
    Flag,
    LogEntry,
    Rule,
    Scope,
    Statement,
)
from forum.moderation.selection import Selection
from forum.refusals import Refused
from tests.cast import make_comment, make_members, make_user
from tests.moderation.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 16
WHY = "It is about the writer, not about fines."


@pytest.fixture
def theo(db: None) -> User:
    return make_user("theo", "Theo Brandt", Role.MODERATOR)


def refusals(results: list[object]) -> list[int]:
    return [int(result.status) for result in results if isinstance(result, Refused)]


def last_hour(member: User) -> Selection:
    now = timezone.now()
    return Selection(now - timedelta(hours=1), now + timedelta(hours=1), member)


def check(article: Article) -> None:
    """The log holds, no number is wrong, and each comment went from state to state."""
    assert proof.verify().number == LogEntry.objects.count()
    assert recount(article) == []
    for comment in Comment.objects.all():
        changes = list(Change.objects.filter(comment=comment).order_by("id"))
        assert all(former.after == later.before for former, later in pairwise(changes))
        assert comment.state == (changes[-1].after if changes else "visible")
    assert not Flag.objects.filter(state="waiting", comment__state__in=["hidden", "removed"])


def test_of_two_undos_at_once_one_is_done(
    comment: Comment, moderator: User, theo: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, WHY)
    results = at_once(
        lambda: undo(entry, Decision(moderator, None, "A mistake.")),
        lambda: undo(entry, Decision(theo, None, "It is no attack.")),
    )
    assert refusals(results) == [409]
    assert LogEntry.objects.filter(undoes=entry).count() == 1
    check(comment.article)


def test_an_act_and_an_undo_at_once_come_one_after_the_other(
    comment: Comment, moderator: User, theo: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, WHY)
    results = at_once(
        lambda: undo(entry, Decision(moderator, None, "A mistake.")),
        lambda: decide.remove(theo, comment, personal, "It names her street."),
    )
    # Removed first, the older act is not the one to undo any more; undone first, both are done.
    assert refusals(results) in ([], [409])
    comment.refresh_from_db()
    assert comment.state == "removed"
    check(comment.article)


def test_one_act_on_many_and_acts_on_each_of_them_at_once(
    article: Article, member: User, moderator: User, theo: User, personal: Rule
) -> None:
    comments = [make_comment(member, article) for _ in range(6)]

    def hiding(comment: Comment) -> Callable[[], LogEntry]:
        return lambda: decide.hide(theo, comment, personal, WHY)

    many = Decision(moderator, personal, "All of them are.")
    results = at_once(
        *(hiding(comment) for comment in comments[:3]),
        lambda: act_on_many(Act.REMOVE, last_hour(member), many),
        *(hiding(comment) for comment in comments[3:]),
    )
    entry = LogEntry.objects.get(scope=Scope.MANY)
    assert entry.count == len(comments)
    assert not Comment.objects.exclude(state="removed").exists()
    hidden = LogEntry.objects.filter(act=Act.HIDE).count()
    assert refusals(results) == [409] * (len(comments) - hidden)
    check(article)


def test_two_acts_on_many_at_once_share_the_work(
    article: Article, member: User, moderator: User, theo: User, personal: Rule
) -> None:
    for _ in range(5):
        make_comment(member, article)
    both = [Decision(person, personal, "All of them are.") for person in (moderator, theo)]
    results = at_once(
        *(lambda d=each: act_on_many(Act.HIDE, last_hour(member), d) for each in both)
    )
    assert refusals(results) == [409]
    assert Statement.objects.get().count == 5
    check(article)


def test_a_flood_that_goes_on_while_it_is_removed_and_undone(
    article: Article, member: User, moderator: User, personal: Rule
) -> None:
    writers = make_members(WRITERS)
    first = [make_comment(member, article, source=f"Lamp {n}.") for n in range(4)]

    def posting(writer: User) -> Callable[[], Comment]:
        fresh = Article.objects.get(pk=article.pk)
        return lambda: submit(writer, fresh, None, Argument("for", f"Says {writer}."))

    decision = Decision(moderator, personal, "All of them are.")
    entry = act_on_many(Act.REMOVE, last_hour(member), decision)
    at_once(*map(posting, writers), lambda: undo(entry, decision))
    assert Comment.objects.filter(state="visible").count() == len(first) + WRITERS
    check(article)


def test_a_statement_is_appealed_against_once_however_often_it_is_sent(
    told: Statement, member: User
) -> None:
    words = "The last sentence quotes her own essay, and is about the figure in it."
    results = at_once(*[lambda: appeal(member, told, words)] * 4)
    assert len(refusals(results)) == 3
    assert Appeal.objects.count() == Case.objects.filter(appeal__isnull=False).count() == 1


def test_of_two_who_decide_an_appeal_at_once_one_does(
    appealed: Appeal, administrator: User, theo: User
) -> None:
    results = at_once(
        lambda: decide_appeal(appealed, True, Decision(theo, None, "It is a quotation.")),
        lambda: decide_appeal(appealed, False, Decision(administrator, None, "It stands.")),
    )
    assert refusals(results) == [409]
    appealed.refresh_from_db()
    assert appealed.decision.act == ("reverse" if appealed.state == "granted" else "uphold")
    check(Article.objects.get())


def test_an_appeal_granted_and_an_undo_at_once_give_it_back_once(
    appealed: Appeal, comment: Comment, moderator: User, theo: User
) -> None:
    entry = appealed.statement.entry
    at_once(
        lambda: decide_appeal(appealed, True, Decision(theo, None, "It is a quotation.")),
        lambda: undo(entry, Decision(moderator, None, "A mistake.")),
    )
    comment.refresh_from_db()
    assert comment.state == "visible"
    assert Change.objects.filter(comment=comment).count() == 2
    check(comment.article)


def test_many_who_write_in_the_log_at_once_leave_an_unbroken_chain(
    article: Article, moderator: User
) -> None:
    def noting(n: int) -> Callable[[], LogEntry]:
        decision = Decision(moderator, None, f"Entry {n}.")
        return lambda: transaction.atomic(record)(Act.LOCK, Scope.DEBATE, decision, article=article)

    entries = at_once(*(noting(n) for n in range(WRITERS)))
    assert sorted(entry.number for entry in entries) == list(range(1, WRITERS + 1))
    assert proof.verify().number == WRITERS
