"""The guard of the pages that are kept: none may differ from the page that would be made now.

It stands in the place of the site's own middleware in every test. Whenever a page is served from
those kept, and once more at the end of the test, it is also made anew, and must be the same to the
byte. An act that forgets to touch what it changes fails here.
"""

import gzip
import time
from io import BytesIO

import brotli
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse

from forum.pages import versions
from forum.pages.kept import Address, Page, shelf
from forum.pages.middleware import KeptPages
from forum.pages.versions import Numbers

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}

_made: list[tuple["GuardedPages", HttpRequest, Address]] = []  # in this test


class GuardedPages(KeptPages):
    def make(self, request: HttpRequest, address: Address, numbers: Numbers) -> HttpResponse:
        response = super().make(request, address, numbers)
        if address in shelf.waiting or address in shelf.wanted:
            _made.append((self, _again(request), address))
        return response

    def answer(self, request: HttpRequest, page: Page) -> HttpResponse:
        self.compare(request, page)
        return super().answer(request, page)

    def compare(self, request: HttpRequest, page: Page) -> None:
        """Make the page as if none were kept, and find it the same."""
        now = self.get_response(_again(request))
        if page.until and page.until <= time.time():  # it ended meanwhile
            return
        kept, made = plain(page).decode(), now.content.decode()
        assert kept == made, (
            f"{request.get_full_path()} is not as it was kept:\n{_apart(kept, made)}"
        )


def check_all() -> int:
    """Compare every page that would still be served; says how many."""
    checked = 0
    for guard, request, address in _made:
        page = shelf.get(address, guard.room)
        if page and versions.numbers(page.made_from) == page.made_from:
            guard.compare(request, page)
            checked += 1
    return checked


def forget() -> None:
    """Keep nothing of what was made. The next test's database begins with the same numbers; and
    what a test writes past the actions touches nothing."""
    _made.clear()
    shelf.clear()


def plain(page: Page) -> bytes:
    coding = dict(page.headers).get("Content-Encoding", "")
    return UNPACK[coding](page.body)


def _again(request: HttpRequest) -> WSGIRequest:
    """The same request, of which nobody has fetched anything yet."""
    unread = {"wsgi.input", "HTTP_IF_NONE_MATCH"}
    environ = {name: value for name, value in request.META.items() if name not in unread}
    path = request.path_info.encode().decode("latin-1")  # as a server hands it over
    return WSGIRequest({**environ, "PATH_INFO": path, "wsgi.input": BytesIO()})


def _apart(kept: str, made: str) -> str:
    """The first place where they differ, with the words around it."""
    at = next((n for n, pair in enumerate(zip(kept, made, strict=False)) if pair[0] != pair[1]), 0)
    return f"kept: {kept[max(at - 200, 0) : at + 200]}\nmade: {made[max(at - 200, 0) : at + 200]}"
