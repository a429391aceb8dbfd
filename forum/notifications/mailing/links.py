"""The links in a mail. Those that need no log-in are signed, and say what they may do.

They are written out here, as the site map has them, and stay: mails of years ago lead there. To
look them up by name would load the whole map with every view, some 20 MB, and keep them in the
worker, which writes mails and serves no page.
"""

from typing import NamedTuple

from django.conf import settings
from django.core import signing

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
    return f"{settings.SITE_URL}/notices/mailed/{_OPEN.sign(str(notice))}/"


def to_stop(member: int, scope: Scope) -> str:
    return f"{settings.SITE_URL}/notices/unsubscribe/{_STOP.sign_object([member, *scope])}/"


def to_inbox() -> str:
    return f"{settings.SITE_URL}/notices/"


def to_settings() -> str:
    return f"{settings.SITE_URL}/members/me/#notices"


def opened(token: str) -> int:
    """The notice, by id. Raises BadSignature."""
    return int(_OPEN.unsign(token))


def stopped(token: str) -> tuple[int, Scope]:
    """The member, by id, and of what they want no more. Raises BadSignature."""
    member, *scope = _STOP.unsign_object(token)
    return member, Scope(*scope)
