"""Lists of essays by what readers think of them: most contested, most minds changed."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.articles.models import Article, ArticleQuerySet
from forum.articles.paging import PAGE_SIZE, after_of, scale_of
from forum.comments.continuing import note_new
from forum.stances.standing import ARGUMENTS_MIN, PARTS
from forum.stances.tallies import note_totals


@dataclass(frozen=True)
class Page:
    """Some essays of a list; `after` names the place of the last one, '' at the list's end."""

    items: list[Article]
    is_first: bool
    after: str

    @property
    def scale(self) -> int:
        return scale_of(self.items)


@require_safe
def contested(request: HttpRequest) -> HttpResponse:
    """Essays whose readers are split most evenly."""
    argued = Q(for_count__gte=ARGUMENTS_MIN, against_count__gte=ARGUMENTS_MIN)
    page = _page(request, Article.objects.published().filter(argued), "contested")
    context = {"page": page, "least": ARGUMENTS_MIN}
    return render(request, "stances/contested.html", context)


@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """Essays whose readers changed their minds most."""
    page = _page(request, Article.objects.published(), "changed")
    return render(request, "stances/changed.html", {"page": page})


def _page(request: HttpRequest, rows: ArticleQuerySet, name: str) -> Page:
    """From the place that `?after=` names. Read along the tally's index from there, so the last
    page costs what the first does. Raises Http404 for a place that cannot be."""
    place = after_of(request.GET.get("after", ""), numbers=2)
    rows = rows.filter(**{f"tally__{name}__gt": 0})
    if place:
        bound, pk = place
        rows = rows.filter(**{f"tally__{name}__lte": bound})
        rows = rows.exclude(**{f"tally__{name}": bound, "tally__article__gte": pk})
    rows = rows.select_related("tally").order_by(f"-tally__{name}", "-tally__article")
    found = list(rows.for_list()[: PAGE_SIZE + 1])
    if place and not found:
        raise Http404
    shown = found[:PAGE_SIZE]
    for article in shown:
        article.least_share = 100 * getattr(article.tally, name) // PARTS
    note_totals(shown)
    note_new(request.user, shown)
    last = shown[-1] if len(found) > PAGE_SIZE else None
    return Page(shown, not place, f"{getattr(last.tally, name)}-{last.pk}" if last else "")
