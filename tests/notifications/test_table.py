"""The table of who is told of a new essay and who is not, whatever happened before the worker came
to it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Mute, User
from forum.articles.actions.publish import withdraw
from forum.articles.actions.state import set_state
from forum.articles.models import Article, ArticleState
from forum.notifications.actions import follow, leave, unfollow
from forum.notifications.fanout import catch_up
from forum.notifications.models import Event, Notification
from tests.cast import make_article

pytestmark = pytest.mark.django_db
type Happening = Callable[[User, Article], object]

HOUR = timedelta(hours=1)


def suspended(hours: int) -> Happening:
    until = timezone.now() + hours * HOUR
    return lambda reader, essay: User.objects.filter(pk=reader.pk).update(suspended_until=until)


TABLE: dict[str, tuple[bool, Happening]] = {
    "nothing": (True, lambda reader, essay: None),
    "their suspension ended": (True, suspended(-1)),
    "they mute another member": (
        True,
        lambda reader, essay: Mute.objects.create(member=essay.author, muted=reader),
    ),
    "they are suspended": (False, suspended(1)),
    "they mute the author": (
        False,
        lambda reader, essay: Mute.objects.create(member=reader, muted=essay.author),
    ),
    "they left the debate": (False, leave),
    "they follow no longer": (False, lambda reader, essay: unfollow(reader, essay.author)),
    "their account was closed": (
        False,
        lambda reader, essay: User.objects.filter(pk=reader.pk).update(is_active=False),
    ),
    "the essay was hidden": (False, lambda reader, essay: set_state(essay, ArticleState.HIDDEN)),
    "the essay was withdrawn": (False, lambda reader, essay: withdraw(essay.author, essay)),
    "the essay was deleted": (
        False,
        lambda reader, essay: Article.objects.filter(pk=essay.pk).delete(),
    ),
}


@pytest.mark.parametrize("happened", TABLE)
def test_a_follower_is_told_of_a_new_essay_or_not(
    happened: str, author: User, member: User
) -> None:
    is_told, happen = TABLE[happened]
    follow(member, author)
    essay = make_article(author)
    happen(member, essay)
    catch_up()
    told = Notification.objects.filter(kind="article").values_list("recipient", flat=True)
    assert list(told) == ([member.pk] if is_told else [])
    assert not Event.objects.exists()


def test_those_who_do_not_follow_and_the_author_are_not_told(
    author: User, member: User, reader2: User, moderator: User
) -> None:
    follow(member, reader2)
    follow(author, member)
    make_article(author)
    assert not Notification.objects.exists()
