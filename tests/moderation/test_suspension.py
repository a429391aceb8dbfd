"""A suspension and a demotion take effect at the next request."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from forum.articles.models import Article
from forum.moderation.actions.appeal import decide as decide_appeal
from forum.moderation.actions.record import Decision
from forum.moderation.actions.restrict import act_on_member
from forum.moderation.actions.undo import undo
from forum.moderation.models import Act, Appeal, LogEntry, Rule, Statement
from tests.cast import client_of

REASON = "Four threats within an hour."


@pytest.fixture
def client(member: User) -> Client:
    """Gregor's browser, in which he logged in before any of this."""
    return client_of(member)


@pytest.fixture
def suspended(member: User, moderator: User, personal: Rule) -> LogEntry:
    until = timezone.now() + timedelta(days=3)
    return act_on_member(Act.SUSPEND, member, Decision(moderator, personal, REASON), until)


def test_every_page_says_why_and_how_to_appeal(
    client: Client, article: Article, suspended: LogEntry, personal: Rule
) -> None:
    statement = Statement.objects.get()
    for url in ("/", article.get_absolute_url(), "/members/me/", "/notices/"):
        answer = client.get(url)
        assert answer.status_code == 403
        assert REASON in answer.text
        assert personal.title in answer.text
        assert statement.get_absolute_url() in answer.text
        assert reverse("articles:new") not in answer.text


def test_the_way_to_appeal_and_the_log_out_are_open(client: Client, suspended: LogEntry) -> None:
    statement = Statement.objects.get()
    for url in (
        reverse("moderation:mine"),
        statement.get_absolute_url(),
        reverse("moderation:rules"),
        suspended.get_absolute_url(),
        reverse("account_logout"),
    ):
        assert client.get(url).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 200  # a visitor reads


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_what_was_typed_comes_back(
    client: Client, article: Article, suspended: LogEntry, headers: dict[str, str]
) -> None:
    words = "I had been writing this for an hour."
    url = reverse("comments:post", args=[article.slug])
    answer = client.post(url, {"position": "for", "source": words}, headers=headers)
    assert answer.status_code == 403
    assert words in answer.text
    assert REASON in answer.text
    assert ("<html" in answer.text) == (not headers)
    assert not article.comments.exists()


def test_it_is_over_when_the_time_is_or_a_moderator_undoes_it(
    client: Client, member: User, moderator: User, suspended: LogEntry
) -> None:
    undo(suspended, Decision(moderator, None, "It was his brother."))
    assert client.get("/").status_code == 200
    User.objects.filter(pk=member.pk).update(suspended_until=timezone.now() + timedelta(hours=1))
    assert client.get("/").status_code == 403
    User.objects.filter(pk=member.pk).update(suspended_until=timezone.now())
    assert client.get("/").status_code == 200


def test_a_moderator_who_is_demoted_or_suspended_acts_no_more_at_once(
    moderator: User, administrator: User, personal: Rule
) -> None:
    client = client_of(moderator)
    queue = reverse("moderation:queue")
    assert client.get(queue).status_code == 200
    User.objects.filter(pk=moderator.pk).update(role=Role.MEMBER)
    assert client.get(queue).status_code == 404
    User.objects.filter(pk=moderator.pk).update(role=Role.MODERATOR)
    until = timezone.now() + timedelta(days=3)
    decision = Decision(administrator, personal, REASON)
    act_on_member(Act.SUSPEND, moderator, decision, until)
    assert client.get(queue).status_code == 403


def test_the_suspended_appeal_and_are_let_in_when_it_is_granted(
    client: Client, suspended: LogEntry, administrator: User
) -> None:
    statement = Statement.objects.get()
    url = reverse("moderation:appeal", args=[statement.pk])
    assert client.post(url, {"text": "They were quotations."}).url == statement.get_absolute_url()
    assert client.get("/").status_code == 403
    decide_appeal(Appeal.objects.get(), True, Decision(administrator, None, "So they were."))
    assert client.get("/").status_code == 200
    assert "So they were." in client.get(statement.get_absolute_url()).text


def test_what_is_shut_to_the_suspended_is_not_offered(client: Client, suspended: LogEntry) -> None:
    assert reverse("account_change_password") not in client.get("/moderation/mine/").text
