"""When the database cannot be written for a moment, pages go on, and forms come back."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from tests import cast

WORDS = "Nobody at our desk has missed the fines since May."
pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def read_only() -> Iterator[None]:
    """As on a full disk: whatever is written fails, whatever is read comes."""
    lite = connection.vendor == "sqlite"
    switch = "PRAGMA query_only=%s" if lite else "SET default_transaction_read_only=%s"
    with connection.cursor() as cursor:
        cursor.execute(switch % "on")
        try:
            yield
        finally:
            cursor.execute(switch % "off")


def form(**more: str) -> dict[str, str]:
    return {"position": "for", "source": WORDS, "token": str(uuid4()), **more}


@pytest.fixture
def browser(member: User) -> Client:
    """Gregor's; errors come to it as pages, as on a real site."""
    browser = cast.client_of(member)
    browser.raise_request_exception = False
    return browser


def test_what_cannot_be_saved_comes_back_and_can_be_sent_again(
    browser: Client, article: Article
) -> None:
    sent, address = form(csrfmiddlewaretoken="secret"), f"{article.get_absolute_url()}arguments/"
    with read_only():
        answer = browser.post(address, sent, headers={"Origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "cannot save anything at the moment" in page
    assert f'name="source" rows="10">{WORDS}</textarea>' in page
    assert f'name="token" value="{sent["token"]}"' in page
    assert f'action="{address}"' in page
    assert "secret" not in page
    assert browser.post(address, sent).status_code == 302
    assert Comment.objects.get().source == WORDS


def test_a_form_of_another_site_is_given_back_but_not_to_be_sent_again(
    browser: Client, article: Article
) -> None:
    address = f"{article.get_absolute_url()}arguments/"
    with read_only():
        page = browser.post(address, form(), headers={"Origin": "http://evil.example"}).content
    assert WORDS in page.decode()
    assert "<form" not in page.decode()


def test_in_place_it_is_a_piece_of_the_page(browser: Client, article: Article) -> None:
    headers = {"HX-Request": "true", "Origin": "http://testserver"}
    with read_only():
        answer = browser.post(f"{article.get_absolute_url()}arguments/", form(), headers=headers)
    assert answer.status_code == 503
    assert answer.content.decode().lstrip().startswith('<div class="given-back" role="alert">')


def test_pages_go_on_when_nothing_can_be_written(browser: Client, article: Article) -> None:
    cast.make_comment(article.author, article)
    with read_only():
        assert browser.get(article.get_absolute_url()).status_code == 200
        assert Client().get(article.get_absolute_url()).status_code == 200
        assert Client().get("/").status_code == 200


def test_a_fault_of_the_program_is_none_of_the_disk(browser: Client, article: Article) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE comments_comment RENAME COLUMN source TO words")
        try:
            answer = browser.post(f"{article.get_absolute_url()}arguments/", form())
        finally:
            cursor.execute("ALTER TABLE comments_comment RENAME COLUMN words TO source")
    assert answer.status_code == 500
