"""The worker that erases may be killed at any moment, and meets who comes back just then."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Departure, User
from forum.articles.models import Article
from forum.comments.actions.recount import recount
from forum.comments.models import Comment, Rating
from forum.leaving import actions
from forum.leaving.erase import begin, erase
from forum.refusals import Refused
from forum.stances.actions.mend import mend
from tests.cast import make_article, make_comment, make_delta
from tests.comments.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _queue(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}


def due(member: User, *, keeps_texts: bool = False) -> Departure:
    asked = actions.ask(member, keeps_texts)
    asked.due_at = timezone.now() - timedelta(seconds=1)
    asked.save()
    return asked


class Killed(BaseException):
    """As a process that is killed: nothing is caught, and what was not committed is not there."""


def killed_after(statements: int, pk: int) -> bool:
    """Let the worker send so many statements and die; says whether it died."""
    left = [statements]

    def count(execute: Any, *args: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return execute(*args)

    try:
        with connection.execute_wrapper(count):
            erase.func(pk)
    except Killed:
        return True
    return False


@pytest.mark.parametrize("keeps_texts", [False, True])
def test_killed_again_and_again_it_comes_to_the_end(
    member: User, author: User, reader2: User, article: Article, keeps_texts: bool
) -> None:
    theirs = make_comment(reader2, article, "against")
    make_comment(reader2, article, "against", make_comment(member, article, "for", theirs))
    make_delta(member, theirs)
    essay = make_article(member)
    make_delta(reader2, make_comment(author, essay, "against"))
    asked = due(member, keeps_texts=keeps_texts)
    kills = 0
    while killed_after(12 + 9 * kills, asked.pk):
        kills += 1
    assert kills > 5
    assert not User.objects.filter(pk=member.pk).exists()
    assert not Comment.objects.filter(author=member.pk).exists()
    for each in Article.objects.all():
        assert recount(each) == []
        assert mend(each) == []


@pytest.mark.parametrize("_time", range(4))
def test_who_comes_back_just_then_is_either_back_or_gone(member: User, _time: int) -> None:
    asked = due(member)

    def come_back() -> str:
        try:
            actions.come_back(member)
        except Refused as refusal:
            return refusal.sentence
        return "back"

    said, begun = at_once([come_back, lambda: begin(asked.pk)])
    member.refresh_from_db()
    assert (said == "back") == (begun is None)
    assert member.is_active == (said == "back")
    assert Departure.objects.exists() == (said != "back")


def test_numbers_of_others_are_counted_anew_without_them(
    member: User, reader2: User, article: Article
) -> None:
    theirs = make_comment(reader2, article, "against")
    make_delta(member, theirs)
    erase.func(due(member).pk)
    theirs.refresh_from_db()
    assert theirs.moved_count == 0
    assert not Rating.objects.exists()
    assert not article.stances.exists()
    assert mend(article) == []
