"""The site's door: visitors get a page that is kept before any layer of the site is asked.

Most requests of a busy day are for such a page, and Django's way to it takes five times as long as
the question whether it still holds.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections

from forum.ops import watching
from forum.pages.kept import Page
from forum.pages.middleware import ANSWERED, LOOKED, address_of, fresh, has, is_visitor
from forum.replica.middleware import place_for
from forum.replica.reading import reading_from

if TYPE_CHECKING:
    from _typeshed import OptExcInfo
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OF_A_BODY = {"Content-Length", "Content-Type", "Content-Encoding"}


class Door:
    """A WSGI application around the site's. A page goes out as it did when all the layers of the
    site were asked, with the headers that they gave it then; only the request's id is its own.
    Whoever is not known to be a visitor, for whom a page is kept, is sent in."""

    def __init__(self, site: "WSGIApplication") -> None:
        self.site = site
        self.room = settings.KEEP_PAGES * 1024 * 1024

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        return self._kept(environ, start) or self.site(environ, _noting(environ, start))

    def _kept(self, environ: "WSGIEnvironment", start: "StartResponse") -> list[bytes] | None:
        """The answer, if a page is kept that may be sent as it is."""
        request = WSGIRequest(environ)
        if not self.room or not is_visitor(request):
            return None
        close_old_connections()
        with watching.Watch(request) as watch:
            page = self._page(request)
            if page is None or not (headers := page.sent):
                return None
            status, body = HTTPStatus.OK, page.body
            if has(request, page.tag):
                status, body = HTTPStatus.NOT_MODIFIED, b""
                headers = [each for each in headers if each[0] not in OF_A_BODY]
            watch.tell(status)
        start(f"{status.value} {status.phrase}", [*headers, (watching.ID, watch.name)])
        return [b"" if request.method == "HEAD" else body]

    def _page(self, request: WSGIRequest) -> Page | None:
        with reading_from(place_for(request)):
            page = fresh(address_of(request), self.room)
        if page is None:
            request.META[LOOKED] = True
        return page


def _noting(environ: "WSGIEnvironment", start: "StartResponse") -> "StartResponse":
    """Note with which headers a kept page leaves the site."""

    def started(
        status: str, headers: list[tuple[str, str]], error: "OptExcInfo | None" = None, /
    ) -> Callable[[bytes], object]:
        page: Page | None = environ.get(ANSWERED)
        named = dict(headers)
        is_as_kept = page and named.get("Content-Length") == str(len(page.body))
        if page and is_as_kept and status.startswith("200") and "Set-Cookie" not in named:
            page.sent[:] = [each for each in headers if each[0] != watching.ID]
        return start(status, headers, error)

    return started
