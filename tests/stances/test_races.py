"""Many readers who change their minds at once, on the database the suite runs on."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import cycle

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Rating
from forum.refusals import Refused
from forum.stances.actions.delta import Moved
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import Delta, Stance, StanceChange, Tally
from tests.cast import REASON, client_of, make_comment, make_members
from tests.comments.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 64
GIVERS = 24
RATERS = 12


def test_64_readers_who_move_at_once_leave_the_right_tally(article: Article) -> None:
    ways = cycle([("for", "against"), ("against", "for"), ("undecided", "for"), ("for", "for")])
    moving = list(zip(make_members(READERS), ways, strict=False))

    def step(reader: User, stand: str) -> Callable[[], Stance]:
        return lambda: take_stance(reader, article, stand)

    at_once([step(reader, first) for reader, (first, _) in moving])
    at_once([step(reader, now) for reader, (_, now) in moving])
    assert Tally.objects.get().moves == {
        "for": {"against": 16, "for": 16},
        "against": {"for": 16},
        "undecided": {"for": 16},
    }
    assert StanceChange.objects.count() == READERS + 48
    assert mend(article) == []


def test_a_comment_that_moves_many_at_once_counts_them_all(article: Article) -> None:
    comment = make_comment(make_members(1)[0], article, "against")
    readers = make_members(GIVERS)
    for reader in readers:
        take_stance(reader, article, "for")

    def give(reader: User) -> Callable[[], Stance]:
        return lambda: take_stance(reader, article, "against", Moved(comment, REASON))

    at_once([give(reader) for reader in readers])
    comment.refresh_from_db()
    assert comment.moved_count == Delta.objects.count() == GIVERS
    assert mend(article) == []


def test_a_rating_sent_beside_a_first_stance_counts_from_that_stance(article: Article) -> None:
    """Whichever of the two comes first."""
    argument = make_comment(make_members(1)[0], article, "against")
    rating, stance = f"/comments/{argument.pk}/rate/", f"/articles/{article.slug}/stance/"
    browsers = [client_of(reader) for reader in make_members(RATERS)]
    ratings = [partial(each.post, rating, {"rating": "strong"}) for each in browsers]
    stances = [partial(each.post, stance, {"stance": "for"}) for each in browsers]
    at_once([act for both in zip(ratings, stances, strict=True) for act in both])
    assert Counter(Rating.objects.values_list("stand", flat=True)) == {"for": RATERS}
    argument.refresh_from_db()
    assert argument.rated_other == RATERS


def test_a_delta_sent_many_times_at_once_is_given_once(article: Article, member: User) -> None:
    comment = make_comment(make_members(1)[0], article, "against")
    take_stance(member, article, "for")

    def send() -> bool:
        try:
            return bool(take_stance(member, article, "against", Moved(comment, REASON)))
        except Refused:
            return False

    assert at_once([send] * GIVERS).count(True) == 1
    assert (Delta.objects.count(), StanceChange.objects.count()) == (1, 2)
    assert mend(article) == []
