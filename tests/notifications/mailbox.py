"""What came by mail: read back from what was sent, as a program of mail reads it."""

import email
import email.message
import email.policy
import re
from datetime import datetime
from urllib.parse import urlsplit

from django.core import mail

from accounts.models import User
from forum.notifications.mailing.sorting import look
from forum.notifications.models import Preference

LINK = re.compile(r"http://testserver(/\S*)")


def post(at: datetime | None = None) -> list[email.message.EmailMessage]:
    """The worker sees to all that is due at this moment; the mails it sent."""
    before = len(mail.outbox)
    while look(at):
        pass
    return [read_back(sent.message().as_bytes()) for sent in mail.outbox[before:]]


def read_back(raw: bytes) -> email.message.EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert not message.defects
    return message


def part(message: email.message.EmailMessage, subtype: str = "plain") -> str:
    body = message.get_body((subtype,))
    assert body is not None
    return str(body.get_content())


def links(message: email.message.EmailMessage, kind: str) -> list[str]:
    """The paths in its text that begin with /notices/KIND/."""
    return [path for path in LINK.findall(part(message)) if path.startswith(f"/notices/{kind}/")]


def one_click(message: email.message.EmailMessage) -> str:
    return urlsplit(message["List-Unsubscribe"].strip("<>")).path


def wants(member: User, kind: str, how: str) -> None:
    Preference.objects.update_or_create(member=member, kind=kind, defaults={"mail": how})
