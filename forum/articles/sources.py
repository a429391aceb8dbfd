"""What the pages of essays are made from, for those that are kept (`forum.pages`)."""

from django.http import HttpRequest

from forum.articles.models import Article, ArticleQuerySet
from forum.articles.paging import page_of
from forum.pages import versions
from forum.pages.versions import SHELF, SITE, Numbers


def of_essay(request: HttpRequest, slug: str, **_others: object) -> Numbers | None:
    """A page about one essay, whatever it shows of it and its debate."""
    row = Article.objects.filter(slug=slug).values_list("pk", "series").first()
    if row is None:
        return None
    return versions.numbers(essay_scopes(*row))


def essay_scopes(pk: int, series: int | None) -> tuple[str, ...]:
    """Everything that a page about one essay shows."""
    return SITE, versions.article(pk), *versions.series(series)


def of_tags(request: HttpRequest) -> Numbers:
    """What says how many essays there are."""
    return versions.numbers((SITE, SHELF))


def of_home(request: HttpRequest) -> Numbers | None:
    return _of_newest(request, Article.objects.published())


def of_tag(request: HttpRequest, slug: str) -> Numbers | None:
    return _of_newest(request, Article.objects.published().filter(tags__slug=slug))


def of_series(request: HttpRequest, slug: str) -> Numbers:
    rows = Article.objects.published().filter(series__slug=slug)
    return _of_list(request, rows.order_by("part", "published_at", "id"))


def _of_newest(request: HttpRequest, rows: ArticleQuerySet) -> Numbers | None:
    """A list by time of publishing. The most active ones change places with every comment
    anywhere, so that list is made anew for each reader."""
    return None if request.GET.get("order") == "active" else _of_list(request, rows.newest())


def _of_list(request: HttpRequest, rows: ArticleQuerySet) -> Numbers:
    """A list and the essays on it. Which these are is asked after the shelf's number: if one comes
    or goes in between, the list made now has an old number, and is made anew."""
    shelf = versions.numbers((SITE, SHELF))
    listed = page_of(rows.only("pk"), request.GET.get("page")).items
    return shelf | versions.numbers(versions.article(article.pk) for article in listed)
