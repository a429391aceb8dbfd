"""Every page of the site, looked at by axe and in every window."""

from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws


def test_home(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/")
    assert not flaws(page)
