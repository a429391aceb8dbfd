"""Every version is kept, and any two can be compared."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.actions.revise import revise
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article
from tests import cast
from tests.articles.pages import text


def change(article: Article, note: str = "", **words: object) -> None:
    article.refresh_from_db()
    now = Manuscript.of(article)
    revise(article.author, article, replace(now, note=note, **words))


def test_every_version_is_listed_with_its_note(client: Client, article: Article) -> None:
    change(article, "Mended the sum", source="Four pounds ten.")
    change(article, source="Four pounds twelve.")
    page = text(client.get(article.get_absolute_url() + "history/"))
    for part in ("Version 1", "Version 3", "First published", "Mended the sum", "left no note"):
        assert part in page


def test_two_versions_are_compared_word_by_word(client: Client, article: Article) -> None:
    change(article, source="It was four pounds ten on the Monday I counted them.")
    change(article, "Mended", source="It was four pounds twenty on the Monday I counted them.")
    page = text(client.get(article.get_absolute_url() + "changes/"))
    assert "It was four pounds <del>" in page
    assert "[taken out:] </span>ten<span" in page
    assert "[put in:] </span>twenty<span" in page
    assert "The author’s note:</b> Mended" in page


def test_the_title_and_the_thesis_are_compared_too(client: Client, article: Article) -> None:
    change(article, title="A new title", thesis="A new thesis.")
    page = text(client.get(article.get_absolute_url() + "changes/?from=1&to=2"))
    assert "<h2>Title</h2>" in page
    assert "<h2>Thesis</h2>" in page
    assert "<h2>Essay</h2>" not in page


def test_any_two_versions_can_be_compared_in_either_order(client: Client, article: Article) -> None:
    for number in range(4):
        change(article, source=f"The number is {number}.")
    page = text(client.get(article.get_absolute_url() + "changes/?from=4&to=2"))
    assert "From version 4" in page
    assert "[taken out:] </span>2<span" in page


def test_equal_versions_are_said_to_be_equal(client: Client, article: Article) -> None:
    page = text(client.get(article.get_absolute_url() + "changes/?from=1&to=1"))
    assert "The two versions have the same words." in page


@pytest.mark.parametrize("query", ["?from=7&to=1", "?to=9", "?from=0", f"?to={'9' * 40}"])
def test_a_version_there_is_not_is_not_found(client: Client, article: Article, query: str) -> None:
    assert client.get(article.get_absolute_url() + "changes/" + query).status_code == 404


def test_what_was_written_is_shown_as_text(client: Client, article: Article) -> None:
    change(article, source="<script>alert(1)</script>")
    page = client.get(article.get_absolute_url() + "changes/").content.decode()
    assert "<script>alert" not in page


def test_the_history_goes_with_the_essay(
    client: Client, author: User, article: Article, moderator: User
) -> None:
    withdraw(author, article)
    for page in ("history/", "changes/"):
        address = article.get_absolute_url() + page
        assert client.get(address).status_code == 404
        assert cast.client_of(moderator).get(address).status_code == 200


@pytest.mark.parametrize("page", ["history/", "changes/"])
def test_a_history_costs_the_same_for_2_and_50(
    client: Client, article: Article, same_queries: Callable[..., None], page: str
) -> None:
    def make(many: int) -> None:
        for _ in range(many):
            change(article, source=f"Version {article.revisions.count()}")

    same_queries(make, lambda: client.get(article.get_absolute_url() + page))
