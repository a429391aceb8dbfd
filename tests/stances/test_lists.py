"""Most contested, most minds changed: the order, how it is reckoned, what it never gives away."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.models import Article
from forum.articles.paging import PAGE_SIZE
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import Tally
from forum.stances.standing import changed, contested
from tests import cast
from tests.articles.pages import text
from tests.articles.test_shelf import order
from tests.feeds.reading import links_of

type SameQueries = Callable[..., None]
LISTS = ("/contested/", "/changed-minds/")


def listed(author: User, title: str, contested: int = 0, changed: int = 0) -> Article:
    """An essay with arguments, at these places."""
    made = cast.make_article(author, title=title)
    Article.objects.filter(pk=made.pk).update(for_count=3, against_count=3)
    Tally.objects.create(article=made, contested=contested, changed=changed)
    return made


def stand(article: Article, readers: list[User], *stands: str) -> None:
    """These readers take one stance after the other."""
    for reader in readers:
        for each in stands:
            take_stance(reader, article, each)


@pytest.mark.parametrize(
    ("for_readers", "against_readers", "undecided", "bound"),
    [
        (3, 3, 0, 2682),  # design.md: 3 of 6 → 0.27
        (3, 3, 9, 2682),  # the undecided count for nothing
        (10, 10, 0, 3623),
        (100, 100, 0, 4549),
        (6, 2, 0, 1089),
        (8, 0, 0, 0),
        (2, 2, 0, 0),  # fewer than five readers are not told
    ],
)
def test_contested_is_the_least_share_of_the_smaller_side(
    for_readers: int, against_readers: int, undecided: int, bound: int
) -> None:
    moves = {
        "for": {"for": for_readers},
        "against": {"against": against_readers},
        "undecided": {"undecided": undecided},
    }
    assert contested(moves) == bound


# Who came in where and stands where now: of 100 readers 46 moved, and every number is told.
TOLD = {
    "for": {"for": 20, "undecided": 5, "against": 15},
    "undecided": {"for": 6, "undecided": 10, "against": 8},
    "against": {"for": 7, "undecided": 5, "against": 24},
}


def of_for(**now: int) -> dict[str, dict[str, int]]:
    """The same, but for where those stand now who came in for the thesis."""
    return TOLD | {"for": TOLD["for"] | now}


def test_minds_changed_is_the_least_share_of_those_who_moved() -> None:
    assert changed(TOLD) == 3973
    tenfold = {a: {b: 10 * n for b, n in now.items()} for a, now in TOLD.items()}
    assert changed(tenfold) == 4399  # the same share, of which more readers say more


@pytest.mark.parametrize(
    "moves",
    [
        {},
        {"for": {"for": 2, "against": 2}},
        {"for": {"for": 20, "against": 20}},  # no one came in on the other side: too few to tell
        {each: {each: 20} for each in TOLD},
    ],
)
def test_where_nothing_may_be_told_nothing_is_listed(moves: dict[str, dict[str, int]]) -> None:
    assert changed(moves) == 0


def test_movers_who_are_too_few_to_be_told_count_for_nothing() -> None:
    """So no place in the list changes when the fourth reader moves, and nobody's move is seen."""
    two, three, four, five = (
        changed(of_for(**{"for": 40 - n, "against": n})) for n in (2, 3, 4, 5)
    )
    assert two == three == four < five


def test_a_stance_puts_an_essay_in_its_place(client: Client, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(for_count=3, against_count=3)
    readers = cast.make_members(30)
    stand(article, readers[:12], "for")
    assert article.title not in text(client.get("/contested/"))
    stand(article, readers[6:12], "against")
    stand(article, readers[12:18], "against")
    stand(article, readers[18:24], "against", "for")
    stand(article, readers[24:], "undecided")
    page = text(client.get("/contested/"))
    assert article.title in page
    assert "At least 37 % are on the smaller side" in page
    page = text(client.get("/changed-minds/"))
    assert article.title in page
    assert "At least 29 % changed their stance" in page
    assert mend(article) == []  # what the acts counted is what the rows say


def test_recounting_mends_a_place(article: Article) -> None:
    stand(article, cast.make_members(3), "for")
    stand(article, cast.make_members(3), "against")
    Tally.objects.filter(pk=article.pk).update(contested=9, changed=9)
    found = {(each.number, each.was, each.now) for each in mend(article)}
    assert found == {("contested", 9, 2682), ("changed", 9, 0)}


def test_few_arguments_contest_nothing(client: Client, author: User) -> None:
    made = listed(author, "Hardly argued", contested=4000)
    for counts in ((3, 2), (2, 3), (99, 0)):
        Article.objects.filter(pk=made.pk).update(for_count=counts[0], against_count=counts[1])
        assert "Hardly argued" not in text(client.get("/contested/"))


@pytest.mark.parametrize("address", LISTS)
def test_the_highest_place_comes_first(client: Client, author: User, address: str) -> None:
    for title, place in (("Middle", 20), ("Top", 4000), ("Low", 3), ("None", 0)):
        listed(author, title, place, place)
    withdraw(author, listed(author, "Gone", 4500, 4500))
    titles = ("Low", "Middle", "Top", "None of", "Gone")
    assert order(text(client.get(address)), *titles) == ["Top", "Middle", "Low"]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_goes_on_page_by_page(client: Client, author: User, address: str) -> None:
    for number in range(2 * PAGE_SIZE + 1):
        listed(author, f"Essay-{number}.", 100 + number // 7, 100 + number // 7)
    seen, url = [], address
    while url:
        page = client.get(url)
        assert [link["href"] for link in links_of(page, "canonical")] == [f"http://testserver{url}"]
        seen += [f"Essay-{n}." for n in range(41) if f">Essay-{n}.<" in page.content.decode()]
        onward = [
            part.split('"')[0] for part in page.content.decode().split('rel="next" href="')[1:]
        ]
        url = f"{address}{onward[0]}" if onward else ""
    assert len(seen) == len({*seen}) == 2 * PAGE_SIZE + 1


@pytest.mark.parametrize("address", LISTS)
def test_a_list_says_how_it_is_reckoned(client: Client, db: None, address: str) -> None:
    page = text(client.get(address))
    assert "How is this reckoned?" in page
    assert "Wilson" in page
    assert "Where do you stand?" in page  # an empty list says what to do
    assert f'href="{address}"' in text(client.get("/"))


@pytest.mark.parametrize("address", LISTS)
def test_a_list_costs_the_same_for_4_and_52(
    client: Client, author: User, same_queries: SameQueries, address: str
) -> None:
    def make(many: int) -> None:
        for _ in range(many):
            listed(author, f"E{Article.objects.count()}", 50, 50)

    same_queries(make, lambda: client.get(address))


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("place", ["x", "1", "1-2-3", "-", "²-1", "1--1", f"{'9' * 40}-1", "1-1"])
def test_a_place_that_cannot_be_is_not_found(
    client: Client, article: Article, address: str, place: str
) -> None:
    assert client.get(f"{address}?after={place}").status_code == 404
