"""A real Chromium, at the widths of a desk and a phone, with JavaScript and without.

A page that writes an error to its console fails its test.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests import chromium, guard
from tests.cast import PASSWORD, client_of

WIDTHS = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
WAIT = 15_000  # ms; two browsers share two cores with two sites, or more on a busy machine
expect.set_options(timeout=WAIT)

type OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = chromium.find()
    assert path, chromium.MISSING
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: LiveServer) -> Iterator[LiveServer]:
    """The site on a port of its own. What its cache counts, such as log-ins, starts at nothing."""
    cache.clear()
    yield live_server
    guard.check_all()  # while the cache has the maps that pages were made of: each holds a minute
    guard.forget()
    cache.clear()


@pytest.fixture
def open_page(browser: Browser, site: LiveServer) -> Iterator[OpenPage]:
    """Open a browser of its own for a person: `open_page(member, width="phone", script=False)`."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_page(
        person: User | None = None, width: str = "wide", script: bool = True, **options: object
    ) -> Page:
        context = browser.new_context(
            base_url=site.url, viewport=WIDTHS[width], java_script_enabled=script, **options
        )
        contexts.append(context)
        context.set_default_timeout(WAIT)
        if person:
            context.add_cookies([_session(person, site.url)])
        page = context.new_page()
        page.on("console", lambda message: errors.extend(_error(message)))
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture(params=["wide", "phone"])
def width(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=[True, False], ids=["script", "plain"])
def script(request: pytest.FixtureRequest) -> bool:
    return request.param


def _session(person: User, url: str) -> dict[str, str]:
    """The cookie of someone who is logged in and gave the password again just now."""
    client = client_of(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _error(message: ConsoleMessage) -> list[str]:
    """The error of a message, in a list. Chromium calls it an error, too, that a form's answer has
    a status of 400: that answer is what the test is about."""
    refused = "the server responded with a status of 4" in message.text
    if message.type != "error" or (refused and "404" not in message.text):
        return []
    return [f"{message.location.get('url')}: {message.text}"]
