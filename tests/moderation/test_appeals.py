"""Who may appeal against what: the person concerned, once, in time, whatever else they may not."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide, lock
from forum.moderation.actions.appeal import appeal
from forum.moderation.actions.appeal import decide as decide_appeal
from forum.moderation.actions.record import Decision
from forum.moderation.models import (
    Appeal,
    AppealState,
    Case,
    LogEntry,
    Rule,
    Statement,
)
from forum.refusals import Refused
from tests.cast import client_of

type RuleOf = Callable[[str], Rule]

WRONG = "The last sentence quotes her own essay, and is about the figure in it."


def refused(action: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as no:
        action()
    return no.value


def test_a_member_appeals_with_a_plain_form_and_a_case_is_opened(
    told: Statement, member: User
) -> None:
    client = client_of(member)
    url = f"/moderation/statements/{told.pk}/appeal/"
    assert url in client.get(told.get_absolute_url()).text
    assert client.get(url).status_code == 200
    answer = client.post(url, {"text": WRONG})
    assert answer.url == told.get_absolute_url()
    made = Appeal.objects.get()
    assert (made.text, made.state) == (WRONG, AppealState.WAITING)
    assert Case.objects.get().appeal == made
    page = client.get(answer.url).text
    assert WRONG in page
    assert "It waits for a moderator who had nothing to do with the decision." in page
    assert url not in page


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_an_appeal_has_words_and_not_too_many_and_none_are_lost(
    told: Statement, member: User, text: str
) -> None:
    assert refused(lambda: appeal(member, told, text)).status == 400
    answer = client_of(member).post(f"/moderation/statements/{told.pk}/appeal/", {"text": text})
    assert answer.status_code == 400
    assert text.strip() in answer.text
    assert not Appeal.objects.exists()


def test_nobody_appeals_for_somebody_else(told: Statement, reader2: User, moderator: User) -> None:
    assert refused(lambda: appeal(reader2, told, WRONG)).status == 403
    url = f"/moderation/statements/{told.pk}/appeal/"
    for person in (reader2, moderator):
        assert client_of(person).post(url, {"text": WRONG}).status_code == 404
    assert WRONG in Client().post(url, {"text": WRONG}).text  # the session ended: given back


def test_one_appeals_once(appealed: Appeal, member: User) -> None:
    assert "already" in refused(lambda: appeal(member, appealed.statement, WRONG)).sentence
    url = f"/moderation/statements/{appealed.statement_id}/appeal/"
    answer = client_of(member).post(url, {"text": "And another thing."})
    assert answer.status_code == 403
    assert "And another thing." in answer.text
    assert Appeal.objects.get() == appealed


@pytest.mark.parametrize(("days", "may"), [(182, True), (184, False)])
def test_one_appeals_within_six_months(told: Statement, member: User, days: int, may: bool) -> None:
    LogEntry.objects.update(at=timezone.now() - timedelta(days=days))
    told.entry.refresh_from_db()
    if may:
        appeal(member, told, WRONG)
        return
    assert "time to appeal ended" in refused(lambda: appeal(member, told, WRONG)).sentence
    page = client_of(member).get(f"/moderation/statements/{told.pk}/appeal/")
    assert page.status_code == 403
    assert "<textarea" not in page.text


def test_the_silenced_and_the_suspended_appeal(told: Statement, member: User) -> None:
    until = timezone.now() + timedelta(days=3)
    User.objects.filter(pk=member.pk).update(silenced_until=until, suspended_until=until)
    member.refresh_from_db()
    assert appeal(member, told, WRONG).state == AppealState.WAITING


def test_what_gave_something_back_is_not_appealed_against(
    told: Statement, comment: Comment, member: User, moderator: User
) -> None:
    decide.restore(moderator, comment, None, "A mistake.")
    back = Statement.objects.latest("id")
    assert "Nothing was taken" in refused(lambda: appeal(member, back, WRONG)).sentence
    assert "does not hold any more" in refused(lambda: appeal(member, told, WRONG)).sentence


def test_an_essays_author_appeals_against_a_lock(
    article: Article, author: User, moderator: User, administrator: User, rule: RuleOf
) -> None:
    lock.lock(moderator, article, rule("subject"), "Everyone needs to sleep.")
    made = appeal(author, Statement.objects.get(), "It is ten in the morning.")
    decide_appeal(made, True, Decision(administrator, None, "It is ten."))
    article.refresh_from_db()
    assert article.locked_at is None
