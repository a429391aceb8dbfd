"""Reading feeds as other programs do: found by the page's link, parsed by feedparser, and held to
the rules of their formats."""

import json
import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import feedparser
from django.http import HttpResponse
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
TAG_URI = re.compile(r"tag:[a-z.]+,\d{4}(-\d\d-\d\d)?:[\w/-]+")
TYPES = {"atom": "application/atom+xml", "json": "application/feed+json"}


class _Head(HTMLParser):
    """Collects the elements of one name."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.found: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == self.name:
            self.found.append({name: value or "" for name, value in attrs})


def elements(page: HttpResponse, name: str) -> list[dict[str, str]]:
    reader = _Head(name)
    reader.feed(page.content.decode())
    return reader.found


def links_of(page: HttpResponse, rel: str) -> list[dict[str, str]]:
    """The page's links of one kind."""
    return [link for link in elements(page, "link") if link.get("rel") == rel]


def metas(page: HttpResponse) -> dict[str, str]:
    """What the page's head says of it, for whom nothing is said twice."""
    said = [meta for meta in elements(page, "meta") if "content" in meta]
    return {meta.get("property") or meta.get("name", ""): meta["content"] for meta in said}


def feed_of(client: Client, page: str, form: str) -> HttpResponse:
    """The feed that a page leads programs to."""
    offered = [
        link for link in links_of(client.get(page), "alternate") if link["type"] == TYPES[form]
    ]
    assert len(offered) == 1, offered
    assert offered[0]["title"]
    answer = client.get(offered[0]["href"])
    assert answer.headers["Content-Type"] == f"{TYPES[form]}; charset=utf-8"
    return answer


def atom(answer: HttpResponse) -> Any:
    """What feedparser makes of an Atom feed, once its rules are kept (RFC 4287, 4.1)."""
    hold_to_rfc(answer.content)
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def hold_to_rfc(body: bytes) -> None:
    feed = ElementTree.fromstring(body)
    entries = feed.findall(f"{ATOM}entry")
    for each in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1, name
        assert TAG_URI.fullmatch(each.findtext(f"{ATOM}id") or "")
        assert datetime.fromisoformat(each.findtext(f"{ATOM}updated") or "").tzinfo
        alternates = [
            link for link in each.findall(f"{ATOM}link") if link.get("rel") == "alternate"
        ]
        assert len(alternates) == 1
        assert alternates[0].get("href", "").startswith("http://testserver/")
    assert [link.get("rel") for link in feed.findall(f"{ATOM}link")].count("self") == 1
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len({*ids}) == len(ids)
    for entry in entries:
        assert len(entry.findall(f"{ATOM}author")) == 1
        assert entry.findtext(f"{ATOM}author/{ATOM}name")
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "html"


def json_feed(answer: HttpResponse) -> dict[str, Any]:
    """A JSON feed, once its rules are kept (https://www.jsonfeed.org/version/1.1/)."""
    feed: dict[str, Any] = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    for name in ("home_page_url", "feed_url"):
        assert feed[name].startswith("http://testserver/")
    for item in feed["items"]:
        assert TAG_URI.fullmatch(item["id"])
        assert item["url"].startswith("http://testserver/")
        assert item["content_html"]
        assert all(author["name"] for author in item["authors"])
        for name in ("date_published", "date_modified"):
            assert datetime.fromisoformat(item[name]).tzinfo
    return feed
