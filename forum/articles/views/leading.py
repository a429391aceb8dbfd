"""Lists that lead on to lists of essays: who writes, and what is written in parts."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from forum.articles.models import Article, ArticleQuerySet, Series
from forum.articles.paging import after_of, before
from forum.articles.sources import of_tags
from forum.pages.sources import made_from

NAMES = 50  # on a page


@made_from(of_tags)
@require_safe
def authors(request: HttpRequest) -> HttpResponse:
    """Who has published an essay, with the newest of each; who published last comes first."""
    rows = _newest_of_each()
    wanted = after_of(request.GET.get("after", ""), numbers=1)
    if wanted:
        rows = before(rows, str(wanted[0]))
    found = list(rows.newest().select_related("author").without_texts()[: NAMES + 1])
    return _show(request, "articles/authors.html", found)


def _newest_of_each() -> ArticleQuerySet:
    """Of each author the newest public essay. The list is read along the index of the newest, and
    each essay asks the author's own index whether there is a newer one: a page costs a few steps
    for each of its essays, however many members there are and however few of them write."""
    public = Article.objects.visible_to(None)
    later = Q(published_at__gt=OuterRef("published_at"))
    later |= Q(published_at=OuterRef("published_at"), pk__gt=OuterRef("pk"))
    newer = Article.objects.published().filter(later, author=OuterRef("author"))
    return public.filter(~Exists(newer), author__in=User.objects.visible_to(None))


@made_from(of_tags)
@require_safe
def all_series(request: HttpRequest) -> HttpResponse:
    """The series of which a part is published, by title."""
    parts = Article.objects.visible_to(None).filter(series=OuterRef("pk"))
    rows = Series.objects.filter(Exists(parts)).select_related("author").order_by("title", "pk")
    wanted = after_of(request.GET.get("after", ""), numbers=1)
    if wanted:
        last = get_object_or_404(Series, pk=wanted[0])
        rows = rows.filter(title__gte=last.title).exclude(title=last.title, pk__lte=last.pk)
    return _show(request, "articles/all_series.html", list(rows[: NAMES + 1]))


def _show(request: HttpRequest, template: str, found: list[Article] | list[Series]) -> HttpResponse:
    is_first = not request.GET.get("after")
    if not found and not is_first:
        raise Http404
    shown = found[:NAMES]
    after = shown[-1].pk if len(found) > NAMES else None
    return render(request, template, {"rows": shown, "after": after, "is_first": is_first})
