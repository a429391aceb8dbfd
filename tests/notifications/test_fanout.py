"""Telling many: the act costs the same however many watch, and the worker tells each of them once,
whenever it is killed."""

from collections import Counter
from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.models import Count

from accounts.models import User
from forum.articles.actions.publish import publish
from forum.articles.models import Article
from forum.management.commands.run_tasks import looks
from forum.notifications.actions import follow
from forum.notifications.fanout import BATCH, EVENTS, catch_up, tell_next, turn
from forum.notifications.models import Event, Notification, Watch
from forum.worker import Worker
from tests.cast import asked, make_article, make_members
from tests.moderation.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes old connections
MANY = 10_000


def watched_by(how_many: int, author: User) -> None:
    names = [f"follower{number}" for number in range(how_many)]
    people = [User(username=name, username_key=name) for name in names]
    watchers = User.objects.bulk_create(people)
    Watch.objects.bulk_create(Watch(watcher=watcher, person=author) for watcher in watchers)


def published(author: User, how_many: int) -> None:
    """An essay came out, and this many are to be told of it."""
    watched_by(how_many, author)
    make_article(author)


def told_once(how_many: int) -> bool:
    """Has each of so many been told, and nobody twice?"""
    told = Notification.objects.values("recipient").annotate(times=Count("pk"))
    return [row["times"] for row in told] == [1] * how_many


def killed_after(act: Callable[[], object]) -> None:
    """What the database makes of a process that was killed before it could commit."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)


def test_publishing_asks_as_much_for_ten_thousand_followers_as_for_one(author: User) -> None:
    def publishing(essay: Article) -> Callable[[], object]:
        return lambda: publish(author, essay)

    first, second = (make_article(author, published=False) for _ in range(2))
    watched_by(1, author)
    for_one = asked(publishing(first))
    User.objects.filter(username="follower0").delete()
    watched_by(MANY, author)
    assert len(asked(publishing(second))) == len(for_one)


def test_the_worker_tells_ten_thousand_batch_by_batch(author: User) -> None:
    published(author, MANY)
    statements = asked(catch_up)
    telling = [sql for sql in statements if sql.startswith("INSERT")]
    assert len(telling) == MANY // BATCH
    assert len(statements) <= 5 * (MANY // BATCH + 1)
    assert told_once(MANY)


def test_one_whom_nobody_follows_leaves_the_worker_nothing(author: User) -> None:
    make_article(author)
    assert not Event.objects.exists()


def test_the_event_is_written_with_the_act_or_not_at_all(author: User, member: User) -> None:
    follow(member, author)
    killed_after(lambda: make_article(author))
    assert not Event.objects.exists()
    make_article(author)
    turn()
    assert told_once(1)


def test_the_worker_looks_for_events(author: User) -> None:
    published(author, 1)
    Worker("here/worker-0", looks=looks())._look()
    assert told_once(1)


def test_many_events_of_few_are_told_in_few_transactions(author: User, member: User) -> None:
    follow(member, author)
    for _ in range(EVENTS + 1):
        make_article(author)
    assert tell_next()
    assert Event.objects.count() == 1
    assert not tell_next()
    assert Notification.objects.filter(recipient=member).count() == EVENTS + 1


def test_what_has_no_room_in_a_batch_is_gone_on_with_before_what_came_later(author: User) -> None:
    published(author, BATCH - 1)
    second, third = make_article(author), make_article(author)
    tell_next()
    assert Notification.objects.count() == BATCH
    tell_next()
    told = Counter(Notification.objects.values_list("article", flat=True))
    assert (told[second.pk], told[third.pk]) == (BATCH - 1, 2)


def test_killed_in_a_batch_it_goes_on_where_it_was(author: User) -> None:
    published(author, 2 * BATCH + 1)
    tell_next()
    killed_after(tell_next)
    assert told_once(BATCH)
    catch_up()
    assert told_once(2 * BATCH + 1)


def test_two_workers_at_one_event_tell_nobody_twice(author: User) -> None:
    published(author, 2 * BATCH + 1)
    at_once(*[catch_up] * 2)
    assert told_once(2 * BATCH + 1)


def test_who_follows_while_the_worker_tells_is_told_too(author: User) -> None:
    published(author, BATCH)
    tell_next()
    [late] = make_members(1)
    follow(late, author)
    catch_up()
    assert told_once(BATCH + 1)
