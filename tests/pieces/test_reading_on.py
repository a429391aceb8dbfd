"""What is read on a debate's other pages is made of pieces too: the same bytes as by templates."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Mute, User
from forum.articles.models import Article, Claim
from forum.comments.models import Comment
from forum.pieces.models import ViewShell
from tests.cast import client_of, make_article, make_comment, make_members, rate
from tests.pieces.oracle import alike, at_once

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
PLACE = re.compile(r"<hole|</hole>|<given>")


@pytest.fixture(autouse=True)
def _no_kept_pages(settings: object) -> None:
    settings.KEEP_PAGES = 0  # type: ignore[attr-defined]


@pytest.fixture
def thread(article: Article) -> list[Comment]:
    """A thread with a comment under a comment under a comment, and more beside it."""
    people = make_members(3)
    root = make_comment(people[0], article)
    chain = [root]
    for number in range(1, 8):
        position = "against" if number % 2 else "for"
        chain.append(make_comment(people[number % 3], article, position, parent=chain[-1]))
    for number in range(35):
        make_comment(people[number % 3], article, parent=root)
    for person in people:
        for _ in range(3):
            make_comment(person, article)
    return chain


def pages_of(thread: list[Comment]) -> list[str]:
    article, root, deep = thread[0].article, thread[0], thread[-2]
    slug = article.slug
    return [
        reverse("comments:permalink", args=[deep.pk]),
        reverse("comments:thread", args=[root.pk]),
        reverse("comments:thread", args=[root.pk]) + f"?after={deep.pk}",
        reverse("comments:arguments", args=[slug, "for"]),
        reverse("comments:arguments", args=[slug, "for"]) + f"?after={root.pk}&order=oldest",
        reverse("comments:thread_view", args=[slug]),
    ]


def differs(client: Client, address: str, headers: dict[str, str]) -> bool:
    """Is the page another one than its template makes at once of the same context?"""
    client.get(address, headers=headers)  # makes the pieces
    answer = client.get(address, headers=headers)
    context = answer.context[0].flatten() | {"outline": False}
    template = answer.templates[0].name
    whole = render_to_string(template, context)
    shown = answer.content.decode()
    assert not PLACE.search(shown)
    return alike(whole) != alike(shown)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["whole", "part"])
@pytest.mark.parametrize("role", ["visitor", "member", "author", "moderator"])
def test_each_role_reads_on_as_the_templates_say(role, headers, thread, member, moderator):
    viewer = {"member": member, "author": thread[-2].author, "moderator": moderator}.get(role)
    if viewer and viewer != thread[-2].author:
        rate(viewer, thread[-3], True, "")
        rate(viewer, thread[-1], False, "")
        Mute.objects.create(member=viewer, muted=thread[-4].author)
    client = client_of(viewer) if viewer else Client()
    assert [page for page in pages_of(thread) if differs(client, page, headers)] == []


def test_a_place_that_is_hidden_reads_as_the_templates_say(thread, member):
    hidden = Comment.objects.filter(pk__in=[thread[2].pk, thread[-1].pk])
    hidden.update(state="hidden")
    client = client_of(member)
    assert [page for page in pages_of(thread) if differs(client, page, {})] == []


def asked(address: str) -> int:
    client = Client()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)


def test_reading_on_asks_no_more_of_a_long_debate_than_of_a_short_one(thread, author):
    short = make_article(author)
    people: list[User] = make_members(2)
    first = [make_comment(people[0], short)]
    first += [make_comment(people[1], short, parent=first[0])]
    long_ones, short_ones = pages_of(thread), pages_of(first)
    for long, brief in zip(long_ones, short_ones, strict=True):
        assert asked(long) <= max(asked(brief) + 2, 8), long


ORDERS = [f"?order={order}" for order in ("newest", "oldest", "discussed")]


@pytest.mark.parametrize("query", [*ORDERS, "?claim=1"])
def test_in_any_order_the_essays_page_is_of_pieces(query, thread, member):
    article = thread[0].article
    Claim.objects.create(article=article, number=1, text="Readers stay away.")
    for viewer in (None, member):
        client = client_of(viewer) if viewer else Client()
        client.get(article.get_absolute_url() + query)
        shown = client.get(article.get_absolute_url() + query).content.decode()
        assert alike(shown) == at_once(viewer, article, query)


def test_another_order_is_made_anew_when_somebody_answers(thread, member):
    article, client = thread[0].article, Client()
    for order in ORDERS:
        client.get(article.get_absolute_url() + order)
    make_comment(member, article, "against")
    for order in ORDERS:
        shown = client.get(article.get_absolute_url() + order).content.decode()
        assert alike(shown) == at_once(None, article, order)


def test_another_order_is_made_in_three_queries(thread):
    assert asked(thread[0].article.get_absolute_url() + "?order=discussed") == 3


def test_of_a_claim_that_is_not_there_nothing_is_kept(thread):
    assert Client().get(thread[0].article.get_absolute_url() + "?claim=77").status_code == 404
    assert not ViewShell.objects.exists()
