"""A page made by its templates for one viewer, with the ready pieces of its comments."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from forum.comments.nodes import Node
from forum.pages import versions
from forum.pieces.asking import Own, own_of
from forum.pieces.comments import rows_of
from forum.pieces.hands import Hand
from forum.pieces.holes import Holed


def render(
    request: HttpRequest, template: str, context: dict[str, object], nodes: Iterable[Node]
) -> HttpResponse:
    """As Django's. `nodes` are those that the page shows; of a comment that everyone sees alike
    only its place is rendered here (`comments/_placed.html`)."""
    site = versions.numbers((versions.SITE,))[versions.SITE]
    outline = Holed.of(render_to_string(template, context | {"outline": True}, request))
    ids = outline.comments
    if not ids:
        return HttpResponse(outline.html)
    reader = next(iter(nodes)).reader
    own = own_of(reader.viewer.pk, reader.article, ids) if reader.is_member else Own()
    hand = Hand(request, reader, rows_of(ids, reader.article, site), own)
    return HttpResponse(hand.page(outline))
