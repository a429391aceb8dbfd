"""Passkeys, with Chromium's own virtual authenticator."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws
from tests.cast import PASSWORD, make_user

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def page(open_page: OpenPage, settings: object) -> Iterator[Page]:
    """A page on a device that keeps passkeys. They belong to a name, not to a number: localhost."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = open_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return page


def code_in_last_mail() -> str:
    return re.findall(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", mail.outbox[-1].body, re.MULTILINE)[0]


def log_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.get_by_role("main").get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You are logged out.")).to_be_visible()


def log_in_with_passkey(page: Page, username: str) -> None:
    page.goto("/accounts/login/?next=/members/me/")
    page.get_by_role("button", name="Log in with a passkey").click()
    page.wait_for_url("**/members/me/")
    expect(page.get_by_text(f"@{username}", exact=True)).to_be_visible()


def test_one_signs_up_with_a_passkey_alone_and_logs_in_with_it(page: Page) -> None:
    page.goto("/accounts/signup/")
    page.get_by_role("link", name="Sign up with a passkey instead").click()
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_label("Username").fill("ada")
    page.get_by_role("button", name="Sign up").click()
    page.get_by_label("Code").fill(code_in_last_mail())
    page.get_by_role("button", name="Confirm").click()
    assert not flaws(page)
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_text("The key is added.")).to_be_visible()
    assert not User.objects.get(username="ada").has_usable_password()
    log_out(page)
    log_in_with_passkey(page, "ada")


def test_one_adds_a_passkey_to_an_account_and_logs_in_with_it(page: Page) -> None:
    make_user("gregor")
    page.goto("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.get_by_label("Username or e-mail address").fill("gregor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()
    page.get_by_label("Password").fill(PASSWORD)  # asked once more before keys are changed
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("Log in with this key alone").check()
    assert not flaws(page)
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/accounts/2fa/webauthn/")
    expect(page.get_by_text("My first key")).to_be_visible()
    log_out(page)
    log_in_with_passkey(page, "gregor")
