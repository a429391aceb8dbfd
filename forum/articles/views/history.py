"""Every version of a published essay, and what changed between two of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from forum.articles.models import Article, Revision
from forum.articles.sources import of_essay
from forum.pages.sources import made_from
from forum.stances import conceded
from forum.text.diff import paragraph_diff, shortened, word_diff


@made_from(of_essay)
@require_safe
def revisions(request: HttpRequest, slug: str) -> HttpResponse:
    """The versions, newest first, with a choice of two to compare."""
    article = _published_or_404(request, slug)
    rows = article.revisions.defer("source").order_by("-number")
    context = {"article": article, "revisions": rows, "concessions": conceded.all_of(article)}
    return render(request, "articles/history.html", context)


@made_from(of_essay)
@require_safe
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """The difference between `?from=` and `?to=`; without them, the newest change."""
    article = _published_or_404(request, slug)
    last = article.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    newer = _number(request, "to", last)
    older = _number(request, "from", max(newer - 1, 1))
    both = {row.number: row for row in article.revisions.filter(number__in=[older, newer])}
    if not {older, newer} <= both.keys():
        raise Http404
    context = {"article": article, **_difference(both[older], both[newer])}
    return render(request, "articles/changes.html", context)


def _published_or_404(request: HttpRequest, slug: str) -> Article:
    rows = Article.objects.visible_to(request.user).filter(
        published_at__isnull=False, erased_at=None
    )
    return get_object_or_404(rows.select_related("author"), slug=slug)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    value = request.GET.get(name, "")
    return int(value[:9]) if value.isascii() and value.isdigit() else otherwise


def _difference(older: Revision, newer: Revision) -> dict[str, object]:
    """The runs of each part that changed; a part that stayed is left out."""
    parts = {
        name: word_diff(getattr(older, name), getattr(newer, name))
        for name in ("title", "subtitle", "thesis")
        if getattr(older, name) != getattr(newer, name)
    }
    rewritten = older.source != newer.source
    body = shortened(paragraph_diff(older.source, newer.source)) if rewritten else []
    same = not parts and not rewritten
    return {"older": older, "newer": newer, "body": body, "same": same, **parts}
