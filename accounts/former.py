"""Names whose members have left: nobody may take them again, for permalinks and old texts still
say them, and yet no table holds them."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import FormerName

PURPOSE = "accounts.former"


def keep(username_key: str) -> None:
    FormerName.objects.get_or_create(mark=next(_marks(username_key)))


def is_former(username_key: str) -> bool:
    """Did a member have this name, or one that looks like it, and leave?"""
    return FormerName.objects.filter(mark__in=_marks(username_key)).exists()


def _marks(username_key: str) -> Iterator[str]:
    """By the present key, then by those before it. Names are short: without the site's key, which
    is in no table, anybody could reckon the marks of all the names there are and compare."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(PURPOSE, username_key, secret, algorithm="sha256").hexdigest()
