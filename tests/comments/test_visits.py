"""What is new to a reader, sitting by sitting."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.visit import SITTING
from forum.comments.models import Visit
from tests.cast import client_of, make_comment
from tests.comments.browsing import page_of

NEW = 'class="new"'


@pytest.fixture
def browser(article: Article, member: User, reader2: User) -> Client:
    """Gregor's, who has read a debate of one comment by Mei-Lin."""
    make_comment(reader2, article, "for")
    browser = client_of(member)
    page_of(browser, article)
    return browser


@pytest.fixture
def later() -> Callable[[], object]:
    """Let a sitting's time pass: what was seen was seen that much earlier."""
    return lambda: Visit.objects.update(seen_at=F("seen_at") - SITTING)


def test_on_the_first_visit_nothing_is_news(browser: Client, article: Article) -> None:
    assert NEW not in page_of(browser, article)


def test_what_came_since_the_last_visit_is_new(
    browser: Client, article: Article, member: User, reader2: User
) -> None:
    make_comment(reader2, article, "against")
    make_comment(member, article, "for")  # what one said oneself is not
    text = page_of(browser, article)
    assert text.count(NEW) == 1
    assert "1 new to you" in text


def test_the_marks_stay_for_a_sitting_and_go_with_the_next(
    browser: Client, article: Article, reader2: User, later: Callable[[], object]
) -> None:
    later()
    make_comment(reader2, article, "against")
    assert [page_of(browser, article).count(NEW) for _ in range(3)] == [1, 1, 1]
    make_comment(reader2, article, "against")  # meanwhile
    assert page_of(browser, article).count(NEW) == 2
    later()
    assert NEW not in page_of(browser, article)
    make_comment(reader2, article, "neutral")
    assert page_of(browser, article).count(NEW) == 1


def test_a_long_absence_ends_with_all_that_came_in_it(
    browser: Client, article: Article, reader2: User, later: Callable[[], object]
) -> None:
    make_comment(reader2, article, "against")
    page_of(browser, article)
    later()
    make_comment(reader2, article, "for")
    make_comment(reader2, article, "for")
    assert page_of(browser, article).count(NEW) == 2


def test_nothing_is_written_while_nothing_is_new(
    browser: Client, article: Article, reader2: User, later: Callable[[], object]
) -> None:
    make_comment(reader2, article, "against")
    page_of(browser, article)

    def written() -> list[str]:
        with CaptureQueriesContext(connection) as taken:
            page_of(browser, article)
        every = [query["sql"] for query in taken]
        return [sql for sql in every if re.match('(INSERT INTO|UPDATE) "(comments|articles)_', sql)]

    assert written() == []
    later()
    assert len(written()) == 1  # the marks of the last sitting go, once
    later()
    assert written() == []


def test_what_is_new_beyond_the_first_screen_is_found_in_the_thread_view(
    browser: Client, article: Article, reader2: User
) -> None:
    root = make_comment(reader2, article, "for")
    for _ in range(9):
        make_comment(reader2, article, "for", root)
    Visit.objects.update(seen_number=article.comments.count() - 1)  # the last of the nine
    text = page_of(browser, article)
    assert NEW not in text
    link = f"/articles/{article.slug}/thread/?unread=first"
    assert f'href="{link}"' in text
    assert browser.get(link).content.decode().count(NEW) == 1
