"""The feed of a debate: each comment with its side and whom it answers, as visitors see them."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.feeds import debates
from tests import cast
from tests.feeds.reading import ATOM, atom, feed_of, json_feed

type SameQueries = Callable[..., None]

FORMS = ("atom", "json")


def test_a_debates_feed_has_each_comment_its_side_and_whom_it_answers(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    root = cast.make_comment(member, article, "for", source="Returns had [not](/x/) changed.")
    reply = cast.make_comment(reader2, article, "against", root)
    page = article.get_absolute_url()
    parsed, feed = atom(feed_of(client, page, "atom")), json_feed(feed_of(client, page, "json"))
    assert [entry.title for entry in parsed.entries] == [
        "Mei-Lin Achterberg (Against) rebuts Gregor Maas",
        "Gregor Maas (For)",
    ]
    newest, oldest = feed["items"]
    url = f"http://testserver{root.get_absolute_url()}"
    assert newest["_debate"] == {
        "position": "against",
        "answers": {"id": oldest["id"], "url": url, "name": "Gregor Maas", "relation": "rebuts"},
    }
    assert oldest["_debate"] == {"position": "for"}
    assert [tag.term for tag in parsed.entries[0].tags] == ["against"]
    assert newest["url"] == f"http://testserver{reply.get_absolute_url()}"
    assert newest["content_html"].startswith(
        f'<p><strong>Against</strong>, rebuts <a href="{url}">Gregor Maas</a></p>'
    )
    assert 'href="http://testserver/x/"' in oldest["content_html"]
    assert feed["description"] == parsed.feed.subtitle == cast.THESIS


def test_a_reply_names_what_it_answers_as_the_format_has_it(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    root = cast.make_comment(member, article)
    cast.make_comment(reader2, article, "against", root)
    feed = ElementTree.fromstring(client.get(f"{article.get_absolute_url()}feed.atom").content)
    thread = "{http://purl.org/syndication/thread/1.0}in-reply-to"
    answers = [entry.find(thread) for entry in feed.findall(f"{ATOM}entry")]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert answers[1] is None
    assert answers[0].get("ref") == ids[1]
    assert answers[0].get("href") == f"http://testserver{root.get_absolute_url()}"


@pytest.mark.parametrize("state", [CommentState.HELD, CommentState.HIDDEN, CommentState.REMOVED])
def test_what_is_out_of_sight_is_not_in_a_debates_feed(
    client: Client, article: Article, member: User, reader2: User, state: str
) -> None:
    root = cast.make_comment(member, article, source="The secret figure is nine.")
    cast.make_comment(reader2, article, "against", root)
    set_state(root, state)
    for viewer in (client, cast.client_of(member)):
        for form in FORMS:
            feed = viewer.get(f"{article.get_absolute_url()}feed.{form}").content.decode()
            assert "secret figure" not in feed
            assert "Gregor" not in feed
            assert "a comment that is no longer shown" in feed


def test_what_is_deleted_is_not_in_a_debates_feed(
    client: Client, article: Article, member: User
) -> None:
    delete_comment(member, cast.make_comment(member, article))
    feed = f"{article.get_absolute_url()}feed"
    assert atom(client.get(f"{feed}.atom")).entries == []
    assert json_feed(client.get(f"{feed}.json"))["items"] == []


def test_an_edited_comment_says_when(client: Client, article: Article, member: User) -> None:
    comment = cast.make_comment(member, article)
    edit_comment(member, comment, "for", "We dropped fines in May. Nothing changed.")
    item = json_feed(client.get(f"{article.get_absolute_url()}feed.json"))["items"][0]
    assert "Nothing changed." in item["content_html"]
    assert item["date_modified"] >= item["date_published"]


def test_a_comment_of_a_former_member_stays_without_a_name(
    client: Client, article: Article, member: User
) -> None:
    Comment.objects.filter(pk=cast.make_comment(member, article).pk).update(author=None)
    item = json_feed(client.get(f"{article.get_absolute_url()}feed.json"))["items"][0]
    assert item["authors"] == [{"name": "A former member"}]
    atom(client.get(f"{article.get_absolute_url()}feed.atom"))


def test_a_debates_feed_goes_on_page_by_page(
    client: Client, article: Article, member: User
) -> None:
    for _ in range(debates.COMMENTS + 2):
        cast.make_comment(member, article)
    address = f"{article.get_absolute_url()}feed.json"
    first = json_feed(client.get(address))
    second = json_feed(client.get(first["next_url"].removeprefix("http://testserver")))
    assert (len(first["items"]), len(second["items"])) == (debates.COMMENTS, 2)
    assert "next_url" not in second


def test_a_debates_feed_costs_the_same_for_4_and_52(
    client: Client, article: Article, member: User, same_queries: SameQueries
) -> None:
    def make(many: int) -> None:
        for _ in range(many):
            cast.make_comment(member, article)

    same_queries(make, lambda: client.get(f"{article.get_absolute_url()}feed.atom"))
