"""Sending the sitemap (https://www.sitemaps.org/protocol.html) and robots.txt (RFC 9309)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from forum.feeds.sources import of_essays
from forum.pages.sources import made_from
from forum.sitemap import sections
from forum.sitemap.sections import Place

FORMAT = "http://www.sitemaps.org/schemas/sitemap/0.9"
# Where there is nothing to read: forms, and what is a member's own.
CLOSED = ("/accounts/", "/admin/", "/articles/new/", "/bookmarks/", "/members/me/", "/notices/")


@made_from(of_essays)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The list of the sitemap's parts."""
    parts = [
        reverse("sitemap:site"),
        *(reverse("sitemap:part", args=[n]) for n in sections.numbers()),
    ]
    return _sent("sitemapindex", "sitemap", [Place(settings.SITE_URL + part) for part in parts])


@made_from(of_essays)
@require_safe
def site(request: HttpRequest) -> HttpResponse:
    return _sent("urlset", "url", sections.of_site())


@made_from(of_essays)
@require_safe
def part(request: HttpRequest, number: int) -> HttpResponse:
    """A range of essays. Raises Http404 for one that has none to show."""
    if number not in sections.numbers():
        raise Http404
    return _sent("urlset", "url", sections.of_essays(number))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap:index')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _sent(root: str, each: str, places: Iterable[Place]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{root} xmlns="{FORMAT}">']
    lines += [f"<{each}>{_told(place)}</{each}>" for place in places]
    return HttpResponse("\n".join([*lines, f"</{root}>\n"]), content_type="application/xml")


def _told(place: Place) -> str:
    changed = (
        f"<lastmod>{place.changed.isoformat(timespec='seconds')}</lastmod>" if place.changed else ""
    )
    return f"<loc>{escape(place.url)}</loc>{changed}"
