"""The page of a search. It is kept for nobody: no version says when what is found has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.search import shown
from forum.search.find import Found, Hit
from forum.search.find import search as find
from forum.search.forms import NEWEST, SearchForm
from forum.search.query import Query
from forum.sql import is_key

PAGE_SIZE = 20


@dataclass(frozen=True)
class Page:
    """One page of what was looked at."""

    hits: Sequence[Hit]
    number: int
    pages: int

    @property
    def newer(self) -> int:
        return self.number - 1

    @property
    def older(self) -> int:
        return self.number + 1 if self.number < self.pages else 0


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what is found with it."""
    form = SearchForm(request.GET)
    is_valid = form.is_valid()
    query = form.query() if is_valid else Query()
    context: dict[str, object] = {"form": form, "query": query, "is_asked": _is_asked(request)}
    if not query.is_empty:
        context |= _results(request, query)
    status = HTTPStatus.OK if is_valid else HTTPStatus.BAD_REQUEST
    return render(request, "search/search.html", context, status=status)


def _is_asked(request: HttpRequest) -> bool:
    return any(request.GET.get(name, "").strip() for name in SearchForm.base_fields)


def _results(request: HttpRequest, query: Query) -> dict[str, object]:
    before = _number(request.GET.get("before", ""))
    found = find(request.user, query, before)
    is_newest = request.GET.get("order") == NEWEST or not query.wanted
    page = _page(_ordered(found, query.kind, is_newest), _number(request.GET.get("page", "")))
    return {
        "found": found,
        "page": page,
        "rows": shown.rows(request.user, page.hits, query),
        "is_newest": is_newest,
        "is_further": before is not None,
        "since": found.since(query.kind),
        "further": [] if page.older else found.further(query.kind),
    }


def _number(sent: str) -> int | None:
    """A number of an address, as databases hold it."""
    return int(sent) if is_key(sent) else None


def _ordered(found: Found, kind: str, is_newest: bool) -> list[Hit]:
    return found.hits(kind) if is_newest else found.ranked(kind)


def _page(hits: Sequence[Hit], wanted: int | None) -> Page:
    """The page of this number, or the last there is: what is found may have become less."""
    pages = max(-(-len(hits) // PAGE_SIZE), 1)
    number = min(max(wanted or 1, 1), pages)
    return Page(hits[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, pages)
