"""Feeds: found by the page they are of, valid in both forms, whole, and only what visitors see."""

from collections.abc import Callable
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.actions.draft import save_draft
from forum.articles.actions.publish import publish, withdraw
from forum.articles.actions.state import set_state as set_essay_state
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, ArticleState
from forum.feeds import essays
from tests import cast
from tests.feeds.reading import ATOM, atom, feed_of, json_feed

type SameQueries = Callable[..., None]

FORMS = ("atom", "json")
FEEDS = ("/feed", "/articles/tags/libraries/feed", "/members/ines/feed")
PAGES = ("/", "/articles/tags/libraries/", "/members/ines/")
RICH = """A [link](/articles/other/) and a note[^1], and code: `href="/stays"`.

![A shelf](/uploads/2026/01/aaaaaaaaaaaaaaaa.png)

[^1]: The note."""


def essay(author: User, title: str, days_ago: int = 0, **words: object) -> Article:
    given = {"thesis": cast.THESIS, "source": cast.ESSAY, "tags": ("Libraries",)} | words
    draft = save_draft(author, Manuscript(title=title, **given))
    return publish(author, draft, at=timezone.now() - timedelta(days=days_ago))


def titles(client: Client, address: str) -> list[list[str]]:
    """The titles in both forms of a feed."""
    parsed = atom(client.get(f"{address}.atom"))
    items = json_feed(client.get(f"{address}.json"))["items"]
    return [[entry.title for entry in parsed.entries], [item["title"] for item in items]]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_essays_leads_to_its_feeds(client: Client, author: User, page: str) -> None:
    essay(author, "The older", 2)
    essay(author, "The newer", 1)
    parsed, items = atom(feed_of(client, page, "atom")), json_feed(feed_of(client, page, "json"))
    assert [entry.title for entry in parsed.entries] == ["The newer", "The older"]
    assert [item["title"] for item in items["items"]] == ["The newer", "The older"]
    assert parsed.feed.link == items["home_page_url"] == f"http://testserver{page}"


def test_an_entry_says_all_of_an_essay(client: Client, author: User) -> None:
    made = essay(author, "Fines & <b>fees</b>", 3, tags=("Libraries", "Money"))
    entry = atom(client.get("/feed.atom")).entries[0]
    item = json_feed(client.get("/feed.json"))["items"][0]
    url = f"http://testserver{made.get_absolute_url()}"
    day = made.published_at.date().isoformat()
    assert entry.id == item["id"] == f"tag:testserver,{day}:essays/{made.pk}"
    assert entry.link == item["url"] == url
    assert entry.title_detail.value == item["title"] == "Fines & <b>fees</b>"
    assert entry.summary == item["summary"] == cast.THESIS
    assert entry.author == item["authors"][0]["name"] == "Ines Okafor"
    assert entry.author_detail.href == item["authors"][0]["url"]
    assert item["authors"][0]["url"] == "http://testserver/members/ines/"
    assert sorted(tag.term for tag in entry.tags) == sorted(item["tags"]) == ["Libraries", "Money"]
    assert entry.published == item["date_published"] == entry.updated
    assert "What we saw" in item["content_html"]


def test_the_text_is_whole_and_its_links_hold_anywhere(client: Client, author: User) -> None:
    made = essay(author, "Linked", source=RICH)
    item = json_feed(client.get("/feed.json"))["items"][0]
    html, url = item["content_html"], f"http://testserver{made.get_absolute_url()}"
    assert 'href="http://testserver/articles/other/"' in html
    assert 'src="http://testserver/uploads/' in html
    assert f'href="{url}#' in html
    assert 'href="/stays"' in html  # words of the text are left alone
    assert html.count('="/') == 1
    root = ElementTree.fromstring(client.get("/feed.atom").content)
    assert root.findtext(f"{ATOM}entry/{ATOM}content") == html


def test_a_name_stays_when_the_essay_changes(client: Client, author: User) -> None:
    made = essay(author, "First words", 3)
    before = atom(client.get("/feed.atom")).entries[0]
    cast.rewrite(made, lambda source: f"{source}\n\nOne more thing.")
    after = atom(client.get("/feed.atom")).entries[0]
    assert before.id == after.id
    assert before.published == after.published
    assert after.updated > before.updated


