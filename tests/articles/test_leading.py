"""The lists of authors and of series: who is on them, in what order, page by page."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.models import Article
from forum.articles.views import leading
from tests import cast
from tests.articles.pages import text
from tests.articles.test_shelf import order, published

type SameQueries = Callable[..., None]


def test_authors_are_listed_once_with_their_newest_essay(
    client: Client, author: User, member: User, reader2: User
) -> None:
    published(author, "Older of Ines", 9)
    published(author, "Newest of Ines", 5)
    published(member, "Newest of Gregor", 2)
    withdraw(reader2, published(reader2, "Withdrawn of Mei", 1))
    cast.make_article(reader2, published=False, title="Draft of Mei")
    page = text(client.get("/articles/authors/"))
    names = ("Ines Okafor", "Gregor Maas", "Mei-Lin Achterberg")
    assert order(page, *names) == ["Gregor Maas", "Ines Okafor"]
    assert "Newest of Ines" in page
    assert page.count("Ines Okafor") == 1
    assert not order(page, "Older of Ines", "Withdrawn of Mei", "Draft of Mei")


def test_who_closed_their_account_is_not_listed(client: Client, article: Article) -> None:
    User.objects.filter(pk=article.author_id).update(is_active=False)
    assert "Ines Okafor" not in text(client.get("/articles/authors/"))


def test_series_are_listed_by_title_with_a_part_that_is_public(
    client: Client, author: User, member: User
) -> None:
    published(author, "One", series="Things we share", part=1)
    published(author, "Two", series="Things we share", part=2)
    published(member, "Three", series="Letters", part=1)
    withdraw(author, published(author, "Four", series="Gone parts", part=1))
    page = text(client.get("/articles/series/"))
    titles = ("Gone parts", "Letters", "Things we share")
    assert order(page, *titles) == ["Letters", "Things we share"]
    assert page.count("Things we share") == 1


@pytest.mark.parametrize("address", ["/articles/authors/", "/articles/series/"])
def test_the_lists_go_on_page_by_page(client: Client, db: None, address: str) -> None:
    many = leading.NAMES + 3
    for number, person in enumerate(cast.make_members(many)):
        published(person, f"Of {number}", number // 4, series=f"Series {number % 7}", part=1)
    seen: list[str] = []
    url = address
    while url:
        page = client.get(url).content.decode()
        seen += [part.split('"')[0] for part in page.split('class="name" href="')[1:]]
        onward = [part.split('"')[0] for part in page.split('rel="next" href="')[1:]]
        url = f"{address}{onward[0]}" if onward else ""
    assert len(seen) == len({*seen}) == many


@pytest.mark.parametrize("address", ["/articles/authors/", "/articles/series/"])
def test_the_lists_are_led_to_and_say_what_to_do_when_empty(
    client: Client, db: None, address: str
) -> None:
    for page in ("/", "/articles/tags/"):
        assert f'href="{address}"' in text(client.get(page))
    assert "Could you?" in text(client.get(address)) or "No series" in text(client.get(address))


@pytest.mark.parametrize("address", ["/articles/authors/", "/articles/series/"])
@pytest.mark.parametrize("place", ["x", "0", "1-2", "²", "9" * 40, "999"])
def test_a_place_that_cannot_be_is_not_found(
    client: Client, db: None, address: str, place: str
) -> None:
    assert client.get(f"{address}?after={place}").status_code == 404


@pytest.mark.parametrize("address", ["/articles/authors/", "/articles/series/"])
def test_the_lists_cost_the_same_for_4_and_52(
    client: Client, db: None, same_queries: SameQueries, address: str
) -> None:
    def make(many: int) -> None:
        for person in cast.make_members(many):
            published(person, "Of mine", series=f"Series {person.pk}", part=1)

    same_queries(make, lambda: client.get(address))
