"""The inbox as people read it: 'four replies to …' instead of four lines.

In one line goes what is of one kind and about one thing: all of it that is new, and of the rest
what came on one day. A page looks at a bounded number of notices, however many there are.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.notifications.models import Kind, Notification, NotificationQuerySet

PAGE = 30  # lines
WINDOW = 1_000  # notices looked at for one page; of more in one line only so many are counted
NAMED = 3  # people named in one line

# Notices of which kind go together when they agree in what.
_TOGETHER = {
    Kind.REPLY: "comment__parent_id",
    Kind.MENTION: "article_id",
    Kind.WATCHED: "article_id",
    Kind.COMMENT: "article_id",
    Kind.MOVED: "comment_id",
}


class Row(NamedTuple):
    """What is asked of each notice that a page looks at."""

    id: int
    kind: str
    article_id: int | None
    comment_id: int | None
    comment__parent_id: int | None
    created_at: datetime
    read_at: datetime | None
    actor__name: str | None
    actor__username: str | None

    @property
    def day(self) -> date | None:
        """By which it is grouped; None: it is new."""
        return timezone.localdate(self.created_at) if self.read_at else None

    @property
    def key(self) -> tuple[object, ...]:
        thing = _TOGETHER.get(Kind(self.kind), "id")
        return self.kind, getattr(self, thing), self.day

    @property
    def who(self) -> str:
        return self.actor__name or self.actor__username or ""


@dataclass
class Group:
    """One line. `notice` is the newest in it."""

    day: date | None
    rows: list[Row] = field(default_factory=list)
    notice: Notification = field(default_factory=Notification)
    watch: tuple[str, object] | None = None  # by which one is told: what, and its key in an address

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def is_new(self) -> bool:
        return self.day is None

    @cached_property
    def names(self) -> str:
        """Who did it, the last first."""
        people = list(dict.fromkeys(row.who for row in self.rows if row.who))
        rest = len(people) - NAMED
        shown = ", ".join(people[:NAMED])
        if rest <= 0:
            return shown
        return ngettext("{names} and {n} other", "{names} and {n} others", rest).format(
            names=shown, n=rest
        )

    @property
    def words(self) -> str:
        """What happened so often."""
        n = self.count
        words = {
            Kind.REPLY: ngettext("{n} reply to you", "{n} replies to you", n),
            Kind.MENTION: ngettext("{n} mention of you", "{n} mentions of you", n),
            Kind.WATCHED: ngettext(
                "{n} new argument where you watch", "{n} new arguments where you watch", n
            ),
            Kind.COMMENT: ngettext(
                "{n} new argument on your essay", "{n} new arguments on your essay", n
            ),
            Kind.MOVED: ngettext(
                "{n} reader was moved by what you wrote",
                "{n} readers were moved by what you wrote",
                n,
            ),
        }
        return words[Kind(self.notice.kind)].format(n=n)


class Place(NamedTuple):
    """Where a page begins: before a notice, among those that are new or among the rest."""

    is_new: bool = True
    before: int | None = None

    @classmethod
    def named(cls, text: str) -> "Place":
        """As an address names it ('new-12', 'old-12'); the beginning for anything else."""
        part, _dash, number = text.partition("-")
        if part in ("new", "old") and number.isascii() and number.isdigit():
            return cls(part == "new", int(number[:18]))
        return cls()

    def __str__(self) -> str:
        return f"{'new' if self.is_new else 'old'}-{self.before}"


@dataclass
class Page:
    """`more` is where the next begins, if there is more."""

    groups: list[Group]
    more: Place | None = None

    @property
    def sections(self) -> list[tuple[str, date | None, list[Group]]]:
        """The lines under their headings: what is new, and then each day."""
        found: dict[date | None, list[Group]] = {}
        for group in self.groups:
            found.setdefault(group.day, []).append(group)
        return [("" if day else _("New"), day, groups) for day, groups in found.items()]

    @property
    def newest(self) -> int:
        """The newest notice on it, by id."""
        return max((group.rows[0].id for group in self.groups), default=0)


def page_of(rows: NotificationQuerySet, start: Place) -> Page:
    """A page of these notices, with what they are about. Five queries at the most."""
    page = Page([])
    if start.is_new:
        page = _part(rows.filter(read_at=None), start, PAGE)
    if page.more is None:
        place = Place(is_new=False, before=None if start.is_new else start.before)
        rest = _part(rows.exclude(read_at=None), place, PAGE - len(page.groups))
        page = Page(page.groups + rest.groups, rest.more)
    about = rows.select_related("actor", "article", "comment__article", "comment__parent")
    notices = about.in_bulk([group.rows[0].id for group in page.groups])
    for group in page.groups:
        group.notice = notices[group.rows[0].id]
    return page


def _part(rows: NotificationQuerySet, place: Place, most: int) -> Page:
    """Lines of those that are new, or of the rest."""
    here = rows.filter(id__lt=place.before) if place.before else rows
    window = _rows(here)
    known = _shown(rows, place, window[0]) if place.before and window else set()
    more = Place(place.is_new, window[-1].id) if len(window) == WINDOW else None
    groups: dict[tuple[object, ...], Group] = {}
    left = [row for row in window if row.key not in known]
    for row in left:
        if row.key in groups or len(groups) < most:
            groups.setdefault(row.key, Group(row.day)).rows.append(row)
    first = next((row for row in left if row.key not in groups), None)
    return Page(list(groups.values()), Place(place.is_new, first.id + 1) if first else more)


def _rows(rows: NotificationQuerySet) -> list[Row]:
    return [Row(*row) for row in rows.order_by("-id").values_list(*Row._fields)[:WINDOW]]


def _shown(rows: NotificationQuerySet, place: Place, first: Row) -> set[tuple[object, ...]]:
    """The lines that an earlier page began, and counted to their end: of the new ones any, of the
    rest those of the day on which this page begins."""
    above = rows.filter(id__gte=place.before)
    if first.day:
        midnight = timezone.make_aware(datetime.combine(first.day, time.min))
        above = above.filter(created_at__gte=midnight, created_at__lt=midnight + timedelta(days=1))
    return {row.key for row in _rows(above)}


def together(rows: NotificationQuerySet, notice: Notification) -> NotificationQuerySet:
    """Those of these notices that stand in one line with this one, as long as they are new."""
    thing = _TOGETHER.get(Kind(notice.kind))
    if thing is None:
        return rows.filter(pk=notice.pk)
    value = notice.comment and notice.comment.parent_id if "__" in thing else None
    value = value or getattr(notice, thing, None)
    return rows.filter(kind=notice.kind, id__lte=notice.pk, **{thing: value})
