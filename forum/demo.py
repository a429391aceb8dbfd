"""What only the demo site shows: the mail it would have sent."""

import email
import email.message
import email.policy
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SHOWN = 50  # the newest; a demo is tried, not archived
# What Django's file backend writes after each message.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Mail:
    """One message: `to`, `subject` and `date` as its headers say, and its plain text."""

    to: str
    subject: str
    date: str
    text: str


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The newest messages, in plain text, so that codes and links can be tried."""
    if not settings.DEMO:
        raise Http404
    return render(request, "demo/outbox.html", {"mails": _newest(settings.OUTBOX_DIR)})


def _newest(folder: Path) -> list[Mail]:
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    mails: list[Mail] = []
    for file in files[:SHOWN]:
        parts = file.read_bytes().split(SEPARATOR)
        mails += [_mail(part) for part in reversed(parts) if part.strip()]
    return mails[:SHOWN]


def _mail(raw: bytes) -> Mail:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    return Mail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        date=str(message["Date"]),
        text=body.get_content() if body else "",
    )
