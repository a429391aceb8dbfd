"""Serving visitors the pages that are kept, and keeping those that are made for them."""

import time
from collections.abc import Callable
from hashlib import blake2b
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from forum.pages import versions
from forum.pages.kept import Address, Page, shelf
from forum.pages.packing import coding_of, packed
from forum.pages.sources import sources_of
from forum.pages.versions import Numbers

SAID = CookieStorage.cookie_name  # a message that the next page shows
ANSWERED = "counterpoint.page"  # in a request's META: the kept page that it was answered with
LOOKED = "counterpoint.looked"  # and that the shelf was looked at before any layer of the site
VARY = ["Accept-Encoding", "Cookie", "HX-Request"]


class KeptPages:
    """Answers visitors from the pages that this process keeps, after one query: whether anything
    they show has changed. Whoever has a session gets their own page, made for them.

    Above everything that a page of ours passes through, so that what is kept is what was sent.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.KEEP_PAGES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.room = settings.KEEP_PAGES * 1024 * 1024

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_visitor(request):
            return self.private(request)
        request.get_host()  # raises DisallowedHost for one that is none of ours
        address = address_of(request)
        if LOOKED not in request.META and (kept := fresh(address, self.room)):
            return self.from_shelf(request, kept)
        try:
            numbers = sources_of(request)
        except DatabaseError:  # said by the view, which meets it too
            numbers = None
        if numbers is None:
            return self.private(request)
        if has(request, tag := _tag(address, numbers)):
            return _not_modified(tag)
        with shelf.making(address):
            made = shelf.get(address, self.room)  # by another thread meanwhile
            if made and made.made_from == numbers and not is_over(made):
                return self.from_shelf(request, made)
            return self.make(request, address, numbers)

    def make(self, request: HttpRequest, address: Address, numbers: Numbers) -> HttpResponse:
        """The page made anew, and kept if it is one for everybody."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.OK or response.cookies or response.streaming:
            return _private(response)
        until = getattr(response, "holds_until", None)
        # A page that time changes too is another at each time, though its numbers are the same.
        tag = _tag(address, numbers, until)
        headers = {"ETag": tag, "Cache-Control": settings.KEPT_PAGES_CONTROL}
        for name, value in headers.items():
            response.headers[name] = value
        patch_vary_headers(response, VARY)
        body = packed(response.content, address.coding)
        response.headers["Content-Length"] = str(len(body))
        if address.coding:
            response.headers["Content-Encoding"] = address.coding
        page = Page(numbers, tag, tuple(response.items()), body, until)
        shelf.put(address, page, self.room)
        return self.answer(request, page)

    def answer(self, request: HttpRequest, page: Page) -> HttpResponse:
        request.META[ANSWERED] = page
        body = b"" if request.method == "HEAD" else page.body
        return HttpResponse(body, headers=page.headers)

    def private(self, request: HttpRequest) -> HttpResponse:
        """A page for one person, which no cache on the way may keep."""
        return _private(self.get_response(request))

    def from_shelf(self, request: HttpRequest, page: Page) -> HttpResponse:
        if has(request, page.tag):
            return _not_modified(page.tag)
        return self.answer(request, page)


def fresh(address: Address, room: int) -> Page | None:
    """The page kept for this address, if it still holds: one query."""
    page = shelf.get(address, room)
    if page is None or is_over(page):
        return None
    try:
        numbers = versions.numbers(page.made_from)
    except DatabaseError:
        return None
    return page if numbers == page.made_from else None


def is_over(page: Page) -> bool:
    return page.until is not None and page.until <= time.time()


def is_visitor(request: HttpRequest) -> bool:
    """Does someone only look, whom we know nothing of and have nothing to say to?"""
    if request.method not in ("GET", "HEAD"):
        return False
    if "HTTP_COOKIE" not in request.META:
        return True
    return request.COOKIES.keys().isdisjoint((settings.SESSION_COOKIE_NAME, SAID))


def address_of(request: HttpRequest) -> Address:
    """With the host as it was sent: a page is kept only for those that are ours."""
    return Address(
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        request.path_info,
        request.META.get("QUERY_STRING", ""),
        request.META.get("HTTP_HX_REQUEST") == "true",
        coding_of(request),
    )


def _tag(address: Address, numbers: Numbers, until: float | None = None) -> str:
    """The page's ETag. It says that two pages have the same meaning, not the same bytes (`W/`):
    the compressed and the plain one have one tag."""
    meaning = repr((address.is_piece, sorted(numbers.items()), until)).encode()
    return f'W/"{blake2b(meaning, digest_size=12).hexdigest()}"'


def has(request: HttpRequest, tag: str) -> bool:
    sent = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(sent) and tag in parse_etags(sent)


def _not_modified(tag: str) -> HttpResponse:
    answer = HttpResponseNotModified()
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = settings.KEPT_PAGES_CONTROL
    answer.headers["Vary"] = ", ".join(VARY)
    return answer


def _private(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
