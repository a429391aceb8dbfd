"""What a view says of its page: what it is made from, and how long it holds."""

from collections.abc import Callable
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from forum.pages.versions import Numbers

# From the request and the view's arguments: the numbers of everything that the page shows, as they
# were before any of it was read. None where there is nothing to show.
type Sources = Callable[..., Numbers | None]
type View = Callable[..., HttpResponse]


def made_from(sources: Sources) -> Callable[[View], View]:
    """Every visitor gets the same page from this view, as long as these numbers are the same. It
    is the first decorator of the view."""

    def mark(view: View) -> View:
        view.made_from = sources  # type: ignore[attr-defined]
        return view

    return mark


def sources_of(request: HttpRequest) -> Numbers | None:
    """What the page at this address is made from; None for a page that is not kept."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    sources: Sources | None = getattr(match.func, "made_from", None)
    if sources is None:
        return None
    try:
        return sources(request, *match.args, **match.kwargs)
    except Http404:  # the view says so, too
        return None


def until(response: HttpResponse, moment: datetime) -> HttpResponse:
    """This page is not to be shown later than then, even if none of its sources changes."""
    response.holds_until = moment.timestamp()  # type: ignore[attr-defined]
    return response
