"""Mail is written with what it tells of, and delivered whatever becomes of worker and server."""

import logging
import re
import socket
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db import transaction
from django.tasks import TaskResultStatus
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum import settings as site
from forum.notifications.actions import tell
from forum.notifications.mailing.sorting import look
from forum.notifications.models import Kind, Letter, Notification
from forum.worker import LEASE, WAITS, Look, Worker, take_up, try_again
from tests.cast import make_user

pytestmark = pytest.mark.django_db(transaction=True)  # the worker closes old connections


@pytest.fixture(autouse=True)
def _real_queue(settings: Any) -> None:
    settings.TASKS = site.TASKS


@pytest.fixture
def deaf_server(settings: Any) -> Iterator[socket.socket]:
    """A mail server that takes connections and never says a word; the site waits 0.1 s for each."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
        settings.MAILERS = settings.MAILERS | {
            "transport": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": host, "port": port, "timeout": 0.1},
            }
        }
        yield server


def write(subject: str = "Your code") -> None:
    EmailMessage(subject, "ABCD-EFGH", to=["ada@example.org"]).send()


def work(name: str = "here/worker-0") -> None:
    Worker(name).do_what_is_ready()


def queued() -> DBTaskResult:
    return DBTaskResult.objects.get()


def failed(times: int) -> DBTaskResult:
    """The one task, after so many tries, as if the waits between them had passed."""
    for _ in range(times):
        DBTaskResult.objects.update(run_after=timezone.now())
        work()
    return queued()


def test_a_mail_goes_out_as_it_was_written() -> None:
    words = EmailMultiAlternatives(
        "Grüße “an” Ada",
        "Text",
        "Site <post@site.example>",
        ["Ada <ada@example.org>"],
        bcc=["bo@example.org"],
        reply_to=["desk@site.example"],
        headers={"List-Unsubscribe": "<https://site.example/leave>"},
    )
    words.attach_alternative("<p>Text</p>", "text/html")
    words.send()
    assert not mail.outbox
    work()
    (sent,) = mail.outbox
    for name in ("subject", "body", "from_email", "to", "bcc", "reply_to", "alternatives"):
        assert getattr(sent, name) == getattr(words, name), name
    assert sent.message()["List-Unsubscribe"] == "<https://site.example/leave>"


def test_what_is_undone_sends_no_mail() -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


def test_a_header_that_cannot_be_is_an_error_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="Header values"):
        write("Your code\nBcc: everyone@example.org")
    assert not DBTaskResult.objects.exists()


def test_a_mail_server_that_hangs_slows_no_page(client: Client, deaf_server: socket.socket) -> None:
    deaf_server.settimeout(0)
    answer = client.post(
        "/accounts/signup/",
        {"email": "ada@example.org", "username": "ada", "password1": "a long way to Leipzig"},
    )
    assert answer.status_code == 302
    with pytest.raises(BlockingIOError):  # nobody has even called it
        deaf_server.accept()
    assert "ada@example.org" in str(queued().args_kwargs)


def test_what_was_delivered_is_not_kept_for_it_holds_codes() -> None:
    write()
    work()
    assert len(mail.outbox) == 1
    assert not DBTaskResult.objects.exists()


def test_what_fails_is_put_off_longer_each_time(deaf_server: socket.socket) -> None:
    write()
    waits = []
    for tries in range(1, len(WAITS) + 1):
        task = failed(1)
        assert (task.status, len(task.worker_ids)) == (TaskResultStatus.READY, tries)
        waits.append(task.run_after - timezone.now())
    assert waits == sorted(waits)
    assert waits[0] <= timedelta(seconds=5)
    assert waits[-1] > timedelta(hours=11)


def test_what_is_put_off_holds_up_nothing_and_goes_out_in_the_end(
    settings: Any, deaf_server: socket.socket
) -> None:
    write("first")
    failed(1)
    settings.MAILERS = settings.MAILERS | {
        "transport": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    }
    write("second")
    work()
    assert [message.subject for message in mail.outbox] == ["second"]
    DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert [message.subject for message in mail.outbox] == ["second", "first"]


def test_what_failed_too_often_is_given_up_loudly_and_can_be_tried_anew(
    deaf_server: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    write()
    failed(len(WAITS))
    assert not [record for record in caplog.records if record.levelno == logging.CRITICAL]
    task = failed(1)
    assert task.status == TaskResultStatus.FAILED
    (loud,) = [record for record in caplog.records if record.levelno == logging.CRITICAL]
    assert "given up" in loud.getMessage()
    assert "ABCD" not in caplog.text  # no log holds a code
    assert try_again() == 1
    assert failed(1).status == TaskResultStatus.READY


def test_what_a_killed_worker_was_at_is_taken_up_by_the_next_of_its_name() -> None:
    write()
    queued().claim("here/worker-0")
    take_up("here/worker-1")
    assert queued().status == TaskResultStatus.RUNNING  # it may well live
    take_up("here/worker-0")
    work()
    assert len(mail.outbox) == 1


def test_what_a_machine_that_is_gone_was_at_is_taken_up_after_a_while() -> None:
    write()
    queued().claim("gone/worker-0")
    DBTaskResult.objects.update(started_at=timezone.now() - LEASE)
    take_up("here/worker-0")
    assert queued().status == TaskResultStatus.READY


def test_a_mail_that_goes_out_twice_bears_one_name() -> None:
    write()
    task = queued()
    work()
    task.save(force_insert=True)  # as if the worker had died before it could note the first time
    work()
    first, second = (message.message() for message in mail.outbox)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert re.fullmatch(r"<\S+@counterpoint\.example>", first["Message-ID"])


def told(number: int) -> None:
    tell(make_user(f"reader{number}"), Kind.MODERATION, text=lambda: "It was restored.")


def test_a_code_to_log_in_goes_before_letters_that_waited_longer() -> None:
    told(1)
    look()
    write("Your code")
    work()
    subjects = [message.subject for message in mail.outbox]
    assert subjects == ["Your code", "The moderators acted on what you wrote"]


def test_a_mail_server_that_hangs_keeps_no_letter_from_being_made_and_loses_none(
    settings: Any, deaf_server: socket.socket
) -> None:
    told(1)
    told(2)
    look()
    told(3)
    Worker("here/worker-0", interval=0, looks=[Look("mail", look)]).do_what_is_ready()
    assert not Notification.objects.filter(mail_at__isnull=False).exists()
    assert DBTaskResult.objects.filter(status=TaskResultStatus.READY).count() == 3
    settings.MAILERS = settings.MAILERS | {
        "transport": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    }
    DBTaskResult.objects.update(run_after=timezone.now())
    work()
    assert len(mail.outbox) == 3


def test_a_look_that_fails_stops_no_mail_and_no_other_look(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It rests by itself, while the others have their turns after each task."""
    turns: Counter[str] = Counter()

    def fail() -> None:
        turns["fails"] += 1
        raise ValueError("a row that nobody thought of")

    def work_well() -> None:
        turns["works"] += 1

    for _ in range(3):
        write()
    looks = [Look("what fails", fail), Look("what works", work_well)]
    Worker("here/worker-0", interval=0, looks=looks).do_what_is_ready()
    assert len(mail.outbox) == 3
    assert turns == {"fails": 1, "works": 3}
    assert "The look for what fails failed" in caplog.text
    assert "nobody thought of" in caplog.text


def test_a_look_has_its_turn_no_oftener_than_it_wants() -> None:
    turns: list[str] = []
    for _ in range(3):
        write()
    hourly = Look("what is seldom", lambda: turns.append("a turn"), every=60 * 60)
    Worker("here/worker-0", interval=0, looks=[hourly]).do_what_is_ready()
    assert len(turns) == 1


def test_a_letter_that_goes_out_twice_bears_one_name() -> None:
    told(1)
    look()
    task = queued()
    work()
    Letter.objects.update(sent_at=None)  # as if the worker had died before it could note that
    task.save(force_insert=True)
    work()
    first, second = (message.message() for message in mail.outbox)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_a_task_that_never_ends_is_ended(
    monkeypatch: pytest.MonkeyPatch, settings: Any, deaf_server: socket.socket
) -> None:
    settings.MAILERS["transport"]["OPTIONS"]["timeout"] = 60
    monkeypatch.setattr("forum.worker.LIMIT", 1)
    write()
    began = time.monotonic()
    work()
    assert time.monotonic() - began < 10
    assert "took longer than 1 seconds" in queued().traceback
