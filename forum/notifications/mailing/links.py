"""The links in a mail. They need no log-in, so each is signed, and says what it may do."""

from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.urls import reverse

_OPEN = signing.Signer(salt="forum.notifications.mailing.open")
# Good for as long as the key is: who finds a mail of last year wants no more of them either.
_STOP = signing.Signer(salt="forum.notifications.mailing.stop")


class Scope(NamedTuple):
    """Of what a member wants no more mail: `what` is 'kind' (`which` names it), 'mail' (all that
    comes in the way that `which` names), 'essay' (what they watch in the one of this key), or
    'all'."""

    what: str
    which: str = ""


def to_open(notice: int) -> str:
    return absolute("notifications:mailed", _OPEN.sign(str(notice)))


def to_stop(member: int, scope: Scope) -> str:
    return absolute("notifications:unsubscribe", _STOP.sign_object([member, *scope]))


def opened(token: str) -> int:
    """The notice, by id. Raises BadSignature."""
    return int(_OPEN.unsign(token))


def stopped(token: str) -> tuple[int, Scope]:
    """The member, by id, and of what they want no more. Raises BadSignature."""
    member, *scope = _STOP.unsign_object(token)
    return member, Scope(*scope)


def absolute(name: str, *arguments: object) -> str:
    return settings.SITE_URL + reverse(name, args=arguments)
