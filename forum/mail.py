"""Mail goes out through a task: writing it is a row in the transaction of what it tells of, and a
worker delivers it. So a mail server that is slow or gone slows no page and loses no mail."""

from collections.abc import Sequence
from email.utils import formatdate, make_msgid, parseaddr
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.tasks import task

TRANSPORT = "transport"  # the mailer in settings.MAILERS that delivers
PEOPLE = ("to", "cc", "bcc", "reply_to")


@task
def deliver(message: dict[str, Any]) -> None:
    """Hand one message to the mail server. What goes wrong is raised: the worker tries again."""
    mailers[TRANSPORT].send_messages([_unpacked(message)])


class QueuedMail(BaseEmailBackend):
    """The default mailer, so that what allauth sends is queued too."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            _date(message)
            message.message()  # a header that cannot be is an error for who wrote it, here and now
            deliver.enqueue(_packed(message))
        return len(email_messages)


def _date(message: EmailMessage) -> None:
    """Give it its name and date now, not when it is delivered: a mail that goes out twice, because
    the worker was killed before it could note the first time, can then be told to be the same."""
    domain = parseaddr(message.from_email)[1].rpartition("@")[2]
    message.extra_headers.setdefault("Message-ID", make_msgid(domain=domain))
    message.extra_headers.setdefault("Date", formatdate(localtime=False))


def _packed(message: EmailMessage) -> dict[str, Any]:
    """The message as JSON can hold it. Mail of this site has no attachments."""
    if message.attachments:
        raise ValueError("Mail with attachments cannot be queued.")
    packed: dict[str, Any] = {name: list(map(str, getattr(message, name))) for name in PEOPLE}
    packed["alternatives"] = [list(part) for part in getattr(message, "alternatives", [])]
    packed["headers"] = {name: str(value) for name, value in message.extra_headers.items()}
    for name in ("subject", "body", "from_email"):
        packed[name] = str(getattr(message, name))
    return packed | {"content_subtype": message.content_subtype}


def _unpacked(packed: dict[str, Any]) -> EmailMessage:
    subtype = packed.pop("content_subtype")
    message = EmailMultiAlternatives(**packed)
    message.content_subtype = subtype
    return message
