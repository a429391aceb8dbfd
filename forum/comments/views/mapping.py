"""The map: a whole debate as one drawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.articles.models import Article
from forum.comments import rules
from forum.comments.map.keeping import map_of
from forum.stances import disputes, flow


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
    return render(request, "comments/map.html", context)
