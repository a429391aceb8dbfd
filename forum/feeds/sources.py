"""What feeds are made from, as they are kept like visitors' pages (`forum.pages`)."""

from django.http import HttpRequest

from forum.pages import versions
from forum.pages.versions import SHELF, SITE, Numbers


def of_essays(request: HttpRequest, **_others: object) -> Numbers:
    """Which essays there are, and their texts; not their debates, so that no comment makes every
    reader's program fetch twenty essays again."""
    return versions.numbers((SITE, SHELF))
