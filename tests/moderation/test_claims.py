"""A case is in one moderator's hands at a time, and comes back when they leave it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions.flag import flag
from forum.moderation.models import Case, LogEntry, Rule
from tests.cast import client_of, make_comment
from tests.moderation.test_queue import REASON, URL, case_url, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(article: Article, member: User, reader2: User, personal: Rule) -> list[Comment]:
    """Two comments of Gregor's that wait, the first longer."""
    comments = [make_comment(member, article) for _ in range(2)]
    for comment in comments:
        flag(reader2, comment, article, personal)
    Case.objects.filter(comment=comments[0]).update(due_at=timezone.now())
    return comments


def open_key(user: User, query: str = "") -> str:
    """Which row is open for this moderator."""
    case = client_of(user).get(URL + query).context.get("case")
    return case.key if case else ""


def test_two_moderators_are_offered_two_cases(
    waiting: list[Comment], moderator: User, administrator: User
) -> None:
    assert open_key(moderator) == f"c{waiting[0].pk}"
    assert open_key(administrator) == f"c{waiting[1].pk}"
    page = client_of(administrator).get(URL).content.decode()
    assert "Wilma Jansen has it open" in page


def test_when_others_have_everything_open_nothing_is_offered(
    waiting: list[Comment], moderator: User, administrator: User
) -> None:
    Case.objects.filter(comment=waiting[1]).delete()
    open_key(moderator)
    assert open_key(administrator) == ""


def test_what_another_has_open_can_be_read_and_not_decided(
    waiting: list[Comment], moderator: User, administrator: User, personal: Rule
) -> None:
    first = waiting[0]
    open_key(moderator)
    page = client_of(administrator).get(f"{URL}?open=c{first.pk}").content.decode()
    assert "Wilma Jansen has this open, until" in page
    assert 'class="verdict" method="post"' not in page
    answer = client_of(administrator).post(case_url(first), typed(first, "hide", personal))
    assert answer.status_code == 409
    assert "Wilma Jansen has this open" in answer.content.decode()
    assert REASON in answer.content.decode()
    assert not LogEntry.objects.exists()


def test_a_claim_ends_after_ten_minutes(
    waiting: list[Comment], moderator: User, administrator: User, personal: Rule
) -> None:
    first = waiting[0]
    open_key(moderator)
    Case.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    answer = client_of(administrator).post(case_url(first), typed(first, "hide", personal))
    assert answer.status_code == 302


def test_opening_another_case_gives_the_first_one_back(
    waiting: list[Comment], moderator: User
) -> None:
    open_key(moderator)
    assert open_key(moderator, f"?open=c{waiting[1].pk}") == f"c{waiting[1].pk}"
    assert list(Case.objects.filter(claimed_by=moderator)) == [waiting[1].case]


def test_an_act_that_settles_nothing_renews_the_claim(
    waiting: list[Comment], moderator: User
) -> None:
    open_key(moderator)
    Case.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    client_of(moderator).post(case_url(waiting[0]), typed(waiting[0], "lock"))
    until = Case.objects.get(comment=waiting[0]).claimed_until
    assert until
    assert until > timezone.now() + timedelta(minutes=9)


def test_the_next_case_is_one_that_nobody_has_open(
    waiting: list[Comment],
    article: Article,
    member: User,
    reader2: User,
    moderator: User,
    administrator: User,
    personal: Rule,
) -> None:
    third = make_comment(member, article)
    flag(reader2, third, article, personal)
    open_key(moderator)
    assert open_key(administrator) == f"c{waiting[1].pk}"
    form = typed(waiting[0], "keep", back="queue", page=1, next=f"c{waiting[1].pk}")
    client = client_of(moderator)
    answer = client.post(case_url(waiting[0]), form, follow=True)
    assert answer.context["case"].subject.comment == third
