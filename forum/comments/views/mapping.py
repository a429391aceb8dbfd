"""The map: a whole debate as one drawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.articles.models import Article
from forum.comments import rules
from forum.comments.map.keeping import map_of


@require_safe
def debate_map(request: HttpRequest, slug: str) -> HttpResponse:
    seen = Article.objects.visible_to(request.user).select_related("author")
    article = get_object_or_404(seen, slug=slug)
    context = {
        "article": article,
        "closed": rules.is_open(article),
        "map": map_of(article),
        "view": "map",
    }
    return render(request, "comments/map.html", context)
