"""What the site's door answers by itself is what the site would answer, and is told like it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.models import Article
from forum.door import Door
from tests import cast
from tests.ops.test_watching import lines

__all__ = ["lines"]

type Answer = tuple[str, dict[str, str], bytes]
type Ask = Callable[..., Answer]


@pytest.fixture
def inside() -> list[str]:
    """Where those went who were sent in."""
    return []


@pytest.fixture
def ask(inside: list[str], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Asks the site at its door."""
    # A test is one transaction, whose connection no request ends: so does Django's own client.
    monkeypatch.setattr("forum.door.close_old_connections", lambda: None)
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    guards = "tests.guard.GuardedPages"
    ours = "forum.pages.middleware.KeptPages"
    settings.MIDDLEWARE = [ours if name == guards else name for name in settings.MIDDLEWARE]
    site = WSGIHandler()

    def seen(environ: Any, start: Any) -> Any:
        inside.append(environ["PATH_INFO"])
        return site(environ, start)

    door = Door(seen)
    yield lambda path, method="GET", **headers: _ask(door, path, method, headers)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def _ask(door: Door, path: str, method: str, headers: dict[str, str]) -> Answer:
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "HTTP_HOST": "testserver",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        **headers,
    }
    began: list[Any] = []
    body = b"".join(door(environ, lambda status, sent, error=None: began.extend([status, sent])))
    return began[0], dict(began[1]), body


def own(headers: dict[str, str]) -> str:
    return headers.pop("X-Request-ID")


def test_a_kept_page_goes_out_at_the_door_as_it_did_from_inside(
    ask: Ask, inside: list[str], article: Article
) -> None:
    first = ask(article.get_absolute_url())
    with CaptureQueriesContext(connection) as taken:
        second = ask(article.get_absolute_url())
    assert len(taken) == 1
    assert len(inside) == 1
    assert own(first[1]) != own(second[1])
    assert second == first
    assert second[1]["X-Content-Type-Options"] == "nosniff"
    head = ask(article.get_absolute_url(), "HEAD")
    own(head[1])
    assert head == (first[0], first[1], b"")
    assert len(inside) == 1


def test_what_a_browser_has_is_not_sent_again(
    ask: Ask, inside: list[str], article: Article
) -> None:
    tag = ask(article.get_absolute_url())[1]["ETag"]
    status, headers, body = ask(article.get_absolute_url(), HTTP_IF_NONE_MATCH=tag)
    assert (status, headers["ETag"], body) == ("304 Not Modified", tag, b"")
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & headers.keys()
    assert len(inside) == 1


def test_an_argument_is_there_for_the_next_who_asks(
    ask: Ask, inside: list[str], article: Article, member: User
) -> None:
    before = ask(article.get_absolute_url())
    cast.make_comment(member, article, source="Nobody had asked the porters.")
    after = ask(article.get_absolute_url())
    assert after[1]["ETag"] != before[1]["ETag"]
    assert ask(article.get_absolute_url())[2] == after[2]
    assert len(inside) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"HTTP_COOKIE": "sessionid=known"},
        {"HTTP_HOST": "elsewhere.example"},
        {"HTTP_HX_REQUEST": "true"},
        {"QUERY_STRING": "order=newest"},
        {"HTTP_ACCEPT_ENCODING": "identity"},
        {"method": "POST"},
    ],
)
def test_whoever_asks_otherwise_is_sent_in(
    ask: Ask, inside: list[str], article: Article, other: dict[str, str]
) -> None:
    ask(article.get_absolute_url())
    ask(article.get_absolute_url(), **other)
    assert len(inside) == 2


def test_who_names_a_host_that_is_none_of_ours_is_told_so_however_often(
    ask: Ask, article: Article
) -> None:
    address = article.get_absolute_url()
    tag = ask(address)[1]["ETag"]
    for known in [{}, {"HTTP_IF_NONE_MATCH": tag}] * 2:
        assert ask(address, HTTP_HOST="elsewhere.example", **known)[0] == "400 Bad Request"


def test_what_the_door_answers_is_logged(
    ask: Ask, article: Article, lines: list[dict[str, object]]
) -> None:
    for _ in range(2):
        _, headers, _ = ask(article.get_absolute_url())
    line = lines[-1]
    assert len(lines) == 2
    assert line["request_id"] == headers["X-Request-ID"]
    assert (line["path"], line["status"], line["queries"]) == (article.get_absolute_url(), 200, 1)


def test_who_asks_again_whether_something_came_costs_one_query_and_no_body(
    ask: Ask, inside: list[str], article: Article, member: User
) -> None:
    address, plain = f"/articles/{article.slug}/latest/", {"HTTP_ACCEPT_ENCODING": "identity"}
    cast.make_comment(member, article)
    _status, headers, body = ask(address, **plain)
    assert body == b"1"
    has = plain | {"HTTP_IF_NONE_MATCH": headers["ETag"]}
    inside.clear()
    answers: list[Answer] = []
    statements = cast.asked(lambda: answers.append(ask(address, **has)))
    status, headers, body = answers[0]
    assert (status, body, len(statements), inside) == ("304 Not Modified", b"", 1, [])
    assert "Set-Cookie" not in headers
    cast.make_comment(member, article)
    assert ask(address, **has)[2] == b"2"
