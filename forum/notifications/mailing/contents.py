"""What a letter tells: what everyone may read at this moment, in a bounded number of lines."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from forum.notifications.mailing.models import Letter, Mail
from forum.notifications.models import (
    ALWAYS_TOLD,
    Kind,
    Leave,
    Notification,
    NotificationQuerySet,
    Preference,
)

EACH = 3  # told of one kind on one side of one essay: enough to see what it is about
MOST = 30  # told in one mail: a screen or three; the rest is a number and a link

ALIKE = [F("kind"), F("article_id"), F("comment__position")]
# What an inbox and a list of subjects do not need of an essay and a comment.
LONG = ("article__source", "article__html", "article__contents", "comment__source")


# A `Notification` that knows of how many `alike` and `of_kind` it is one.
type Told = Any


@dataclass(frozen=True)
class Group:
    """What was told of one kind about one essay: some of it, and how much there is of each side."""

    notices: list[Told]

    @property
    def kind(self) -> str:
        return self.notices[0].kind

    @property
    def about(self) -> models.Model | None:
        return self.notices[0].article

    @cached_property
    def sides(self) -> dict[str, int]:
        """How many there are of each position, by its name; '' is of what has none."""
        return {
            notice.comment.get_position_display() if notice.comment else "": notice.alike
            for notice in self.notices
        }

    @property
    def total(self) -> int:
        return sum(self.sides.values())

    @property
    def more(self) -> int:
        return self.total - len(self.notices)


@dataclass(frozen=True)
class Contents:
    """All that a letter tells, the most personal first."""

    notices: list[Told]

    @cached_property
    def groups(self) -> list[Group]:
        told = sorted(self.notices, key=lambda each: (_rank(each.kind), each.article_id or 0))
        alike = groupby(told, key=lambda each: (each.kind, each.article_id))
        return [Group(sorted(some, key=_side)) for _alike, some in alike]

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many there are of each kind, shown or not."""
        ranked = sorted(self.notices, key=lambda each: _rank(each.kind))
        return Counter({each.kind: each.of_kind for each in ranked})

    @property
    def only(self) -> Told | None:
        """The one thing that is told, if it is one."""
        return self.notices[0] if self.kinds.total() == 1 else None

    @property
    def debate(self) -> models.Model | None:
        """The one essay that all is about, if it is one."""
        debates = {notice.article_id for notice in self.notices}
        return self.notices[0].article if len(debates) == 1 else None

    @property
    def more(self) -> int:
        """How much is told of by none of the groups."""
        return self.kinds.total() - sum(group.total for group in self.groups)


def _rank(kind: str) -> int:
    """`Kind` names what was said to a member first, and what an office did last."""
    return Kind.values.index(kind)


def _side(notice: Told) -> tuple[int, int]:
    """For, against and neutral are told in the order in which the site names them."""
    if not notice.comment:
        return 0, notice.pk
    sides = dict(notice.comment._meta.get_field("position").flatchoices)
    return list(sides).index(notice.comment.position), notice.pk


def contents(letter: Letter) -> Contents:
    """Two lines of each sort come before the third of any, so that no sort hides another."""
    place = Window(RowNumber(), partition_by=ALIKE, order_by="id")
    ranks = [models.When(kind=kind, then=models.Value(_rank(kind))) for kind in Kind.values]
    rows = may_be_told(letter).annotate(
        place=place,
        alike=Window(Count("*"), partition_by=ALIKE),
        of_kind=Window(Count("*"), partition_by=[F("kind")]),
        rank=models.Case(*ranks, output_field=models.IntegerField()),
    )
    shown = rows.filter(place__lte=EACH).select_related("actor", "article__author", "comment")
    return Contents(list(shown.defer(*LONG).order_by("place", "rank", "id")[:MOST]))


def may_be_told(letter: Letter) -> NotificationQuerySet:
    """What the member may see and has not read, in no debate they left, of no kind they meanwhile
    want no mail of; and not what only its author and moderators may read: a mail is a copy that
    nobody can hide any more."""
    return Notification.objects.visible_to(letter.member).filter(
        Q(kind__in=ALWAYS_TOLD) | (_is_public("article") & _is_public("comment") & ~_is_left()),
        ~Exists(_preferences(letter).filter(mail=Mail.NEVER)),
        letter=letter,
        read_at=None,
    )


def _is_public(name: str) -> Q:
    """Fetched by name, as in `NotificationQuerySet.visible_to`: both lie above notices."""
    app = {"article": "articles.Article", "comment": "comments.Comment"}[name]
    public = apps.get_model(app).objects.visible_to(None).filter(pk=OuterRef(name))
    return Q(**{name: None}) | Q(Exists(public))


def _is_left() -> Q:
    return Q(
        Exists(Leave.objects.filter(member=OuterRef("recipient"), article=OuterRef("article")))
    )


def _preferences(letter: Letter) -> models.QuerySet[Preference]:
    return Preference.objects.filter(member=letter.member, kind=OuterRef("kind"))
