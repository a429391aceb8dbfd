"""Addresses made from titles, in any script."""

from collections.abc import Callable

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

SLUG_MAX = 70  # characters; leaves room for a number within the field's 80
# Addresses under /articles/ that are pages of their own.
RESERVED = frozenset({"new", "mine", "tags", "series", "preview", "pictures"})
TRIES = 5  # each loss of a race means that another essay of this title was published just now
DRAFT = "draft-"


def base(title: str, otherwise: str) -> str:
    return slugify(title, allow_unicode=True)[:SLUG_MAX].strip("-_") or otherwise


def free(rows: models.QuerySet[models.Model], wanted: str) -> str:
    """`wanted`, or the first of wanted-2, wanted-3 … that no row has."""
    taken = set(rows.filter(slug__startswith=wanted).values_list("slug", flat=True)) | RESERVED
    candidate, number = wanted, 2
    while candidate in taken:
        candidate, number = f"{wanted}-{number}", number + 1
    return candidate


def claim(choose: Callable[[], str], write: Callable[[str], None]) -> str:
    """Write with the slug that `choose` finds free; another one if a race took it meanwhile."""
    for attempt in range(TRIES):
        slug = choose()
        try:
            with transaction.atomic():
                write(slug)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
        else:
            break
    return slug
