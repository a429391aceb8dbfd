"""What happened to the arguments For and Against that were written in a time: the balance's counts.

An argument was taken down if it was hidden or removed at any moment, or is held and not approved.
It was put back if it is public again after that, whoever saw the mistake. Arguments of one member
are not independent of one another (one flood of advertising makes hundreds), so the members are
counted as well.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, QuerySet

from forum.articles.positions import Position
from forum.comments.models import Comment, CommentState
from forum.moderation.balance import Comparison, Share
from forum.moderation.models import Case, Change, Hold

SIDES = (Position.FOR, Position.AGAINST)
DOWN = (CommentState.HIDDEN, CommentState.REMOVED)


@dataclass
class Story:
    """What moderation did to one argument."""

    author: int | None
    is_held: bool = False  # at some time
    is_waiting: bool = False  # held now
    is_down: bool = False  # hidden or removed at some time
    is_back: bool = False  # and public again after that


@dataclass
class Side:
    """The arguments on one side: all of them, those who wrote them, and what happened to some."""

    arguments: int = 0
    members: int = 0
    stories: dict[int, Story] = field(default_factory=dict)

    def story(self, comment: int, author: int | None) -> Story:
        return self.stories.setdefault(comment, Story(author))

    @property
    def taken(self) -> Share:
        return Share(sum(self._taken()), self.arguments)

    @property
    def back(self) -> Share:
        down = [story for story in self.stories.values() if story.is_down]
        return Share(sum(story.is_back for story in down), len(down))

    @property
    def held(self) -> Share:
        return Share(sum(story.is_held for story in self.stories.values()), self.arguments)

    @property
    def members_taken(self) -> Share:
        found = {s.author for s in self.stories.values() if s.is_down or s.is_waiting}
        return Share(len(found - {None}), self.members)

    def _taken(self) -> Iterable[bool]:
        return (story.is_down or story.is_waiting for story in self.stories.values())


@dataclass(frozen=True)
class Sides:
    """The comparisons of the page."""

    taken: Comparison
    members: Comparison
    back: Comparison
    held: Comparison


def sides(since: datetime) -> Sides:
    """Of arguments written since then. In four queries; what is kept grows with the acts only."""
    found = {position: Side() for position in SIDES}
    _follow_changes(found, since)
    _follow_holds(found, since)
    _count_all(found, since)  # at last: what is written meanwhile may only add to the wholes
    pro, contra = found[Position.FOR], found[Position.AGAINST]
    return Sides(
        Comparison(pro.taken, contra.taken),
        Comparison(pro.members_taken, contra.members_taken),
        Comparison(pro.back, contra.back),
        Comparison(pro.held, contra.held),
    )


def _count_all(found: dict[Position, Side], since: datetime) -> None:
    written = Comment.objects.filter(created_at__gte=since, position__in=SIDES).order_by()
    rows = written.values_list("position").annotate(Count("id"), Count("author", distinct=True))
    for position, arguments, members in rows:
        side = found[Position(position)]
        side.arguments, side.members = arguments, members


def _follow_changes(found: dict[Position, Side], since: datetime) -> None:
    """Play what acts did to each argument, in their order."""
    changes = Change.objects.order_by("entry_id")
    for comment, position, author, after in _of(changes, since, "after"):
        story = found[Position(position)].story(comment, author)
        story.is_held |= after == CommentState.HELD
        story.is_down |= after in DOWN
        story.is_back = story.is_down and after == CommentState.VISIBLE


def _follow_holds(found: dict[Position, Side], since: datetime) -> None:
    """What was held before it was posted, and what is held now (each such argument has a case)."""
    for comment, position, author, _id in _of(Hold.objects.all(), since, "id"):
        found[Position(position)].story(comment, author).is_held = True
    waiting = Case.objects.filter(comment__state=CommentState.HELD)
    for comment, position, author, _id in _of(waiting, since, "id"):
        story = found[Position(position)].story(comment, author)
        story.is_held = story.is_waiting = True


def _of(
    rows: QuerySet[Change] | QuerySet[Hold] | QuerySet[Case], since: datetime, what: str
) -> Iterable[tuple[int, str, int | None, str]]:
    about = rows.filter(comment__created_at__gte=since, comment__position__in=SIDES)
    fields = ("comment_id", "comment__position", "comment__author_id", what)
    return about.values_list(*fields).iterator()