def test_characters_that_xml_forbids_break_nothing(client: Client, author: User) -> None:
    made = essay(author, "Здравствуйте, мир")
    Article.objects.filter(pk=made.pk).update(title="A \x0b bell\x07", html="<p>\x0c\ufffe</p>")
    assert atom(client.get("/feed.atom")).entries[0].title == "A  bell"


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_goes_on_page_by_page(client: Client, author: User, address: str) -> None:
    for number in range(essays.ESSAYS + 3):
        essay(author, f"Essay {number}", number % 5)  # some at one time
    seen: list[str] = []
    url = f"http://testserver{address}.json"
    while url:
        page = json_feed(client.get(url.removeprefix("http://testserver")))
        assert page["feed_url"] == url
        seen += [item["id"] for item in page["items"]]
        url = page.get("next_url", "")
    assert len(seen) == len({*seen}) == essays.ESSAYS + 3
    first = atom(client.get(f"{address}.atom"))
    older = next(link.href for link in first.feed.links if link.rel == "next")
    last = atom(client.get(older.removeprefix("http://testserver")))
    rels = {link.rel: link.href for link in last.feed.links}
    assert rels["first"] == f"http://testserver{address}.atom"
    assert rels["self"] == older
    assert "next" not in rels
    assert len(first.entries) + len(last.entries) == essays.ESSAYS + 3


def test_long_essays_make_shorter_pages(client: Client, author: User) -> None:
    for title in ("One", "Two", "Three"):
        made = essay(author, title)
        Article.objects.filter(pk=made.pk).update(words=essays.WORDS - 1)
    page = json_feed(client.get("/feed.json"))
    assert [item["title"] for item in page["items"]] == ["Three"]
    older = json_feed(client.get(page["next_url"].removeprefix("http://testserver")))
    assert [item["title"] for item in older["items"]] == ["Two"]


def test_empty_feeds_are_valid(client: Client, author: User) -> None:
    withdraw(author, essay(author, "Gone"))
    for address in FEEDS:
        assert titles(client, address) == [[], []]


@pytest.mark.parametrize("state", [ArticleState.HIDDEN, ArticleState.WITHDRAWN, "draft"])
def test_only_what_visitors_see_is_in_a_feed(
    client: Client, author: User, moderator: User, state: str
) -> None:
    essay(author, "Seen")
    if state == "draft":
        save_draft(author, Manuscript(title="Unseen", thesis="T.", source="s", tags=("Libraries",)))
    else:
        set_essay_state(essay(author, "Unseen"), state)
    for viewer in (client, cast.client_of(author), cast.client_of(moderator)):
        for address in FEEDS:
            assert titles(viewer, address) == [["Seen"], ["Seen"]]
        hidden = Article.objects.get(title="Unseen").get_absolute_url()
        assert [viewer.get(f"{hidden}feed.{form}").status_code for form in FORMS] == [404, 404]


def test_an_authors_feed_ends_with_their_account(client: Client, author: User) -> None:
    essay(author, "Written")
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert client.get("/members/ines/feed.atom").status_code == 404


@pytest.mark.parametrize("form", FORMS)
def test_who_has_it_is_told_so_after_one_query(
    client: Client, author: User, member: User, form: str, django_assert_num_queries: Callable
) -> None:
    made = essay(author, "Kept")
    for address in (*FEEDS, f"{made.get_absolute_url()}feed"):
        tag = client.get(f"{address}.{form}").headers["ETag"]
        with django_assert_num_queries(1):
            again = client.get(f"{address}.{form}", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        cast.rewrite(made, lambda source: f"{source} More.")
        assert client.get(f"{address}.{form}", headers={"If-None-Match": tag}).status_code == 200


def test_a_comment_changes_the_debates_feed_and_no_other(
    client: Client, author: User, member: User
) -> None:
    made = essay(author, "Kept")
    addresses = [f"{each}.atom" for each in (*FEEDS, f"{made.get_absolute_url()}feed")]
    tags = {each: client.get(each).headers["ETag"] for each in addresses}
    cast.make_comment(member, made)
    asked = {each: client.get(each, headers={"If-None-Match": tags[each]}) for each in addresses}
    assert [answer.status_code for answer in asked.values()] == [304, 304, 304, 200]


@pytest.mark.parametrize("address", ["/feed.atom", "/articles/tags/libraries/feed.json"])
def test_a_feed_costs_the_same_for_4_and_52(
    client: Client, author: User, same_queries: SameQueries, address: str
) -> None:
    def make(many: int) -> None:
        for _ in range(many):
            essay(author, f"E{Article.objects.count()}", tags=("Libraries", "Money"))

    same_queries(make, lambda: client.get(address))


@pytest.mark.parametrize(
    "address",
    [
        "/feed.rss",
        "/feed.atom?before=x",
        "/feed.atom?before=²",
        "/feed.atom?before=999",
        f"/feed.json?before={'9' * 40}",
        "/articles/tags/none/feed.atom",
        "/members/nobody/feed.json",
        "/articles/nothing/feed.atom",
        "/feed.atom%00",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, article: Article, address: str) -> None:
    assert client.get(address).status_code == 404
