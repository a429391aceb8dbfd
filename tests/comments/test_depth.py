"""A thread hundreds of comments deep: it is kept, found, and shown without a page that grows."""

import uuid
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.models import Article
from forum.comments import tree
from forum.comments.actions.recount import recount
from forum.comments.models import Comment
from tests.cast import client_of, make_comment

DEPTH = 600


@pytest.fixture
def chain(article: Article, member: User) -> list[Comment]:
    """A root, and under each comment one that answers it."""
    comments: list[Comment] = []
    path = ""
    for number in range(1, DEPTH + 1):
        path = tree.child_path(path, number)
        comments.append(
            Comment(
                article=article,
                author=member,
                parent_id=None,
                number=number,
                path=path,
                depth=number,
                position=("for", "against")[number % 2],
                source=f"Step {number}.",
                html=f"<p>Step {number}.</p>",
                token=uuid.uuid4(),
            )
        )
    Comment.objects.bulk_create(comments)
    for upper, lower in pairwise(comments):
        lower.parent = upper
    Comment.objects.bulk_update(comments, ["parent"])
    recount(article)
    return comments


def test_the_whole_thread_can_be_read_page_by_page(client: Client, chain: list[Comment]) -> None:
    address = f"/comments/{chain[0].pk}/thread/"
    seen: list[str] = []
    while address:
        page = client.get(address)
        assert page.status_code == 200
        seen += [word.split(".")[0] for word in page.content.decode().split("<p>Step ")[1:]]
        address = page.context["page"].rest
    assert seen == [str(number) for number in range(1, DEPTH + 1)]


@pytest.mark.parametrize("depth", [3, 250, 256, 257, 400, 599])
def test_every_comment_has_a_place_with_what_it_answers_and_what_answers_it(
    client: Client, chain: list[Comment], depth: int
) -> None:
    comment = chain[depth - 1]
    page = client.get(comment.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    for near in (comment, chain[0], comment.parent, chain[depth]):
        assert near is not None
        assert f'id="comment-{near.pk}"' in text


def test_the_deepest_can_be_answered(article: Article, chain: list[Comment], reader2: User) -> None:
    reply = make_comment(reader2, article, "neutral", chain[-1])
    assert (reply.depth, reply.number) == (DEPTH + 1, DEPTH + 1)
    page = client_of(reader2).get(chain[-1].get_absolute_url())
    assert f'id="comment-{reply.pk}"' in page.content.decode()


def test_depth_costs_no_queries(client: Client, chain: list[Comment]) -> None:
    shallow, deep = _queries(client, chain[2]), _queries(client, chain[DEPTH - 2])
    assert shallow == deep


def _queries(client: Client, comment: Comment) -> int:
    with CaptureQueriesContext(connection) as taken:
        assert client.get(comment.get_absolute_url()).status_code == 200
    return len(taken)
