"""The page of the clash."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.sessions import is_htmx
from forum.articles.models import Article
from forum.articles.sources import of_essay
from forum.comments import rules
from forum.comments.clash import clash_of
from forum.comments.nodes import Reader
from forum.comments.views.reading import anchor
from forum.pages.sources import made_from


@made_from(of_essay)
@require_safe
def clash(request: HttpRequest, slug: str) -> HttpResponse:
    """Each argument beside its strongest answer; with `?unanswered=1` those that have none.

    `?after=` goes on after an argument: a page, or with htmx the rows that belong under those
    shown.
    """
    rows = Article.objects.visible_to(request.user).select_related("author", "tally__crux")
    article = get_object_or_404(rows, slug=slug)
    page = clash_of(
        Reader(request.user, article),
        anchor(request, article),
        only_unanswered="unanswered" in request.GET,
    )
    context = {
        "article": article,
        "clash": page,
        "closed": rules.is_open(article),
        "view": "clash",
    }
    is_more = is_htmx(request) and page.last
    return render(request, f"comments/{'_more_bouts' if is_more else 'clash'}.html", context)
