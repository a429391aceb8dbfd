"""A program that writes mail until its input ends, a little ahead of what is delivered, every fifth
in a transaction that is undone; it says on its output which the database has acknowledged."""

import select
import sys
import time

import django

AHEAD = 20  # mails: never nothing to kill the worker at, and soon delivered in the end
PAUSE = 0.02  # seconds


def write(number: int) -> None:
    from django.core.mail import EmailMessage
    from django.db import transaction

    undone = number % 5 == 4
    with transaction.atomic():
        EmailMessage(f"mail {number}", "Somebody replied.", to=["ada@example.org"]).send()
        transaction.set_rollback(undone)
    if not undone:
        print(number, flush=True)


def main() -> None:
    django.setup()
    from django_tasks_db.models import DBTaskResult

    number = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        if DBTaskResult.objects.count() < AHEAD:
            write(number)
            number += 1
        time.sleep(PAUSE)


if __name__ == "__main__":
    main()
