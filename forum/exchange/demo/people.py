"""The members of the demo: those who write, with one password that everyone may know, and those who
only read, whom nobody can log in as."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts import names
from accounts.models import User
from forum.exchange.demo import content
from forum.exchange.demo.stage import Stage
from forum.notifications.actions import follow
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
