"""The members of the demo: those who write, with one password that everyone may know, and those who
only read, whom nobody can log in as."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db.models import OuterRef, Subquery

from accounts import names
from accounts.models import User
from forum.comments.models import Comment
from forum.exchange.demo import content
from forum.exchange.demo.stage import Event, Stage
from forum.notifications.actions import follow, watch
from forum.notifications.models import Watch

PASSWORD = "counterpoint"
FIRST_JOINED = timedelta(days=400)  # before the site is loaded; the others follow day by day


def join(stage: Stage) -> None:
    """Everyone signs up. One hash serves all: hashing is slow on purpose, and this word public."""
    password = make_password(PASSWORD)
    for number, person in enumerate(content.people()):
        stage.members[person.username] = User.objects.create_user(
            person.username,
            f"{person.username}@counterpoint.example",
            name=person.name,
            bio=person.bio,
            role=person.office,
            joined=_joined(stage, number, person),
        )
    members = stage.members.values()
    User.objects.filter(pk__in=[member.pk for member in members]).update(password=password)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=member, email=member.email, verified=True, primary=True)
        for member in members
    )


def _joined(stage: Stage, number: int, person: content.Person) -> datetime:
    """One after another, but for those whose being new is a part of the story."""
    if person.days_here:
        return stage.now - timedelta(days=person.days_here)
    return stage.now - FIRST_JOINED + timedelta(days=11 * number)


def join_quietly(stage: Stage) -> None:
    """The readers sign up, all in one statement: they are many."""
    readers = [
        User(
            username=person.username,
            username_key=names.key(person.username),
            email=f"{person.username}@counterpoint.example",
            name=person.name,
            password=make_password(None),
            joined=stage.now - FIRST_JOINED + timedelta(days=2 * number, hours=7 * number),
        )
        for number, person in enumerate(content.readers())
    ]
    for reader in User.objects.bulk_create(readers):
        stage.members[reader.username] = reader


def follow_each_other(stage: Stage) -> None:
    for person in content.people():
        for followed in person.follows:
            watcher = stage.members[person.username]
            follow(watcher, stage.members[followed])
            watch = Watch.objects.get(watcher=watcher, person=stage.members[followed])
            stage.moments.set(watch, since=watcher.joined + timedelta(days=40))


def events(stage: Stage) -> Iterator[Event]:
    """Some watch a debate from its first hour."""
    for person in content.people():
        for slug in person.watches:
            at = stage.published_at(slug) + timedelta(minutes=50)
            yield Event(at, partial(_watch, stage, person.username, slug, at))


def _watch(stage: Stage, username: str, slug: str, at: datetime) -> None:
    watcher, essay = stage.members[username], stage.articles[slug]
    watch(watcher, "article", essay)
    stage.moments.set(Watch.objects.get(watcher=watcher, article=essay), since=at)


def date_watches() -> None:
    """Who replied watches the thread since it began: no page shows more than the day."""
    threads = Watch.objects.filter(thread__isnull=False)
    began = Comment.objects.filter(pk=OuterRef("thread")).values("created_at")
    threads.update(since=Subquery(began))
