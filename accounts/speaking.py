"""In whose words and by whose clock something is written: a member's own, or the site's.

Visitors are always shown the site's language (LANGUAGE_CODE) and zone (TIME_ZONE): their pages are
kept, one for everybody, and to guess by what each browser asks for would need one for each.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _


@contextmanager
def in_words_of(member: object) -> Iterator[None]:
    """What is written within is for this member to read: a page, a mail, a file. For a visitor, or
    nobody, it is in the site's words."""
    with translation.override(language_of(member)), timezone.override(zone_of(member)):
        yield


@contextmanager
def in_words_for_all(language: str = "") -> Iterator[None]:
    """What is written within is kept for everybody who reads this language ('': the site's), so it
    has the site's times, whoever has it made."""
    with translation.override(language or settings.LANGUAGE_CODE), timezone.override(None):
        yield


def language_of(member: object) -> str:
    """The language that a member chose, as long as the site offers it; else the site's."""
    chosen = getattr(member, "language", "")
    return chosen if chosen and chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def other_language() -> str:
    """The language in use, if it is another than the site's; else ''."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return "" if language == settings.LANGUAGE_CODE else language


def quoted(words: str) -> str:
    """Between the quotation marks of the language in use."""
    return _("‘%(words)s’") % {"words": words}


def zone_of(member: object) -> ZoneInfo | None:
    """The zone that a member chose; None for the site's. One that the system knew when it was
    chosen, and knows no longer, is the site's."""
    name = getattr(member, "time_zone", "")
    return _zone(name) if name else None


@lru_cache(maxsize=1_000)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return None
