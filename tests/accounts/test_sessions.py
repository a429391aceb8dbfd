"""A form that is sent after the session has ended loses nothing."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db

BIO = "I keep bees on a roof in Ghent and argue about levies with whoever will listen to me."


def strict() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_visitor_who_only_looks_is_sent_to_log_in(client: Client) -> None:
    assert client.get("/members/me/").url == "/accounts/login/?next=/members/me/"


def test_a_form_sent_after_the_session_ended_comes_back_with_its_text(client: Client) -> None:
    answer = client.post("/members/me/", {"name": "Bea", "bio": BIO})
    assert answer.status_code == 403
    assert f">{BIO}</textarea>" in answer.text
    assert 'name="name" value="Bea"' in answer.text
    assert "Send it again" in answer.text


def test_the_form_that_came_back_can_be_sent_again_after_a_new_log_in(
    member: User, client_of: Callable[[User], Client]
) -> None:
    answer = client_of(member).post("/members/me/", {"name": "Bea", "bio": BIO})
    assert answer.status_code == 302
    member.refresh_from_db()
    assert member.bio == BIO


def test_in_place_only_a_fragment_comes_back(client: Client) -> None:
    answer = client.post("/members/me/", {"bio": BIO}, headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert BIO in answer.text
    assert "<html" not in answer.text


@pytest.mark.parametrize(
    "sender", [{"Origin": "http://testserver"}, {"Referer": "http://testserver/x/"}]
)
def test_an_old_form_token_gives_the_text_back_and_may_be_sent_again(
    sender: dict[str, str],
) -> None:
    answer = strict().post("/members/me/", {"bio": BIO}, headers=sender)
    assert answer.status_code == 403
    assert f">{BIO}</textarea>" in answer.text
    assert "Send it again" in answer.text


@pytest.mark.parametrize("sender", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {}])
def test_a_form_of_another_site_cannot_be_sent_on_from_here(sender: dict[str, str]) -> None:
    answer = strict().post("/members/me/", {"bio": BIO}, headers=sender)
    assert answer.status_code == 403
    assert BIO in answer.text
    assert "Send it again" not in answer.text


def test_secrets_are_never_given_back() -> None:
    secrets = {
        "password": "p" * 80,
        "password1": "q" * 80,
        "credential": "r" * 80,
        "code": "s" * 80,
    }
    answer = strict().post("/accounts/login/", secrets | {"login": "bea"})
    assert answer.status_code == 403
    assert not any(secret in answer.text for secret in secrets.values())


def test_the_present_token_can_be_asked_for_and_is_never_stored(client: Client) -> None:
    answer = client.get("/members/me/token/")
    assert len(answer.json()["token"]) == 64
    assert "no-store" in answer.headers["Cache-Control"]
