"""Pages of visitors, kept ready: when they are sent again, to whom, and in which form."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.contrib import messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.pages import versions
from forum.pages.kept import Address, Page, Shelf
from forum.pages.middleware import KeptPages
from tests import cast
from tests.guard import UNPACK

TOGETHER = 6  # threads


@pytest.fixture
def visitor(settings: object, article: Article) -> Client:
    """A browser, before the site as it runs, without the guard of the tests."""
    ours, guards = "forum.pages.middleware.KeptPages", "tests.guard.GuardedPages"
    settings.MIDDLEWARE = [ours if name == guards else name for name in settings.MIDDLEWARE]
    return Client()


def queries(ask: Callable[[], HttpResponse]) -> tuple[HttpResponse, int]:
    with CaptureQueriesContext(connection) as taken:
        answer = ask()
    return answer, len(taken)


def said(answer: HttpResponse) -> dict[str, str]:
    """Its headers, without the number of the request that it answers."""
    return {name: value for name, value in answer.items() if name != "X-Request-ID"}


def test_a_page_is_made_once_and_then_sent_after_one_query(
    visitor: Client, article: Article
) -> None:
    address = article.get_absolute_url()
    made, many = queries(lambda: visitor.get(address))
    kept, one = queries(lambda: visitor.get(address))
    assert many > one == 1
    assert kept.content == made.content
    assert said(kept) == said(made)


def test_what_a_browser_has_is_not_sent_again(visitor: Client, article: Article) -> None:
    address = article.get_absolute_url()
    tag = visitor.get(address)["ETag"]
    again, taken = queries(lambda: visitor.get(address, headers={"If-None-Match": tag}))
    assert (again.status_code, again.content, taken) == (304, b"", 1)
    assert again["ETag"] == tag


def test_another_process_knows_what_a_browser_has_without_making_it(
    visitor: Client, article: Article
) -> None:
    tag = visitor.get(article.get_absolute_url())["ETag"]
    request = RequestFactory().get(article.get_absolute_url(), headers={"If-None-Match": tag})
    kept = KeptPages(lambda _request: pytest.fail("it was made"))
    assert kept(request).status_code == 304


def test_an_argument_makes_it_another_page(visitor: Client, article: Article, member: User) -> None:
    address = article.get_absolute_url()
    before = visitor.get(address)
    cast.make_comment(member, article, source="Nobody had asked the porters.")
    after = visitor.get(address, headers={"If-None-Match": before["ETag"]})
    assert "Nobody had asked the porters." in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_a_database_that_was_put_back_gives_no_page_the_tag_of_another(
    visitor: Client, article: Article, member: User
) -> None:
    """By `manage.py restore`, from a copied file, or from a replica that lacked the last words."""
    address = article.get_absolute_url()
    kept = visitor.get(address)
    with transaction.atomic():
        cast.make_comment(member, article, source="What was written since.")
        lost = visitor.get(address)
        transaction.set_rollback(True)
    assert visitor.get(address)["ETag"] == kept["ETag"]
    cast.make_comment(member, article, source="What is written now.")
    again = visitor.get(address, headers={"If-None-Match": lost["ETag"]})
    assert "What is written now." in again.content.decode()


def test_a_member_gets_their_own_page_which_no_cache_may_keep(
    visitor: Client, article: Article, member: User
) -> None:
    address = article.get_absolute_url()
    tag = visitor.get(address)["ETag"]
    theirs = cast.client_of(member).get(address, headers={"If-None-Match": tag})
    assert "Gregor Maas" in theirs.content.decode()
    assert theirs["Cache-Control"] == "private, no-cache"
    assert "Gregor Maas" not in visitor.get(address).content.decode()


def test_a_visitor_is_given_no_cookie(visitor: Client, article: Article) -> None:
    for address in ("/", article.get_absolute_url(), f"{article.get_absolute_url()}clash/"):
        answer = visitor.get(address)
        assert not answer.cookies
        assert answer["Cache-Control"].startswith("public, max-age=0")
        assert {*answer["Vary"].split(", ")} >= {"Accept-Encoding", "Cookie", "HX-Request"}


def test_who_is_to_be_told_something_is_told_it(visitor: Client, article: Article) -> None:
    """As after the log-out: there is no session any more, only the words for the next page."""
    visitor.get("/")  # is kept from now on
    words, answer = CookieStorage(RequestFactory().get("/")), HttpResponse()
    words.add(messages.INFO, "You signed out.")
    words.update(answer)
    visitor.cookies.update(answer.cookies)
    told = visitor.get("/")
    assert "You signed out." in told.content.decode()
    assert told.headers["Cache-Control"].startswith("private")
    assert "You signed out." not in visitor.get("/").content.decode()


def test_it_is_sent_compressed_to_who_takes_that(visitor: Client, article: Article) -> None:
    address = article.get_absolute_url()
    plain = visitor.get(address)
    for accepted, coding in [("gzip, br", "br"), ("gzip", "gzip")] * 2:
        packed = visitor.get(address, headers={"Accept-Encoding": accepted})
        assert packed["Content-Encoding"] == coding
        assert UNPACK[coding](packed.content) == plain.content
        assert packed["ETag"] == plain["ETag"]
        assert packed["Content-Length"] == str(len(packed.content))
    assert visitor.get(address).content == plain.content


def test_who_asks_for_the_head_gets_no_body(visitor: Client, article: Article) -> None:
    address = article.get_absolute_url()
    page = visitor.get(address)
    head = visitor.head(address)
    assert said(head) == said(page)
    assert int(head["Content-Length"]) == len(page.content)
    assert not head.content


def test_a_piece_for_htmx_is_kept_apart_from_the_page(
    visitor: Client, article: Article, member: User
) -> None:
    address = f"/comments/{cast.make_comment(member, article).pk}/thread/"
    page, piece = visitor.get(address), visitor.get(address, headers={"HX-Request": "true"})
    assert page.content != piece.content
    assert page["ETag"] != piece["ETag"]
    assert visitor.get(address, headers={"HX-Request": "true"}).content == piece.content


def test_it_turns_when_something_ends_by_itself(article: Article) -> None:
    scope = versions.article(article.pk)
    with transaction.atomic():
        versions.turn(scope, timezone.now() + timedelta(seconds=0.3))
    before = versions.numbers([scope])[scope]
    deadline = time.monotonic() + 10
    while versions.numbers([scope])[scope] == before and time.monotonic() < deadline:
        pass
    assert versions.numbers([scope])[scope] == before + 1


def test_those_who_ask_at_once_have_it_made_once(transactional_db: None) -> None:
    article = cast.make_article(cast.make_user("ines"))
    made, start = [], Barrier(TOGETHER)

    def make(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return HttpResponse(b"A page.")

    kept = KeptPages(make)

    def ask(_number: int) -> bytes:
        start.wait()
        try:
            return kept(RequestFactory().get(article.get_absolute_url())).content
        finally:
            connection.close()

    with ThreadPoolExecutor(TOGETHER) as pool:
        assert {*pool.map(ask, range(TOGETHER))} == {b"A page."}
    assert len(made) == 1


def page_of(size: int) -> Page:
    return Page({}, "", (), b"x" * size)


def address_of(path: str) -> Address:
    return Address("http", "testserver", path, "", False, "")


def test_the_shelf_holds_no_more_than_its_room() -> None:
    shelf = Shelf()
    for number in range(100):
        shelf.put(address_of(f"/{number}"), page_of(90), room=1000)
        shelf.get(address_of(f"/{number // 2}"), room=1000)
    assert sum(shelf.bytes.values()) <= 1000
    assert sum(shelf.bytes.values()) == 90 * (len(shelf.waiting) + len(shelf.wanted))
    shelf.put(address_of("/large"), page_of(101), room=1000)
    assert shelf.get(address_of("/large"), room=1000) is None


def test_who_makes_up_addresses_drives_out_no_page_that_is_wanted() -> None:
    shelf = Shelf()
    shelf.put(address_of("/essay"), page_of(90), room=1000)
    shelf.get(address_of("/essay"), room=1000)
    for number in range(1000):
        shelf.put(address_of(f"/made-up/{number}"), page_of(90), room=1000)
    assert shelf.get(address_of("/essay"), room=1000)
