"""How a page marks what was asked for in the words that were found."""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from forum.search.passages import Piece

register = template.Library()


@register.filter
def in_marks(pieces: Iterable[Piece]) -> SafeString:
    """Text with what was found marked. Each piece is escaped: none of it is HTML."""
    return mark_safe("".join(map(_written, pieces)))


def _written(piece: Piece) -> str:
    return f"<mark>{escape(piece.text)}</mark>" if piece.is_found else escape(piece.text)
