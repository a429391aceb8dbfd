"""Going on in an order: at any place it says what reading on from the first would have said."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forum.articles.models import Article
from forum.comments.models import Comment
from forum.comments.orders import FIELDS, Order, in_order, keys
from tests.cast import make_article, make_members

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A debate in which many threads have the same score, and most none."""
    (author,) = make_members(1)
    article = make_article(author)
    chance = random.Random(7)
    rows = [_root(article, author, number, chance) for number in range(1, 61)]
    Comment.objects.bulk_create(rows)
    return article


def _root(article: Article, author: object, number: int, chance: random.Random) -> Comment:
    return Comment(
        article=article,
        author=author,
        number=number,
        path=f"{number:05d}",
        depth=1,
        position="for",
        token=f"00000000-0000-4000-8000-{number:012d}",
        score=chance.choice([0, 0, 0, 0.25, 0.5]),
        tiebreak=chance.choice([0, 0, 0.25]),
        descendants=chance.choice([0, 0, 1, 2]),
    )


@pytest.mark.parametrize("order", Order)
def test_reading_on_from_any_thread_gives_what_follows_it(article, order):
    rows = Comment.objects.filter(article=article)
    whole = list(in_order(rows, order))
    for place, last in enumerate(whole):
        following = [comment.pk for comment in whole[place + 1 :]]
        assert [key[-1] for key in keys(rows, order, last, 100)] == following
        assert [key[-1] for key in keys(rows, order, last, 7)] == following[:7]


@pytest.mark.parametrize("order", Order)
def test_without_a_thread_to_go_on_from_it_begins_with_the_first(article, order):
    rows = Comment.objects.filter(article=article)
    assert [key[-1] for key in keys(rows, order, None, 9)] == [
        c.pk for c in in_order(rows, order)[:9]
    ]


@pytest.mark.parametrize("order", Order)
def test_a_page_asks_at_most_one_range_for_each_field_that_decides(article, order):
    rows = Comment.objects.filter(article=article)
    last = in_order(rows, order)[40]
    with CaptureQueriesContext(connection) as asked:
        keys(rows, order, last, 100)
    assert len(asked) <= len(FIELDS[order])


def test_among_those_that_share_a_score_one_range_is_asked(article):
    rows = Comment.objects.filter(article=article, score=0, tiebreak=0)
    last = in_order(rows, Order.STRONGEST)[0]
    with CaptureQueriesContext(connection) as asked:
        keys(rows, Order.STRONGEST, last, 5)
    assert len(asked) == 1
