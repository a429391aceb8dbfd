"""Sending pictures of essays."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from forum.articles.models import Article
from forum.cards import cards

SHOWN = ("slug", "title", "thesis", "for_count", "against_count")
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def card(request: HttpRequest, slug: str, version: str) -> HttpResponseBase:
    """The picture of an essay as it is now. Any other version leads there, and is not drawn: so an
    old address goes on to work where it was shared, and a made-up one costs nothing."""
    rows = Article.objects.visible_to(None).only(*SHOWN)
    article = get_object_or_404(rows, slug=slug)
    said = cards.card_of(article)
    if version != cards.version(said):
        return redirect(cards.url(article))
    response = HttpResponse(cards.picture(said), content_type="image/png")
    response.headers["Cache-Control"] = FOR_EVER
    return response
