"""A program that writes mail (or notices, if asked to) until its input ends, a little ahead of what
is delivered, every fifth in a transaction that is undone; it says on its output which the database
has acknowledged. Each is for a number of its own at example.org."""

import select
import sys
import time
from collections.abc import Callable

import django

AHEAD = 20  # never nothing to kill the worker at, and soon delivered in the end
PAUSE = 0.02  # seconds


def mail(number: int) -> None:
    from django.core.mail import EmailMessage

    EmailMessage("An answer", "Somebody replied.", to=[f"{number}@example.org"]).send()


def notice(number: int) -> None:
    """Of a new member: each second is told at once, the others in a digest that is due."""
    from allauth.account.models import EmailAddress

    from accounts.models import User
    from forum.notifications.actions import tell
    from forum.notifications.models import Kind, Notification

    member = User.objects.create(username=f"reader{number}", username_key=f"reader{number}")
    EmailAddress.objects.create(
        user=member, email=f"{number}@example.org", verified=True, primary=True
    )
    tell(member, Kind.MODERATION if number % 2 else Kind.ARTICLE, text=lambda: "It was restored.")
    Notification.objects.filter(recipient=member).update(created_at="2020-01-01T00:00:00Z")


def write(number: int, what: Callable[[int], None]) -> None:
    from django.db import transaction

    undone = number % 5 == 4
    with transaction.atomic():
        what(number)
        transaction.set_rollback(undone)
    if not undone:
        print(number, flush=True)


def is_ahead(what: Callable[[int], None]) -> bool:
    from django_tasks_db.models import DBTaskResult

    from forum.notifications.models import Notification

    waiting = DBTaskResult.objects.count()
    if what is notice:
        waiting += Notification.objects.filter(mail_at__isnull=False).count()
    return waiting >= AHEAD


def main(what: Callable[[int], None]) -> None:
    django.setup()
    number = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        if not is_ahead(what):
            write(number, what)
            number += 1
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(notice if sys.argv[1:] == ["notices"] else mail)
