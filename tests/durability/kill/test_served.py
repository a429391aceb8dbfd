"""What the site says is said by the program that serves it, too, not only by its pages."""

from collections.abc import Iterator
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.durability.kill import trials
from tests.durability.kill.site import Site


@pytest.fixture
def site() -> Iterator[Site]:
    with trials.site_on(connection.vendor, trials.free_port()) as site:
        site.start()
        yield site


def test_a_search_of_10_000_characters_is_answered_by_its_page(site: Site) -> None:
    """60,000 in the address, where each of these letters is six."""
    browser = HTTPConnection("127.0.0.1", site.port, timeout=30)
    browser.request("GET", "/search/?" + urlencode({"q": "ы" * 10_000}))
    response = browser.getresponse()
    assert response.status == 400
    assert "these are 10000" in response.read().decode()
