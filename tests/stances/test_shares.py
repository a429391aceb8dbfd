"""Stances are counted by the thousand members: what is counted stays right, and is mended."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.models import Article
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import Share, Stance, Tally
from tests.cast import make_user


def far_away(many: int) -> list[User]:
    """Members of other thousands."""
    return [make_user(f"far{n}", pk=(n + 7) * Share.SIZE) for n in range(many)]


def test_readers_of_every_thousand_are_counted(article: Article, member: User) -> None:
    for reader in [member, *far_away(3)]:
        take_stance(reader, article, "for")
    take_stance(member, article, "against")
    assert Tally.objects.get().moves == {"for": {"for": 3, "against": 1}}
    assert mend(article) == []


def test_stances_that_were_brought_in_are_counted_by_the_first_act(
    article: Article, member: User
) -> None:
    Stance.objects.bulk_create(
        Stance(article=article, reader=reader, first="against", now="for") for reader in far_away(3)
    )
    take_stance(member, article, "for")
    assert Tally.objects.get().moves == {"against": {"for": 3}, "for": {"for": 1}}


def test_a_wrong_share_is_mended_and_named(article: Article, member: User) -> None:
    take_stance(member, article, "for")
    Share.objects.update(readers=9)
    assert "share" in str(mend(article))
    assert mend(article) == []


def test_a_stance_counts_nobody_else_anew(article: Article) -> None:
    first, *others = far_away(3)
    for reader in others:
        take_stance(reader, article, "for")
    for stand in ("against", "for"):
        with CaptureQueriesContext(connection) as asked:
            take_stance(first, article, stand)
        assert not [each for each in asked.captured_queries if "COUNT(*)" in each["sql"]]
    assert Tally.objects.get().moves == {"for": {"for": 2}, "against": {"for": 1}}
    assert mend(article) == []
