"""Pages of a list whose cost does not grow with the list: no count of all rows is taken."""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from forum.articles.models import Article, ArticleQuerySet
from forum.sql import KEY_DIGITS, is_key

PAGE_SIZE = 20
# Rows before the page are walked over by the database; 200 pages keep that to 4,000 short rows.
# What lies further back is found by its tag, its series or its author.
PAGES_MAX = 200


@dataclass(frozen=True)
class Page:
    items: list[Article]
    number: int
    has_older: bool

    @property
    def newer(self) -> int:
        return self.number - 1

    @property
    def older(self) -> int:
        return self.number + 1

    @property
    def scale(self) -> int:
        return scale_of(self.items)


def scale_of(articles: list[Article]) -> int:
    """The most arguments on one side of any of these essays: the full length of a bar."""
    return max([1, *(max(each.for_count, each.against_count) for each in articles)])


def page_of(rows: ArticleQuerySet, wanted: str | None) -> Page:
    """The page that `?page=` asks for. Raises Http404 for one that cannot be."""
    number = int(wanted) if wanted and wanted.isascii() and wanted.isdigit() else 1
    if not 1 <= number <= PAGES_MAX:
        raise Http404
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    if number > 1 and not found:
        raise Http404
    return Page(found[:PAGE_SIZE], number, len(found) > PAGE_SIZE and number < PAGES_MAX)


def older_than[M: Model](wanted: str, rows: QuerySet[M], size: int) -> tuple[list[M], int | None]:
    """The page, of rows with the newest id first, that `?before=` asks for, and the id that the
    next one begins before; None on the last. What is no id asks for the first. One step into an
    index, however far back."""
    if wanted.isascii() and wanted.isdigit():
        rows = rows.filter(pk__lt=int(wanted[:KEY_DIGITS]))
    found = list(rows[: size + 1])
    return found[:size], found[size - 1].pk if len(found) > size else None


def before(rows: ArticleQuerySet, wanted: str) -> ArticleQuerySet:
    """Those published before the essay of this id, which may be public no longer. Raises Http404
    if there is none. One step into an index, however far back."""
    at = Article.objects.filter(pk=int(wanted)).values_list("published_at", flat=True).first()
    if at is None:
        raise Http404
    return rows.filter(published_at__lte=at).exclude(Q(published_at=at) & Q(pk__gte=int(wanted)))


def after_of(wanted: str, numbers: int) -> list[int]:
    """The place in a list that `?after=12-34` names, as so many numbers; none for the beginning.
    Raises Http404 for what names no place."""
    if not wanted:
        return []
    parts = wanted.split("-")
    if len(parts) != numbers or not all(map(is_key, parts)):
        raise Http404
    return [int(part) for part in parts]
