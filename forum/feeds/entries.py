"""What a feed says, whatever form it is sent in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from django.conf import settings

# A feed that has no entries yet was last changed then: the time must be the same for all who ask.
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """Somebody by name, with their page; '' for who has none any more."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Answered:
    """What a comment answers."""

    id: str
    url: str
    name: str  # of who wrote it
    relation: str  # 'rebuts', as in `positions.Relation`


@dataclass(frozen=True)
class Entry:
    """An essay or a comment, with addresses that hold outside the site."""

    id: str
    url: str
    title: str
    author: Person
    html: str
    published: datetime
    updated: datetime
    summary: str = ""
    tags: Sequence[str] = ()
    position: str = ""
    answers: Answered | None = None


@dataclass(frozen=True)
class Feed:
    """A page of entries, the newest first. `own` is the feed's address in either form but for the
    form's name; `older` what to ask for to go on from here, '' at the end."""

    id: str
    title: str
    description: str
    home: str
    own: str
    entries: Sequence[Entry] = ()
    author: Person | None = None
    begun: datetime = field(default=BEGUN)
    before: str = ""
    older: str = ""

    @property
    def updated(self) -> datetime:
        return max([entry.updated for entry in self.entries], default=self.begun)

    def url(self, form: str) -> str:
        """The address of this page of it."""
        return f"{self.own}.{form}" + (f"?before={self.before}" if self.before else "")

    def older_url(self, form: str) -> str:
        return f"{self.own}.{form}?before={self.older}" if self.older else ""


def absolute(path: str) -> str:
    return settings.SITE_URL + path


def tag_id(name: str, day: date | None = None) -> str:
    """A name in the world for something of ours, which stays when addresses change (RFC 4151). The
    day is one on which the site had its host's name; the year when it was first written else."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"tag:{host},{day.isoformat() if day else BEGUN.year}:{name}"
