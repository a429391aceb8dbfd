"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json

from django.conf import settings

from forum.feeds.entries import Answered, Entry, Feed, Person

TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"

type Fields = dict[str, object]


def written(feed: Feed) -> bytes:
    fields: Fields = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url("json"),
        "description": feed.description,
        "language": settings.LANGUAGE_CODE,
        "authors": [_person(feed.author)] if feed.author else [],
        "next_url": feed.older_url("json"),
    }
    items = [_said(_item(entry)) for entry in feed.entries]
    return json.dumps({**_said(fields), "items": items}, ensure_ascii=False).encode()


def _item(entry: Entry) -> Fields:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [_person(entry.author)],
        "tags": list(entry.tags),
        # An extension, as the format allows one under a name with an underscore.
        "_debate": _said({"position": entry.position, "answers": _answered(entry.answers)}),
    }


def _person(person: Person) -> Fields:
    return _said({"name": person.name, "url": person.url})


def _answered(answered: Answered | None) -> Fields:
    if answered is None:
        return {}
    return {
        "id": answered.id,
        "url": answered.url,
        "name": answered.name,
        "relation": answered.relation,
    }


def _said(fields: Fields) -> Fields:
    """Without what there is nothing to say of."""
    return {name: value for name, value in fields.items() if value}
