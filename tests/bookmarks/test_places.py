"""Where a member stopped reading: kept for them on every device, offered, never forced."""

import pytest
from django.db.models import F
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.bookmarks.actions import EVERY
from forum.bookmarks.models import ReadingPlace
from tests.cast import client_of
from tests.pieces.oracle import difference

OFFER = "Go on where you stopped"
PLACE = {"words": "Readers who owed money left.", "heading": "what-we-saw", "share": "40"}


@pytest.fixture
def desk(member: User) -> Client:
    return client_of(member)


def leave(client: Client, article: Article, **place: str) -> int:
    address = f"/bookmarks/articles/{article.slug}/place/"
    return client.post(address, PLACE | place).status_code


def later() -> None:
    ReadingPlace.objects.update(at=F("at") - 2 * EVERY)


def page(client: Client, article: Article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def test_the_place_is_offered_at_the_top_on_any_device(
    article: Article, desk: Client, member: User
) -> None:
    assert OFFER not in page(desk, article)
    assert leave(desk, article) == 204
    text = page(client_of(member), article)
    assert OFFER in text
    assert 'href="#what-we-saw:~:text=Readers%20who%20owed%20money%20left."' in text
    assert "40 % read" in text
    assert not difference(member, article)


def test_nobody_else_is_offered_it(article: Article, desk: Client, reader2: User) -> None:
    leave(desk, article)
    assert OFFER not in page(client_of(reader2), article)
    assert OFFER not in page(Client(), article)
    assert leave(Client(), article) == 403


def test_the_author_is_offered_theirs_too(article: Article, author: User) -> None:
    leave(client_of(author), article)
    assert OFFER in page(client_of(author), article)


def test_who_reads_to_the_end_stopped_nowhere(article: Article, desk: Client) -> None:
    leave(desk, article)
    leave(desk, article, share="100")
    assert OFFER not in page(desk, article)


def test_it_is_written_at_most_every_few_seconds(article: Article, desk: Client) -> None:
    leave(desk, article)
    leave(desk, article, share="60")
    assert ReadingPlace.objects.get().share == 40
    later()
    leave(desk, article, share="60")
    assert ReadingPlace.objects.get().share == 60


@pytest.mark.parametrize(
    "bad",
    [
        {"words": ""},
        {"words": "x" * 81},
        {"words": "a\0"},
        {"share": "x"},
        {"share": "-1"},
        {"share": "9" * 30},
        {"heading": "h" * 201},
    ],
)
def test_what_is_no_place_is_not_kept(article: Article, desk: Client, bad: dict[str, str]) -> None:
    assert leave(desk, article, **bad) == 400
    assert not ReadingPlace.objects.exists()


def test_it_goes_with_the_account(article: Article, desk: Client, member: User) -> None:
    leave(desk, article)
    member.delete()
    assert not ReadingPlace.objects.exists()
