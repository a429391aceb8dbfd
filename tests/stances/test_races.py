"""Many readers who change their minds at once, on the database the suite runs on."""

from collections.abc import Callable
from itertools import cycle

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import Stance, StanceChange, Tally
from tests.cast import make_members
from tests.comments.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 64
AT_ONCE = 32  # a PostgreSQL of the tests takes 60 connections


def test_64_readers_who_move_at_once_leave_the_right_tally(article: Article) -> None:
    ways = cycle([("for", "against"), ("against", "for"), ("undecided", "for"), ("for", "for")])
    readers = make_members(READERS)

    def step(reader: User, stand: str) -> Callable[[], Stance]:
        return lambda: take_stance(reader, article, stand)

    moving = list(zip(readers, ways, strict=False))
    for half in (moving[:AT_ONCE], moving[AT_ONCE:]):
        at_once([step(reader, first) for reader, (first, _) in half])
        at_once([step(reader, now) for reader, (_, now) in half])
    assert Tally.objects.get().moves == {
        "for": {"against": 16, "for": 16},
        "against": {"for": 16},
        "undecided": {"for": 16},
    }
    assert StanceChange.objects.count() == READERS + 48
    assert mend(article) == []
