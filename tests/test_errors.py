"""What nobody's browser sends is told apart from what broke: it is answered as what it is."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from tests.cast import client_of

BAD_PAGE = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://[bad"}
ODD = [
    {"HTTP_COOKIE": "sessionid=\x00\xff; csrftoken=;;;==="},
    {"HTTP_COOKIE": f"sessionid={'a' * 5_000}"},
    {"HTTP_COOKIE": "messages=nothing; written=nothing"},
    {"HTTP_ACCEPT_ENCODING": "\xff;q=zz,,,;;"},
    {"HTTP_ACCEPT_LANGUAGE": "\xff,,,;q=x"},
    {"HTTP_IF_NONE_MATCH": '\xff""W/'},
    {"HTTP_IF_MODIFIED_SINCE": "never"},
    {"HTTP_HOST": "a b"},
    {"HTTP_HOST": "[::1"},
    {"QUERY_STRING": "q=%00&page=-1&order=%ff&claim=-1&passage=" + "9" * 30},
    {"QUERY_STRING": "after=" + "9" * 30 + "&from=x&until=%00&since=" + "9" * 30},
    BAD_PAGE,
]
UNREADABLE = [
    ("multipart/form-data", b"x"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken off"),
    ("application/x-www-form-urlencoded", b"field=1&" * 1_500),
]


def in_earnest(browser: Client) -> Client:
    """As a server has it: what is raised becomes a page."""
    browser.raise_request_exception = False
    return browser


@pytest.mark.parametrize("odd", ODD)
def test_nothing_that_is_odd_in_a_request_breaks_the_site(
    article: Article, member: User, odd: dict[str, str]
) -> None:
    essay = article.get_absolute_url()
    views = ("", "thread/", "map/", "clash/", "arguments/for/", "quote/", "claims/", "latest/")
    others = ("/", "/search/", "/comments/1/", "/members/me/", "/notices/", "/uploads/\x00", "/%00")
    for browser in (Client(), client_of(member)):
        for address in (*(f"{essay}{view}" for view in views), *others):
            answer = in_earnest(browser).get(address, **odd)
            assert answer.status_code < 500, address


@pytest.mark.parametrize(("kind", "body"), UNREADABLE)
def test_a_form_that_cannot_be_read_is_the_sender_s_fault(
    article: Article, member: User, kind: str, body: bytes
) -> None:
    """Where there is something to send it to, and where there is nothing."""
    places = {"/nowhere/": 404, f"{article.get_absolute_url()}stance/": 400}
    for address, status in places.items():
        answer = in_earnest(client_of(member)).post(address, body, content_type=kind)
        assert answer.status_code == status


def test_who_comes_from_no_address_is_led_home_after_the_log_in(article: Article) -> None:
    address = f"{article.get_absolute_url()}stance/"
    answer = in_earnest(Client()).post(address, {"stance": "for"}, **BAD_PAGE)
    assert answer.status_code == 403
    assert "login/?next=/" in answer.content.decode()
