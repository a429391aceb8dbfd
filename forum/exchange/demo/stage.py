"""What the parts of the demo's story share: who is there, what was made, and when it happened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.db import models

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.exchange.demo.content import Argument, Concession, Debate, Essay, Measure, ModeratorAct
from forum.moderation.models import Appeal, LogEntry

MORNING = (6, 10)  # hours, UTC
DEMO_SEED = 20  # any number: the same one makes the same ratings every time


class Event(NamedTuple):
    """One thing that somebody did. The story is played in the order of time."""

    at: datetime
    act: Callable[[], None]


class Moments:
    """When things happened. Actions stamp the present, so this is written after all of them."""

    def __init__(self) -> None:
        self._fields: dict[models.Model, dict[str, datetime]] = {}

    def set(self, row: models.Model, **fields: datetime) -> None:
        self._fields.setdefault(row, {}).update(fields)

    def has(self, row: models.Model) -> bool:
        return row in self._fields

    def write(self) -> None:
        for row, fields in self._fields.items():
            type(row)._base_manager.filter(pk=row.pk).update(**fields)


@dataclass
class Stage:
    now: datetime
    essays: dict[str, Essay]
    members: dict[str, User] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    comments: dict[Argument, Comment] = field(default_factory=dict)
    entries: dict[str, LogEntry] = field(default_factory=dict)  # measures, by their names
    appeals: dict[str, Appeal] = field(default_factory=dict)
    moments: Moments = field(default_factory=Moments)

    def published_at(self, slug: str) -> datetime:
        """At an hour of its own in a morning, so that the debate is held by day."""
        day = self.now - timedelta(days=self.essays[slug].days_ago)
        hour = Random(f"{DEMO_SEED} {slug}").uniform(*MORNING)
        midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
        morning = midnight + timedelta(hours=hour)
        return morning if morning <= day else morning - timedelta(days=1)

    def time_of(
        self, debate: Debate, told: Argument | Concession | ModeratorAct | Measure
    ) -> datetime:
        if ago := getattr(told, "ago", None):
            return self.now - ago
        return self.published_at(debate.article) + told.after
