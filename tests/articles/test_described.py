"""What programs are told of an essay and its debate, in schema.org's words: what the page shows."""

from datetime import datetime

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.models import CommentState
from tests import cast
from tests.articles.microdata import items
from tests.feeds.reading import metas

HOST = "http://testserver"


def test_a_page_tells_programs_what_it_tells_people(client: Client, article: Article) -> None:
    page = client.get(article.get_absolute_url())
    essay, *others = items(page)
    assert not others
    types = ["https://schema.org/Article", "https://schema.org/DiscussionForumPosting"]
    assert essay["type"] == types
    assert essay["headline"] == essay["name"] == [article.title]
    url = HOST + article.get_absolute_url()
    assert essay["url"] == essay["mainEntityOfPage"] == [url]
    assert essay["author"] == [{"type": ["https://schema.org/Person"], "name": ["Ines Okafor"]}]
    assert essay["abstract"] == [cast.THESIS]
    assert essay["text"] == essay["articleBody"]
    assert "What we saw" in essay["text"][0]
    assert essay["image"] == [metas(page)["og:image"]]
    assert article.published_at
    told = datetime.fromisoformat(essay["datePublished"][0])
    assert told == article.published_at.replace(second=0, microsecond=0)
    assert not {"dateModified", "comment"} & essay.keys()


def test_comments_are_nested_as_they_answer(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    root = cast.make_comment(member, article, source="Returns had *not* changed.")
    cast.make_comment(reader2, article, "against", root, source="They had in Malden.")
    cast.make_comment(member, article, "neutral", source="Which year?")
    (essay,) = items(client.get(article.get_absolute_url()))
    first, question = essay["comment"]
    assert first["type"] == ["https://schema.org/Comment"]
    assert (first["text"], question["text"]) == (["Returns had not changed."], ["Which year?"])
    assert first["author"][0]["name"] == ["Gregor Maas"]
    told = datetime.fromisoformat(first["datePublished"][0])
    assert told == root.created_at.replace(second=0, microsecond=0)
    (answer,) = first["comment"]
    assert answer["text"] == ["They had in Malden."]
    assert answer["author"][0]["name"] == ["Mei-Lin Achterberg"]


def test_a_revised_essay_says_when(client: Client, article: Article) -> None:
    cast.rewrite(article, lambda source: f"{source} More.")
    article.refresh_from_db()
    (essay,) = items(client.get(article.get_absolute_url()))
    assert article.revised_at
    told = datetime.fromisoformat(essay["dateModified"][0])
    assert told == article.revised_at


@pytest.mark.parametrize("state", [CommentState.HELD, CommentState.HIDDEN, CommentState.REMOVED])
def test_what_is_out_of_sight_is_no_comment(
    client: Client, article: Article, member: User, reader2: User, state: str
) -> None:
    root = cast.make_comment(member, article, source="The secret figure is nine.")
    cast.make_comment(reader2, article, "against", root, source="It is ten.")
    set_state(root, state)
    (essay,) = items(client.get(article.get_absolute_url()))
    assert "comment" not in essay
    assert "secret" not in repr(essay)
    assert "Gregor" not in repr(essay)


def test_words_that_look_like_markup_stay_words(client: Client, author: User) -> None:
    title = '</title><script>alert("1")</script>'
    article = cast.make_article(author, title=title)
    page = client.get(article.get_absolute_url())
    (essay,) = items(page)
    assert essay["headline"] == [title]
    assert metas(page)["og:title"] == title
    assert b"<script>alert" not in page.content


def test_what_is_not_public_is_not_described(author: User) -> None:
    draft = cast.make_article(author, published=False)
    assert items(cast.client_of(author).get(draft.get_absolute_url(), follow=True)) == []
