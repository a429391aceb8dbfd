"""What a comment's line of acts leads to: the numbers behind its place, and the rarer acts."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from tests.cast import client_of, make_comment, make_members, rate
from tests.comments.browsing import page_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def root(article: Article, member: User) -> Comment:
    return make_comment(member, article, "against")


def opened(client: Client, comment: Comment, what: str, **headers: str) -> str:
    answer = client.get(f"/comments/{comment.pk}/{what}/", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_comment_leads_to_both_and_carries_neither(
    client: Client, article: Article, root: Comment
) -> None:
    page = page_of(client, article)
    assert f'href="/comments/{root.pk}/why/"' in page
    assert f'href="/comments/{root.pk}/more/"' in page
    assert "The ratings behind this place" not in page
    assert f"/moderation/flag/comment/{root.pk}/" not in page


@pytest.mark.parametrize("what", ["why", "more"])
def test_without_javascript_each_is_a_page_with_the_comment(
    client: Client, root: Comment, what: str
) -> None:
    page = opened(client, root, what)
    assert root.html in page
    assert "<h1>" in page
    assert "<h1>" not in opened(client, root, what, **HTMX)


def test_the_numbers_behind_a_place_are_those_of_its_ratings(client: Client, root: Comment) -> None:
    for reader in make_members(5):
        rate(reader, root, True, "for")
    assert "5 of 5 say strong" in opened(client, root, "why", **HTMX)


def test_more_offers_what_the_viewer_may_do(
    client: Client, root: Comment, member: User, reader2: User, moderator: User
) -> None:
    by = {who: opened(client_of(who), root, "more", **HTMX) for who in (member, reader2, moderator)}
    assert ">Edit<" in by[member]
    assert ">Flag<" not in by[member]
    assert ">Flag<" in by[reader2]
    assert ">Mute<" in by[reader2]
    assert ">Moderate<" in by[moderator]
    visitor = opened(client, root, "more", **HTMX)
    assert ">Flag<" in visitor
    assert ">Mute<" not in visitor
    assert "hx-get" not in visitor  # each leads a visitor to the log-in, which is a page


@pytest.mark.parametrize("what", ["why", "more"])
def test_of_what_one_may_not_read_there_is_nothing_to_open(
    client: Client, root: Comment, what: str
) -> None:
    make_comment(root.author, root.article, "for", root)
    set_state(root, CommentState.HIDDEN)
    assert client.get(f"/comments/{root.pk}/{what}/").status_code == 404
