"""The ways in, and what stands before them."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.cast import PASSWORD, client_of

pytestmark = pytest.mark.django_db


def is_in(client: Client, person: User) -> bool:
    return client.session.get("_auth_user_id") == str(person.pk)


@pytest.mark.parametrize("login", ["gregor", "Gregor", "gregor@example.org"])
def test_one_logs_in_by_username_or_address(client: Client, member: User, login: str) -> None:
    answer = client.post("/accounts/login/?next=/notices/", {"login": login, "password": PASSWORD})
    assert answer.url == "/notices/"
    assert is_in(client, member)


def test_one_logs_in_by_a_code_from_the_mail(client: Client, member: User) -> None:
    client.post("/accounts/login/code/", {"email": member.email})
    code = re.findall(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[0].body, re.MULTILINE)[0]
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert is_in(client, member)


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client, member: User) -> None:
    answer = client.post("/accounts/login/", {"login": "gregor", "password": "guess"})
    assert answer.status_code == 400
    assert "do not go together" in answer.text
    assert 'value="gregor"' in answer.text


def test_after_too_many_guesses_even_the_right_password_waits(client: Client, member: User) -> None:
    for _ in range(5):
        client.post("/accounts/login/", {"login": "gregor", "password": "guess"})
    answer = client.post("/accounts/login/", {"login": "gregor", "password": PASSWORD})
    assert "Too many attempts" in answer.text
    assert not is_in(client, member)


def guess(client: Client, name: str, forwarded: str) -> int:
    data = {"login": name, "password": "guess"}
    return client.post("/accounts/login/", data, headers={"X-Forwarded-For": forwarded}).status_code


def test_behind_a_proxy_the_address_that_counts_is_the_one_our_proxy_saw(
    client: Client, member: User, settings: object
) -> None:
    """A guesser may write any address to the left; only what our own proxy added is believed."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [guess(client, f"n{n}", f"10.0.0.{n}, 203.0.113.9") for n in range(40)]
    assert answers[-1] == 429
    assert guess(client, "n", "198.51.100.7") == 400


def test_without_a_proxy_of_ours_the_header_is_not_believed(client: Client, member: User) -> None:
    answers = [guess(client, f"n{n}", f"203.0.113.{n}") for n in range(40)]
    assert answers[-1] == 429


def test_a_closed_account_lets_nobody_in_and_out_of_every_session(
    client: Client, member: User
) -> None:
    inside = client_of(member)
    User.objects.filter(pk=member.pk).update(is_active=False)
    client.post("/accounts/login/", {"login": "gregor", "password": PASSWORD})
    assert not is_in(client, member)
    assert inside.get("/members/me/").status_code == 302


def test_a_password_is_reset_by_a_code(client: Client, member: User) -> None:
    client.post("/accounts/password/reset/", {"email": member.email})
    code = re.findall(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[0].body, re.MULTILINE)[0]
    client.post("/accounts/password/reset/confirm/", {"code": code})
    new = "another long and quiet street"
    client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    member.refresh_from_db()
    assert member.check_password(new)


def test_asking_for_a_reset_looks_the_same_for_an_unknown_address(client: Client) -> None:
    answer = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert answer.status_code == 302
    assert answer.url == "/accounts/password/reset/confirm/"


def one_time_code(secret: str) -> str:
    """RFC 6238 with its usual thirty seconds and six digits."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def test_with_an_authenticator_app_the_password_alone_is_not_enough(
    client: Client, member: User
) -> None:
    secret = base64.b32encode(b"a secret of 20 bytes").decode()
    TOTP.activate(member, secret)
    credentials = {"login": "gregor", "password": PASSWORD}
    assert client.post("/accounts/login/", credentials).url == "/accounts/2fa/authenticate/"
    assert not is_in(client, member)
    client.post("/accounts/2fa/authenticate/", {"code": one_time_code(secret)})
    assert is_in(client, member)


def test_one_ends_all_other_sessions(client: Client, member: User) -> None:
    for browser in (client, elsewhere := Client()):
        browser.post("/accounts/login/", {"login": "gregor", "password": PASSWORD})
    assert "Log out everywhere else" in client.get("/accounts/sessions/").text
    client.post("/accounts/sessions/")
    assert is_in(client, member)
    assert elsewhere.get("/members/me/").status_code == 302
