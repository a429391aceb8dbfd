"""Mail about notices as a real mail server receives it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import AsyncMessage
from django.test import Client

from accounts.models import User
from forum.notifications.mailing.sorting import look
from forum.notifications.models import Letter, Notification, Preference
from tests.cast import client_of, make_article, make_comment, make_user
from tests.notifications.mailbox import links, one_click, part, read_back

pytestmark = pytest.mark.django_db

TITLE = "Почему библиотека должна простить читателям опоздание и вернуть их в зал"


LOST = "lost@example.org"  # whose mail the server does not take


class Received(AsyncMessage):
    """Keeps what came, byte for byte."""

    def __init__(self) -> None:
        super().__init__()
        self.raw: list[bytes] = []

    def prepare_message(self, session: Any, envelope: Any) -> Any:
        self.raw.append(envelope.original_content)
        return super().prepare_message(session, envelope)

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd looks for
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address == LOST:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_message(self, message: Any) -> None:
        """It is kept already."""


@pytest.fixture
def received(settings: Any) -> Iterator[list[bytes]]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    handler = Received()
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings.MAILERS = settings.MAILERS | {
        "transport": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 10},
        }
    }
    yield handler.raw
    server.stop()


def test_mail_at_once_and_a_digest_arrive_whole(received: list[bytes], member: User) -> None:
    anna = make_user("anna", "Анна Берг")
    article = make_article(anna, title=TITLE)
    make_comment(anna, article, "against", make_comment(member, article), "Это не так.")
    Notification.objects.update(created_at="2020-01-01T00:00:00Z")
    while look():
        pass
    messages = {message["To"]: message for message in map(read_back, received)}
    assert set(messages) == {"gregor@example.org", "anna@example.org"}
    now, digest = messages["gregor@example.org"], messages["anna@example.org"]
    assert now["Subject"].startswith("Анна Берг answered you on “Почему библиотека")
    assert digest["Subject"] == "Today on Counterpoint: 1 argument on your essay"
    assert "Это не так." in part(now)
    assert "Это не так." in part(now, "html")
    for message in (now, digest):
        assert message.get_content_type() == "multipart/alternative"
        assert message["From"] == "Counterpoint <post@counterpoint.example>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert message["List-Id"] == "Counterpoint <notices.counterpoint.example>"
        assert message["Message-ID"]
        assert message["Date"].datetime
        assert all(len(line) <= 998 for line in message.as_bytes().splitlines())
    assert now["Message-ID"] != digest["Message-ID"]


def test_an_address_that_is_refused_keeps_nobody_else_s_mail(
    received: list[bytes], author: User
) -> None:
    article = make_article(author)
    for name in ("anna", "lost", "zoe"):
        make_comment(author, article, "against", make_comment(make_user(name), article))
    assert look()
    assert {read_back(raw)["To"] for raw in received} == {"anna@example.org", "zoe@example.org"}
    assert Letter.objects.get(sent_at=None).member.username == "lost"


def test_the_links_that_arrive_work(received: list[bytes], author: User, member: User) -> None:
    article = make_article(author, title=TITLE)
    make_comment(author, article, "against", make_comment(member, article), "Not so.")
    Notification.objects.exclude(recipient=member).delete()
    look()
    (message,) = map(read_back, received)
    (opened,) = links(message, "mailed")
    assert client_of(member).get(opened, follow=True).status_code == 200
    assert Notification.objects.get().read_at
    for link in links(message, "unsubscribe"):
        assert Client().get(link).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(one_click(message), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Preference.objects.get(member=member).mail == "never"
