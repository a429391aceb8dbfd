"""The way in, step by step, as a person walks it: with JavaScript and without, on a desk and a
phone. Each step is looked at like any other page.
"""

import re

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.urls import resolve
from playwright.sync_api import Page, expect

from tests import cast
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws

# The addresses that these tests walk through, beside those that `test_pages.py` opens.
STEPS = {
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
}


def code() -> str:
    """The code in the newest mail."""
    found = re.search(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def send(page: Page, **fields: str) -> None:
    """Fill in the fields by the names of their inputs, and press the form's main button."""
    form = page.locator("main form", has=page.locator(f"[name={next(iter(fields))}]")).first
    for name, value in fields.items():
        form.locator(f"[name={name}]").fill(value)
    form.locator("button.main").click()


def one_time_password(secret: str) -> str:
    """What an authenticator app shows now."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def expect_logged_in(page: Page) -> None:
    page.wait_for_url(re.compile(r"^[^/]+//[^/]+/$"))  # the home page: where log-in leads
    page.goto("/members/me/")
    expect(page).to_have_url(re.compile("/members/me/$"))


def look(page: Page, name: str) -> list[str]:
    """Assert that the page is the one of this name, and return its flaws."""
    path = page.url.split("/", 3)[3].split("?")[0]
    assert resolve(f"/{path}").url_name == name
    return [f"{name}: {flaw}" for flaw in flaws(page)]


def test_signing_up_takes_a_name_a_password_and_a_code_from_a_mail(
    open_page: OpenPage, width: str, script: bool
) -> None:
    page = open_page(width=width, script=script)
    page.goto("/accounts/signup/")
    send(page, email="new@example.org", username="newcomer", password1=cast.PASSWORD)
    expect(page.get_by_label("Code", exact=True)).to_be_visible()
    send(page, code=code())
    page.goto("/members/newcomer/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("newcomer")
    assert EmailAddress.objects.get(email="new@example.org").verified


def test_a_mail_says_which_site_sent_it(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/accounts/signup/")
    send(page, email="new@example.org", username="newcomer", password1=cast.PASSWORD)
    assert "Counterpoint" in mail.outbox[-1].body


def test_logging_in_by_a_code(open_page: OpenPage, script: bool) -> None:
    cast.make_user("ines")
    page = open_page(script=script)
    page.goto("/accounts/login/code/")
    send(page, email="ines@example.org")
    expect(page.get_by_label("Code", exact=True)).to_be_visible()
    send(page, code=code())
    expect_logged_in(page)


def test_the_steps_of_a_new_password(open_page: OpenPage) -> None:
    cast.make_user("ines")
    page = open_page()
    page.goto("/accounts/password/reset/")
    send(page, email="ines@example.org")
    found = look(page, "account_confirm_password_reset_code")
    send(page, code=code())
    found += look(page, "account_complete_password_reset")
    send(page, password1="another quiet street", password2="another quiet street")
    assert not found
    expect_logged_in(page)


def test_the_steps_of_a_second_factor(open_page: OpenPage) -> None:
    ines = cast.make_user("ines")
    page = open_page(ines)
    page.goto("/accounts/2fa/totp/activate/")
    secret = page.locator("#authenticator_secret").input_value()
    send(page, code=one_time_password(secret))
    assert Authenticator.objects.filter(user=ines, type="totp").exists()
    page.goto("/accounts/2fa/recovery-codes/")
    found = look(page, "mfa_view_recovery_codes")
    page.goto("/accounts/2fa/totp/deactivate/")
    found += look(page, "mfa_deactivate_totp")
    found += _log_in_again(open_page(), secret)
    assert not found


def _log_in_again(page: Page, secret: str) -> list[str]:
    page.goto("/accounts/login/")
    send(page, login="ines", password=cast.PASSWORD)
    found = look(page, "mfa_authenticate")
    send(page, code=one_time_password(secret))
    expect_logged_in(page)
    return found


def test_the_steps_that_wait_for_a_mail(open_page: OpenPage) -> None:
    cast.make_user("ines")
    page = open_page()
    page.goto("/accounts/signup/")
    send(page, email="new@example.org", username="newcomer", password1=cast.PASSWORD)
    found = look(page, "account_email_verification_sent")
    page = open_page()
    page.goto("/accounts/login/code/")
    send(page, email="ines@example.org")
    found += look(page, "account_confirm_login_code")
    assert not found


def test_the_pages_of_a_passkey(open_page: OpenPage) -> None:
    ines = cast.make_user("ines")
    data = {"name": "The blue key", "credential": {}}
    key = Authenticator.objects.create(user=ines, type=Authenticator.Type.WEBAUTHN, data=data)
    page = open_page(ines)
    found = []
    for step in ("edit", "remove"):
        page.goto(f"/accounts/2fa/webauthn/keys/{key.pk}/{step}/")
        found += look(page, f"mfa_{step}_webauthn")
    assert not found
