"""Many readers who change their minds at once, on the database the suite runs on."""

from collections.abc import Callable
from itertools import cycle

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.refusals import Refused
from forum.stances.actions.delta import Moved
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import Delta, Stance, StanceChange, Tally
from tests.cast import REASON, make_comment, make_members
from tests.comments.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
READERS = 64
AT_ONCE = 32  # a PostgreSQL of the tests takes 60 connections


def test_64_readers_who_move_at_once_leave_the_right_tally(article: Article) -> None:
    ways = cycle([("for", "against"), ("against", "for"), ("undecided", "for"), ("for", "for")])
    readers = make_members(READERS)
    moving = list(zip(readers, ways, strict=False))
    comment = make_comment(make_members(1)[0], article, "against")

    def step(reader: User, stand: str, moved: Moved | None = None) -> Callable[[], Stance]:
        return lambda: take_stance(reader, article, stand, moved)

    for half in (moving[:AT_ONCE], moving[AT_ONCE:]):
        at_once([step(reader, first) for reader, (first, _) in half])
        why = {("for", "against"): Moved(comment, REASON)}
        at_once([step(reader, way[1], why.get(way)) for reader, way in half])
    assert Tally.objects.get().moves == {
        "for": {"against": 16, "for": 16},
        "against": {"for": 16},
        "undecided": {"for": 16},
    }
    assert StanceChange.objects.count() == READERS + 48
    comment.refresh_from_db()
    assert comment.moved_count == Delta.objects.count() == 16
    assert mend(article) == []


def test_a_delta_sent_many_times_at_once_is_given_once(article: Article, member: User) -> None:
    comment = make_comment(make_members(1)[0], article, "against")
    take_stance(member, article, "for")

    def send() -> bool:
        try:
            return bool(take_stance(member, article, "against", Moved(comment, REASON)))
        except Refused:
            return False

    assert at_once([send] * AT_ONCE).count(True) == 1
    assert (Delta.objects.count(), StanceChange.objects.count()) == (1, 2)
    assert mend(article) == []
