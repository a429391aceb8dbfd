"""The demo shows the mail it would have sent; a real site shows nobody's."""

from pathlib import Path

import pytest
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend
from django.test import Client

pytestmark = pytest.mark.django_db


def send(folder: Path, subject: str, text: str) -> None:
    EmailBackend(file_path=str(folder)).send_messages(
        [EmailMessage(subject, text, to=["ada@example.org"])]
    )


def test_it_shows_the_newest_first_with_links_that_can_be_followed(
    client: Client, settings: object
) -> None:
    send(settings.OUTBOX_DIR, "Your log-in code", "ABCD-EFGH\n\n" + "–" * 90)
    send(settings.OUTBOX_DIR, "Choose a new password", "At http://testserver/reset/ <b>now</b>.")
    answer = client.get("/demo/outbox/")
    assert [mail.subject for mail in answer.context["mails"]] == [
        "Choose a new password",
        "Your log-in code",
    ]
    assert 'href="http://testserver/reset/"' in answer.text
    assert "&lt;b&gt;now" in answer.text
    assert "ABCD-EFGH" in answer.text


def test_it_is_empty_before_anything_was_sent(client: Client) -> None:
    assert "Nothing has been sent yet" in client.get("/demo/outbox/").text


def test_without_the_demo_there_is_no_such_page(client: Client, settings: object) -> None:
    send(settings.OUTBOX_DIR, "Your log-in code", "ABCD-EFGH")
    settings.DEMO = False
    assert client.get("/demo/outbox/").status_code == 404
