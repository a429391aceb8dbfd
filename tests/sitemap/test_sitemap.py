"""What search engines are told: the sitemap in parts, robots.txt, one address for each page."""

from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.state import set_state
from forum.articles.models import Article, ArticleState
from forum.sitemap import sections
from tests import cast
from tests.feeds.reading import links_of

type SameQueries = Callable[..., None]

FORMAT = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://testserver"


def places(client: Client, address: str) -> dict[str, str | None]:
    """The addresses that a sitemap names, with when each changed."""
    answer = client.get(address.removeprefix(HOST))
    assert answer.status_code == 200, address
    assert answer.headers["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(answer.content)
    found = root.findall(f"{FORMAT}url") or root.findall(f"{FORMAT}sitemap")
    return {
        each.findtext(f"{FORMAT}loc") or "": each.findtext(f"{FORMAT}lastmod") for each in found
    }


def all_places(client: Client) -> dict[str, str | None]:
    """From robots.txt on, as a search engine goes."""
    lines = client.get("/robots.txt").content.decode().splitlines()
    index = next(line.removeprefix("Sitemap: ") for line in lines if line.startswith("Sitemap: "))
    parts = places(client, index)
    assert all(parts)
    return {place: at for part in parts for place, at in places(client, part).items()}


def move(article: Article, pk: int) -> Article:
    """Give an essay without a debate another id."""
    tags = [*article.tags.all()]
    article.tags.clear()
    article.revisions.all().delete()
    Article.objects.filter(pk=article.pk).update(id=pk)
    moved = Article.objects.get(pk=pk)
    moved.tags.set(tags)
    return moved


def test_robots_are_led_to_all_there_is_to_read(client: Client, author: User) -> None:
    words = {"tags": ("Тайна",), "series": "Things we share", "part": 1}
    made = cast.make_article(author, title="Здравствуйте", **words)
    found = all_places(client)
    assert made.published_at
    assert datetime.fromisoformat(
        found[HOST + made.get_absolute_url()] or ""
    ) == made.published_at.replace(microsecond=0)
    for page in ("/", "/members/ines/", "/articles/series/things-we-share/", "/articles/tags/"):
        assert f"{HOST}{page}" in found
    assert f"{HOST}/articles/tags/%D1%82%D0%B0%D0%B9%D0%BD%D0%B0/" in found
    for url in found:
        page = client.get(url.removeprefix(HOST))
        assert page.status_code == 200, url
        assert [link["href"] for link in links_of(page, "canonical")] == [url]


def test_the_sitemap_says_when_an_essay_was_revised(client: Client, article: Article) -> None:
    cast.rewrite(article, lambda source: f"{source} More.")
    article.refresh_from_db()
    assert article.revised_at
    told = all_places(client)[HOST + article.get_absolute_url()] or ""
    assert datetime.fromisoformat(told) == article.revised_at.replace(microsecond=0)


@pytest.mark.parametrize("state", [ArticleState.HIDDEN, ArticleState.WITHDRAWN, "draft"])
def test_what_visitors_do_not_see_is_not_in_it(client: Client, author: User, state: str) -> None:
    words = {"tags": ("Secret",), "series": "Secret parts", "part": 1}
    made = cast.make_article(author, published=state != "draft", **words)
    if state != "draft":
        set_state(made, state)
    for viewer in (client, cast.client_of(author)):
        found = all_places(viewer)
        assert not [url for url in found if "secret" in url or "ines" in url or made.slug in url]
        assert viewer.get("/sitemap-0.xml").status_code == 404


def test_who_closed_their_account_is_not_in_it(client: Client, article: Article) -> None:
    User.objects.filter(pk=article.author_id).update(is_active=False)
    assert f"{HOST}/members/ines/" not in all_places(client)


def test_the_parts_are_ranges_and_those_without_an_essay_are_left_out(
    client: Client, author: User
) -> None:
    near = cast.make_article(author, title="Near", tags=("Near",))
    last = move(cast.make_article(author, title="Last of its part"), sections.SIZE * 3 - 1)
    far = move(cast.make_article(author, title="Far", tags=("Far",)), sections.SIZE * 3)
    parts = [*places(client, "/sitemap.xml")]
    assert parts == [f"{HOST}/sitemap-{part}.xml" for part in ("site", 0, 2, 3)]
    urls = {essay: HOST + essay.get_absolute_url() for essay in (near, last, far)}
    within = [{*places(client, part)} for part in parts[1:]]
    assert [[url in found for url in urls.values()] for found in within] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]
    assert f"{HOST}/articles/tags/far/" in within[2]
    assert f"{HOST}/articles/tags/near/" not in within[2]


def test_who_has_it_is_told_so_after_one_query(
    client: Client, article: Article, django_assert_num_queries: Callable
) -> None:
    for address in ("/sitemap.xml", "/sitemap-0.xml"):
        tag = client.get(address).headers["ETag"]
        with django_assert_num_queries(1):
            again = client.get(address, headers={"If-None-Match": tag})
        assert again.status_code == 304


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-0.xml"])
def test_it_costs_the_same_for_4_and_52(
    client: Client, author: User, same_queries: SameQueries, address: str
) -> None:
    def make(many: int) -> None:
        for _ in range(many):
            cast.make_article(author, tags=(f"T{Article.objects.count()}",))

    same_queries(make, lambda: client.get(address))


@pytest.mark.parametrize("part", ["1", "-1", "x", "9" * 40])
def test_a_part_that_is_not_there_is_not_found(client: Client, article: Article, part: str) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_an_empty_site_has_a_sitemap(client: Client, db: None) -> None:
    assert f"{HOST}/" in all_places(client)


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/?order=active", "/"),
        ("/?order=active&page=1", "/"),
        ("/?page=1", "/?page=1"),
        ("/?page=%22%3E%3Cscript%3E", "/"),
        ("/?utm_source=elsewhere", "/"),
        ("/articles/tags/тайна/?order=active", "/articles/tags/%D1%82%D0%B0%D0%B9%D0%BD%D0%B0/"),
        ("{essay}?order=newest", "{essay}"),
        ("{essay}?side=for", "{essay}"),
        ("{essay}map/", "{essay}map/"),
        ("{essay}clash/?unanswered=1", "{essay}clash/"),
    ],
)
def test_a_page_has_one_address_however_it_is_looked_at(
    client: Client, author: User, address: str, canonical: str
) -> None:
    essay = cast.make_article(author, tags=("Тайна",)).get_absolute_url()
    for viewer in (client, cast.client_of(author)):
        page = viewer.get(address.format(essay=essay))
        assert page.status_code == 200
        told = [link["href"] for link in links_of(page, "canonical")]
        assert told == [HOST + canonical.format(essay=essay)]


def test_a_page_that_is_not_there_has_no_address(client: Client, db: None) -> None:
    assert links_of(client.get("/nothing/"), "canonical") == []
