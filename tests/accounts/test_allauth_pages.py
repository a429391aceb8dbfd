"""No page of allauth is left bare, whoever opens it; and each refuses bad input with 400."""

from collections.abc import Iterator

import pytest
from allauth import urls as allauth_urls
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from accounts.models import User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db

# Pages that only exist in the middle of something; the tests of that something open them.
MIDWAY = {
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_email_verification_sent",
    "mfa_authenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_signup_webauthn",
    "mfa_login_webauthn",
    "socialaccount_signup",
}
FOR_VISITORS = [
    "account_login",
    "account_signup",
    "account_signup_by_passkey",
    "account_request_login_code",
    "account_reset_password",
    "account_password_reset_completed",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
]
FOR_MEMBERS = [
    "account_email",
    "account_change_password",
    "account_logout",
    "account_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "socialaccount_connections",
    "usersessions_list",
]
OTHERS = {"account_set_password", "mfa_download_recovery_codes"}  # a redirect; a text file


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def address(name: str, member: User | None = None) -> str:
    if name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        return reverse(name, args=[member.authenticator_set.get(type="webauthn").pk])
    return reverse(name)


def looks_like_ours(page: str) -> bool:
    return (
        'class="masthead"' in page
        and "css/account.css" in page
        and page.count("<h1") == 1
        and " style=" not in page
        and " onclick=" not in page
    )


def test_every_address_of_allauth_is_looked_at() -> None:
    known = {*FOR_VISITORS, *FOR_MEMBERS, *MIDWAY, *OTHERS}
    assert set(names(allauth_urls.urlpatterns)) == known


@pytest.mark.parametrize("name", FOR_VISITORS)
def test_a_page_of_the_way_in_is_one_of_ours(client: Client, name: str) -> None:
    assert looks_like_ours(client.get(address(name)).text)


@pytest.fixture
def inside(client: Client, member: User) -> Client:
    """Logged in, and asked once more for the password, as what touches a second step asks."""
    client.post("/accounts/login/", {"login": "gregor", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.mark.parametrize("name", FOR_MEMBERS)
def test_a_page_of_ones_own_account_is_one_of_ours(inside: Client, member: User, name: str) -> None:
    if name != "mfa_activate_totp":
        TOTP.activate(member, generate_totp_secret())
    if name in ("mfa_list_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"):
        WebAuthn.add(member, "my phone", {})
    RecoveryCodes.activate(member)
    answer = inside.get(address(name, member))
    assert answer.status_code == 200, answer.headers.get("Location")
    assert looks_like_ours(answer.text)


@pytest.mark.parametrize(
    ("url", "data"),
    [
        ("/accounts/login/", {"login": "gregor", "password": "guess"}),
        ("/accounts/signup/", {"username": "gregor"}),
        ("/accounts/login/code/", {"email": "no address"}),
        ("/accounts/password/reset/", {"email": "no address"}),
    ],
)
def test_bad_input_is_answered_with_400(client: Client, url: str, data: dict[str, str]) -> None:
    assert client.post(url, data).status_code == 400


def test_an_address_that_is_removed_is_named(inside: Client, member: User) -> None:
    EmailAddress.objects.create(user=member, email="old@example.org", verified=True)
    data = {"email": "old@example.org", "action_remove": ""}
    assert "old@example.org was removed" in inside.post("/accounts/email/", data, follow=True).text


def test_a_session_is_called_by_its_browser(client: Client, member: User) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
    credentials = {"login": "gregor", "password": PASSWORD}
    client.post("/accounts/login/", credentials, headers={"User-Agent": agent})
    assert (
        "Firefox on Windows"
        in client.get("/accounts/sessions/", headers={"User-Agent": agent}).text
    )


def test_too_many_tries_end_on_a_page_of_ours(client: Client) -> None:
    def get() -> object:
        return client.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    answers = [get() for _ in range(25)]
    assert answers[-1].status_code == 429
    assert looks_like_ours(answers[-1].text)
