"""The lists: what stands where, and what it costs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish, withdraw
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, Tag
from forum.articles.paging import PAGE_SIZE
from forum.stances.actions.take import take_stance
from tests import cast, guard
from tests.articles.pages import text

type SameQueries = Callable[..., None]


def published(author: User, title: str, days_ago: int = 0, **words: object) -> Article:
    draft = save_draft(author, Manuscript(title=title, thesis="T.", source="s", **words))
    return publish(author, draft, at=timezone.now() - timedelta(days=days_ago))


def order(page: str, *titles: str) -> list[str]:
    return sorted((title for title in titles if title in page), key=page.index)


def test_newest_comes_first(client: Client, author: User) -> None:
    published(author, "Older essay", 5)
    published(author, "Newer essay", 1)
    page = text(client.get("/"))
    assert order(page, "Older essay", "Newer essay") == ["Newer essay", "Older essay"]


def test_most_active_is_where_something_happened_last(client: Client, author: User) -> None:
    old = published(author, "Argued about today", 9)
    published(author, "Published lately", 3)
    published(author, "Forgotten", 8)
    Article.objects.filter(pk=old.pk).update(last_comment_at=timezone.now())
    page = text(client.get("/?order=active"))
    wanted = ["Argued about today", "Published lately", "Forgotten"]
    assert order(page, *sorted(wanted)) == wanted


def test_each_row_has_its_thesis_and_the_balance(client: Client, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(for_count=3, against_count=6)
    page = text(client.get("/"))
    assert cast.THESIS in page
    assert '<rect width="500" height="10"/>' in page
    assert '<rect width="1000" height="10"/>' in page


def test_readers_stances_are_shown_from_five_on(client: Client, article: Article) -> None:
    for number, reader in enumerate(cast.make_members(5)):
        assert "% of readers" not in text(client.get("/"))
        take_stance(reader, article, "for" if number < 4 else "against")
    assert "80 % of readers" in text(client.get("/"))


def test_a_side_without_arguments_invites_to_argue(client: Client, article: Article) -> None:
    assert "No one has argued yet. Could you?" in text(client.get("/"))
    Article.objects.filter(pk=article.pk).update(for_count=2)
    guard.forget()
    assert "No one has argued against this yet. Could you?" in text(client.get("/"))


def test_an_empty_site_says_what_to_do(client: Client, db: None) -> None:
    assert "No one has published an essay here yet. Could you?" in text(client.get("/"))
    assert "No essay has a tag yet." in text(client.get("/articles/tags/"))


def test_lists_have_pages(client: Client, author: User) -> None:
    for number in range(PAGE_SIZE + 1):
        published(author, f"Essay-{number}.", days_ago=number)
    first, second = text(client.get("/")), text(client.get("/?page=2"))
    assert "Essay-0." in first
    assert f"Essay-{PAGE_SIZE}." not in first
    assert 'href="?page=2"' in first
    assert f"Essay-{PAGE_SIZE}." in second
    assert "Older essays" not in second


@pytest.mark.parametrize("page", ["2", "0", "201", "9" * 40])
def test_a_page_that_cannot_be_is_not_found(client: Client, article: Article, page: str) -> None:
    assert client.get(f"/?page={page}").status_code == 404


@pytest.mark.parametrize("page", ["", "x", "-1", "1.5", "²"])
def test_nonsense_for_a_page_is_the_first(client: Client, article: Article, page: str) -> None:
    assert client.get(f"/?page={page}").status_code == 200


def test_links_to_other_pages_keep_the_order(client: Client, author: User) -> None:
    for number in range(PAGE_SIZE + 1):
        published(author, f"Essay-{number}.")
    assert 'href="?order=active&page=2"' in text(client.get("/?order=active"))


def test_tags_are_one_whatever_their_case(client: Client, author: User) -> None:
    published(author, "First", tags=("Libraries",))
    published(author, "Second", tags=("LIBRARIES", "Тайна"))
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Libraries", "Тайна"]
    page = text(client.get("/articles/tags/libraries/"))
    assert order(page, "First", "Second") == ["Second", "First"]
    assert client.get("/articles/tags/тайна/").status_code == 200


def test_tags_that_look_different_have_their_own_pages(author: User) -> None:
    published(author, "First", tags=("C", "C++", "C#"))
    assert sorted(Tag.objects.values_list("slug", flat=True)) == ["c", "c-2", "c-3"]
    published(author, "Second", tags=("c++",))
    assert Tag.objects.count() == 3


def test_tags_of_drafts_and_withdrawn_essays_are_not_listed(client: Client, author: User) -> None:
    withdraw(author, published(author, "Gone", tags=("Hidden tag",)))
    cast.make_article(author, published=False, tags=("Draft tag",))
    published(author, "Here", tags=("Seen tag",))
    page = text(client.get("/articles/tags/"))
    assert order(page, "Hidden tag", "Draft tag", "Seen tag") == ["Seen tag"]
    assert "No essay on Hidden tag is published" in text(client.get("/articles/tags/hidden-tag/"))


def test_a_series_is_read_in_order(client: Client, author: User) -> None:
    published(author, "Its second part", 9, series="Things we share", part=2)
    published(author, "Its first part", 1, series="Things we share", part=1)
    page = text(client.get("/articles/series/things-we-share/"))
    assert order(page, "Its first part", "Its second part") == ["Its first part", "Its second part"]


def test_two_authors_may_have_series_of_one_name(author: User, member: User) -> None:
    mine = published(author, "Mine", series="Letters", part=1)
    other = published(member, "Other", series="Letters", part=1)
    assert mine.series != other.series


def test_mine_lists_all_of_ones_own(author: User, member: User) -> None:
    cast.make_article(author, published=False, title="A draft of mine")
    withdraw(author, published(author, "Withdrawn of mine"))
    published(author, "Published of mine")
    published(member, "Of another")
    client = cast.client_of(author)
    page = text(client.get("/articles/mine/"))
    titles = ("A draft of mine", "Withdrawn of mine", "Published of mine", "Of another")
    assert set(order(page, *titles)) == set(titles[:3])
    drafts = text(client.get("/articles/mine/?state=draft"))
    assert order(drafts, *titles) == ["A draft of mine"]


def test_one_who_wrote_nothing_is_told_how_to_begin(member: User) -> None:
    page = text(cast.client_of(member).get("/articles/mine/"))
    assert "You have written nothing yet." in page


@pytest.mark.parametrize(
    "address",
    ["/", "/?order=active", "/articles/tags/", "/articles/tags/money/", "/articles/series/all/"],
)
def test_a_list_costs_the_same_for_2_and_50(
    client: Client, author: User, same_queries: SameQueries, address: str
) -> None:
    def make(many: int) -> None:
        for _ in range(many):
            made = Article.objects.count()
            published(author, f"E{made}", tags=("Money", f"T{made}"), series="All", part=made)

    same_queries(make, lambda: client.get(address))


def test_ones_own_list_costs_the_same_for_2_and_50(author: User, same_queries: SameQueries) -> None:
    client = cast.client_of(author)

    def make(many: int) -> None:
        for _ in range(many):
            cast.make_article(author, published=False)
            cast.make_article(author)

    same_queries(make, lambda: client.get("/articles/mine/"))
