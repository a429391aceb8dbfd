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
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState, Rating
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import StanceChange
from tests.cast import make_comment, make_members, rate

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 24  # at once
RATERS = 64


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
    root = make_comment(member, article, "against")
    reply = make_comment(member, article, "for", root)
    readers = make_members(RATERS)
    stands = cycle(["for", "against", "undecided"])

    def say(reader: User, stand: str) -> Callable[[], None]:
        def thrice() -> None:
            for strong in (True, False, reader.pk % 2 == 0):
                rate(reader, root, strong, stand)
            rate(reader, reply, True, stand)

        return thrice

    at_once([say(reader, stand) for reader, stand in zip(readers, stands, strict=False)])
    even = sum(reader.pk % 2 == 0 for reader in readers)
    for comment, strong in ((root, even), (reply, RATERS)):
        assert comment.ratings.count() == RATERS
        comment.refresh_from_db()
        assert (comment.rated_all, comment.strong_all) == (RATERS, strong)
    assert root.rated_other + root.rated_same + root.rated_undecided == RATERS
    assert recount(article) == []


def test_one_reader_in_many_windows_leaves_one_rating(article: Article, member: User) -> None:
    comment = make_comment(member, article, "against")
    reader = make_members(1)[0]
    words = [True, False] * (WRITERS // 2)
    # What they say last is a matter of luck, that it is one is not.
    at_once([lambda strong=strong: rate(reader, comment, strong, "for") for strong in words])
    comment.refresh_from_db()
    last = Rating.objects.get()
    assert (comment.rated_other, comment.strong_other) == (1, int(last.strong))
    assert recount(article) == []


def test_all_that_is_done_in_a_debate_can_be_done_at_once(article: Article, member: User) -> None:
    """None waits for another who waits for it, and no number is wrong when all is done."""
    roots = [make_comment(member, article, side) for side in ("for", "against", "neutral")]
    replies = [make_comment(member, article, "against", roots[0]) for _ in range(2)]
    rated = [*roots, *replies]
    rude = make_comment(member, article, "against", roots[1])
    readers = make_members(WRITERS)
    for reader in readers[::2]:  # half of them have rated before they take a stance
        rate(reader, rated[reader.pk % 5], True, "")

    def take_part(at: int, reader: User) -> Callable[[], None]:
        chosen, stand = rated[at % 5], ("for", "against", "undecided")[at % 3]

        def act() -> None:
            rate(reader, chosen, at % 2 == 0, "")
            take_stance(reader, article, stand)
            fresh = Article.objects.get(pk=article.pk)
            post_comment(reader, fresh, chosen if at % 2 else None, Argument("for", "At once."))
            rate(reader, rated[(at + 1) % 5], True, stand)

        return act

    hiding: list[Callable[[], None]] = [lambda: set_state(rude, CommentState.HIDDEN)]
    at_once([*(take_part(at, reader) for at, reader in enumerate(readers)), *hiding])
    assert article.comments.count() == len(rated) + 1 + WRITERS
    assert [*recount(article), *mend(article)] == []


def test_a_stance_sent_many_times_at_once_is_taken_once(article: Article, member: User) -> None:
    at_once([lambda: take_stance(member, article, "for")] * WRITERS)
    assert StanceChange.objects.count() == 1
