"""A feed as Atom (RFC 4287), its pages tied together (RFC 5005), replies to what they answer (RFC
4685). Django writes most of it."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from forum.feeds.entries import Entry, Feed

TYPE = "application/atom+xml"
# Characters that no XML may contain, however they are written.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
THREADS = "http://purl.org/syndication/thread/1.0"


def written(feed: Feed) -> bytes:
    made = _Atom(
        title=_clean(feed.title),
        link=feed.home,
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=_clean(feed.author.name) if feed.author else None,
        author_link=feed.author.url if feed.author else None,
        subtitle=_clean(feed.description),
        feed_url=feed.url("atom"),
        feed_guid=feed.id,
        older=feed.older_url("atom"),
        newest=f"{feed.own}.atom",
        updated=feed.updated,
    )
    for entry in feed.entries:
        _add(made, entry)
    return made.writeString("utf-8").encode()


def _add(made: "_Atom", entry: Entry) -> None:
    made.add_item(
        title=_clean(entry.title),
        link=entry.url,
        description=None,  # type: ignore[arg-type]  # the summary, which is text and not HTML
        author_name=_clean(entry.author.name),
        author_link=entry.author.url or None,
        pubdate=entry.published,
        updateddate=entry.updated,
        unique_id=entry.id,
        categories=[_clean(tag) for tag in (*entry.tags, *filter(None, [entry.position]))],
        entry=entry,
    )


def _clean(text: str) -> str:
    return FORBIDDEN.sub("", text)


class _Atom(Atom1Feed):
    """With the whole text, which Django's feed has no place for."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:thr": THREADS}

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        if self.feed["older"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["older"]})
        if self.feed["feed_url"] != self.feed["newest"]:
            handler.addQuickElement("link", "", {"rel": "first", "href": self.feed["newest"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        if entry.summary:
            handler.addQuickElement("summary", _clean(entry.summary), {"type": "text"})
        handler.addQuickElement("content", _clean(entry.html), {"type": "html"})
        if entry.answers:
            answered = {"ref": entry.answers.id, "href": entry.answers.url, "type": "text/html"}
            handler.addQuickElement("thr:in-reply-to", "", answered)
