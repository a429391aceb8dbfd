"""Lists of essays: the home page, tags, series, and one's own."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import User
from forum.articles.models import Article, ArticleQuerySet, ArticleState, Series, Tag
from forum.articles.paging import Page, page_of
from forum.articles.sources import of_home, of_series, of_tag, of_tags
from forum.bookmarks.models import ReadingPlace
from forum.comments import continuing, drafting
from forum.comments.models import CommentDraft
from forum.notifications.models import Watch
from forum.pages.sources import made_from
from forum.stances.tallies import note_totals

TAGS_ON_HOME = 6
HALF_READ = 3


@made_from(of_home)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Published essays, newest first or by where someone argued last."""
    tags = _published_tags(most_first=True)[:TAGS_ON_HOME]
    rows = Article.objects.published()
    return _shelf(request, "articles/home.html", rows, tags=tags, **_left(request))


def _left(request: HttpRequest) -> dict[str, object]:
    """Where a member goes on; nothing beyond the first page."""
    if not isinstance(request.user, User) or request.GET.get("page"):
        return {}
    member = request.user
    begun = CommentDraft.objects.of(member).select_related("article")[: drafting.SHOWN]
    return {
        "debates": continuing.debates(member),
        "draft": continuing.draft(member),
        "arguments": [each for each in drafting.kept(member, begun) if each.is_there],
        "half_read": ReadingPlace.objects.left_by(member)[:HALF_READ],
    }


@made_from(of_tag)
@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    """Published essays that bear a tag."""
    found = get_object_or_404(Tag, slug=slug)
    rows = Article.objects.published().filter(tags=found)
    watching = Watch.objects.watching(request.user, tag=found)
    return _shelf(request, "articles/tag.html", rows, tag=found, watching=watching)


@made_from(of_tags)
@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """Every tag that a published essay bears, with how many do."""
    return render(request, "articles/tags.html", {"tags": _published_tags()})


@made_from(of_series)
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts of a series in order."""
    found = get_object_or_404(Series.objects.select_related("author"), slug=slug)
    rows = Article.objects.published().filter(series=found).for_list()
    ordered = rows.order_by("part", "published_at", "id")
    page = _with_numbers(request, page_of(ordered, request.GET.get("page")))
    return render(request, "articles/series.html", {"series": found, "page": page})


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """One's own essays: drafts, published, withdrawn."""
    state = request.GET.get("state", "")
    rows = Article.objects.filter(author_id=request.user.pk).for_list()
    if state in ArticleState.values:
        rows = rows.filter(state=state)
    rows = rows.select_related("author", "working_copy").order_by("-saved_at", "-id")
    context = {
        "page": page_of(rows, request.GET.get("page")),
        "states": ArticleState.choices,
        "state": state,
    }
    return render(request, "articles/mine.html", context)


def _shelf(
    request: HttpRequest, template: str, rows: ArticleQuerySet, **context: object
) -> HttpResponse:
    active = request.GET.get("order") == "active"
    ordered = rows.most_active() if active else rows.newest()
    page = _with_numbers(request, page_of(ordered.for_list(), request.GET.get("page")))
    order = "active" if active else ""
    return render(request, template, {"page": page, "order": order, **context})


def _with_numbers(request: HttpRequest, page: Page) -> Page:
    """Where readers stand on each thesis, for those essays where enough took a stance; and how
    much is new to a member in the debates they have read."""
    note_totals(page.items)
    continuing.note_new(request.user, page.items)
    return page


def _published_tags(most_first: bool = False) -> QuerySet[Tag]:
    """With `essays`, the count of published ones: never 0."""
    published = Q(articles__state=ArticleState.PUBLISHED)
    rows = Tag.objects.annotate(essays=Count("articles", filter=published)).filter(essays__gt=0)
    return rows.order_by("-essays", "name") if most_first else rows.order_by("name")
