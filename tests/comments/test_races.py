"""Many writers at once, on the database the suite runs on."""

import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.post import Argument, post_comment
from forum.comments.actions.rate import rate
from forum.comments.actions.recount import recount
from forum.comments.models import Comment, Rating
from forum.stances.actions.take import take_stance
from forum.stances.models import StanceChange
from tests.cast import make_comment, make_members

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 24  # at once; a PostgreSQL of the tests takes 60 connections


def at_once[T](acts: list[Callable[[], T]]) -> list[T]:
    """Run the acts in threads of their own that all start together; errors are raised here."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        barrier.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_posts_at_once_get_numbers_of_their_own(article: Article) -> None:
    root = make_comment(make_members(1)[0], article, "for")
    sides = cycle(["for", "against", "neutral"])
    parents = cycle([None, root])

    def post(author: User, side: str, parent: Comment | None) -> Callable[[], Comment]:
        fresh = Article.objects.get(pk=article.pk)
        return lambda: post_comment(author, fresh, parent, Argument(side, "All at once."))

    at_once([post(*each) for each in zip(make_members(WRITERS), sides, parents, strict=False)])
    numbers = Comment.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, WRITERS + 2))
    article.refresh_from_db()
    assert article.last_number == WRITERS + 1
    assert recount(article) == []


def test_a_form_sent_many_times_at_once_makes_one_comment(article: Article, member: User) -> None:
    argument = Argument("for", "Once.", uuid.uuid4())

    def post() -> Comment:
        return post_comment(member, Article.objects.get(pk=article.pk), None, argument)

    posted = at_once([post] * WRITERS)
    assert len({comment.pk for comment in posted}) == 1
    assert Comment.objects.count() == 1
    article.refresh_from_db()
    assert (article.last_number, article.for_count) == (1, 1)


def test_raters_at_once_leave_one_rating_each_and_the_right_numbers(
    article: Article, member: User
) -> None:
    comment = make_comment(member, article, "against")
    readers = make_members(WRITERS // 3)
    stands = dict(zip(readers, cycle(["for", "against", "undecided"]), strict=False))

    def say(reader: User, strong: bool) -> Callable[[], Comment]:
        return lambda: rate(reader, comment, strong, stands[reader])

    # Each reader in three windows: what they say last is a matter of luck, that it is one is not.
    at_once([say(reader, strong) for strong in (True, False, True) for reader in readers])
    assert Rating.objects.count() == len(readers)
    comment.refresh_from_db()
    assert comment.rated_all == len(readers)
    assert comment.strong_all == Rating.objects.filter(strong=True).count()
    assert recount(article) == []


def test_a_stance_sent_many_times_at_once_is_taken_once(article: Article, member: User) -> None:
    at_once([lambda: take_stance(member, article, "for")] * WRITERS)
    assert StanceChange.objects.count() == 1
