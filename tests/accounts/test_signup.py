"""Signing up: a name of one's own, and an address that is proved to be one's own."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.adapter import AccountAdapter
from accounts.models import User
from tests.cast import PASSWORD, make_user

pytestmark = pytest.mark.django_db

FORM = {"email": "ada@example.org", "username": "ada", "password1": PASSWORD, "name": "Ada Quill"}


def code_in_last_mail() -> str:
    return re.findall(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)[0]


def test_a_stranger_signs_up_and_is_in_once_the_address_is_proved(client: Client) -> None:
    answer = client.post("/accounts/signup/?next=/articles/new/", FORM)
    assert answer.url == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session

    answer = client.post("/accounts/confirm-email/", {"code": code_in_last_mail()})
    assert answer.status_code == 302
    person = User.objects.get(username="ada")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert (person.name, person.username_key) == ("Ada Quill", "ada")


def test_a_wrong_code_lets_nobody_in(client: Client) -> None:
    client.post("/accounts/signup/", FORM)
    answer = client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"})
    assert answer.status_code == 400
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("username", "sentence"),
    [
        ("1van", "looks like it, is taken"),
        ("IVAN", "looks like it, is taken"),
        ("adm1n", "speak for the site"),
        ("iv\u200ban", "letters, digits"),
        ("iván/..", "letters, digits"),
    ],
)
def test_a_name_that_cannot_be_had_is_refused_at_its_field_and_the_rest_stays(
    client: Client, username: str, sentence: str
) -> None:
    make_user("ivan")
    answer = client.post("/accounts/signup/", FORM | {"username": username})
    assert answer.status_code == 400
    assert sentence in " ".join(answer.context["form"].errors["username"])
    assert "ada@example.org" in answer.text
    assert User.objects.count() == 1


def test_the_name_that_is_taken_while_one_signs_up_comes_back_with_a_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def clean_too_early(self: AccountAdapter, username: str, shallow: bool = False) -> str:
        return username

    make_user("ivan")
    monkeypatch.setattr(AccountAdapter, "clean_username", clean_too_early)
    answer = client.post("/accounts/signup/", FORM | {"username": "lvan"})
    assert answer.status_code == 409
    assert "looks like it, is taken" in answer.text
    assert "ada@example.org" in answer.text


def test_nobody_learns_from_the_form_whether_an_address_has_an_account(client: Client) -> None:
    make_user("ivan")  # ivan@example.org
    known = client.post("/accounts/signup/", FORM | {"email": "ivan@example.org"})
    unknown = Client().post("/accounts/signup/", FORM)
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert "already" in mail.outbox[0].subject


def test_a_name_in_capitals_of_another_script_is_kept_in_small_letters(client: Client) -> None:
    client.post("/accounts/signup/", FORM | {"username": "НАТ"})  # Cyrillic
    assert User.objects.get().username == "нат"


def test_a_display_name_cannot_turn_the_text_around(client: Client) -> None:
    answer = client.post("/accounts/signup/", FORM | {"name": "Ada \u202erotaredom"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["name"]
