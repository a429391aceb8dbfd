"""The map: a whole debate as one drawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.articles.models import Article
from forum.articles.sources import of_essay
from forum.comments import rules
from forum.comments.map.keeping import FRESH, map_of
from forum.pages.sources import made_from, until
from forum.stances import disputes, flow


@made_from(of_essay)
@require_safe
def debate_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole debate, where the essay is disputed, and who moved."""
    seen = Article.objects.visible_to(request.user).select_related("author")
    article = get_object_or_404(seen, slug=slug)
    drawn = map_of(article)
    context = {
        "article": article,
        "closed": rules.is_open(article),
        "map": drawn.thing,
        "drawn_at": drawn.made_at,
        "disputes": disputes.of(article, request.user),
        "flow": flow.of(article),
        "view": "map",
    }
    page = render(request, "comments/map.html", context)
    return until(page, drawn.made_at + FRESH)  # then it is drawn anew
