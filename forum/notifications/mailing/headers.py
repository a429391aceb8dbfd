"""The headers of a mail by which programs know what it belongs to, and how it is ended."""

import email.policy
from email.headerregistry import HeaderRegistry, UniqueUnstructuredHeader
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from forum.notifications.mailing import links
from forum.notifications.mailing.contents import Contents
from forum.notifications.mailing.links import Scope
from forum.notifications.mailing.models import Letter


class _OnOneLine(UniqueUnstructuredHeader):
    """Python parts a header that is longer than a line into encoded words, and programs of mail
    take no address that was encoded: they would show no way to unsubscribe."""

    def fold(self, *, policy: Any) -> str:
        return f"List-Unsubscribe: {self}{policy.linesep}"


_REGISTRY: Any = HeaderRegistry()
_REGISTRY.map_to_type("list-unsubscribe", _OnOneLine)


class ListedMail(EmailMultiAlternatives):
    """A mail of a list, whose address to unsubscribe stays whole."""

    def message(self, *, policy: Any = email.policy.default) -> Any:
        return super().message(policy=policy.clone(header_factory=_REGISTRY))


def headers(letter: Letter, told: Contents) -> dict[str, str]:
    """By the letter's own number and time, so that one that goes out twice, because a worker was
    killed before it could note the first time, can be told to be the same."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    found = {
        "Message-ID": f"<notices.{letter.pk}.{letter.made_at:%Y%m%d%H%M%S}@{domain}>",
        "Date": format_datetime(letter.made_at),
        "List-Id": f"Counterpoint <notices.{domain}>",
        "List-Unsubscribe": f"<{links.to_stop(letter.member_id, sort(letter, told))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",  # so that nobody's holiday notice answers it
    }
    return found | (_thread(told.debate, letter, domain) if told.debate else {})


def sort(letter: Letter, told: Contents) -> Scope:
    """What is ended where a program of mail offers to: people who press that want no more such
    mail, and would call the next one spam."""
    kinds = list(told.kinds)
    return Scope("kind", kinds[0]) if len(kinds) == 1 else Scope("mail", letter.mail)


def _thread(debate: Any, letter: Letter, domain: str) -> dict[str, str]:
    """All mail of one debate answers the debate itself, which was never sent, so that programs
    show it as one conversation."""
    name = f"<debate.{debate.pk}.{letter.member_id}@{domain}>"
    return {"In-Reply-To": name, "References": name}
