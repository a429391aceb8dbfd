"""A program that writes mail until its input ends, every fifth in a transaction that is undone, and
says on its output which of them the database has acknowledged."""

import select
import sys
import time

import django

PAUSE = 0.06  # seconds between two mails: what a worker that starts anew every second keeps up with


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
    number = 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        write(number)
        number += 1
        time.sleep(PAUSE)


if __name__ == "__main__":
    main()
