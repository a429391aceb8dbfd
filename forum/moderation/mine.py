"""Everything that was done to one member and why: what holds now, what waits, what was decided."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from forum.comments.models import Comment, CommentState
from forum.moderation import statements
from forum.moderation.models import Hold, Restriction, Statement

PAGE_SIZE = 20
WAITING_MAX = 20  # a flood of held comments is told of by its newest

# What a sentence about an act is made of.
ENTRY = (
    "entry__article",
    "entry__moderator",
    "entry__rule",
    "entry__wording",
    "entry__undoes__article",
    "entry__undone_by",
    "entry__appeal_decided__statement__entry__article",
)


@dataclass(frozen=True)
class Line:
    """One statement in the list."""

    statement: Statement

    @property
    def what(self) -> str:
        return statements.what(self.statement.entry, self.statement.count)

    @property
    def rule(self) -> str:
        return statements.rule(self.statement.entry)


@dataclass(frozen=True)
class Mine:
    holding: list[Restriction]
    waiting: list[Comment]
    lines: list[Line]
    before: int  # the id to go on from, 0 at the end


def of(member: User, before: int = 0) -> Mine:
    """The newest statements older than `before`, in a fixed number of queries; what holds and what
    waits is on the first page."""
    found = list(_statements(member, before)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Mine(
        holding=[] if before else list(_holding(member)),
        waiting=[] if before else list(_waiting(member)[:WAITING_MAX]),
        lines=[Line(statement) for statement in shown],
        before=shown[-1].pk if len(found) > PAGE_SIZE else 0,
    )


def _statements(member: User, before: int) -> QuerySet[Statement]:
    rows = Statement.objects.filter(member=member).select_related(*ENTRY, "appeal")
    if before:
        rows = rows.filter(id__lt=before)
    return rows.order_by("-id")


def _holding(member: User) -> QuerySet[Restriction]:
    """What was put on them, or by somebody else on debates of theirs."""
    theirs = Q(member=member) | (Q(article__author=member) & ~Q(entry__moderator=member))
    rows = Restriction.objects.active(timezone.now()).filter(theirs)
    own = Prefetch("entry__statements", Statement.objects.filter(member=member), to_attr="own")
    return rows.select_related("entry__rule", "article").prefetch_related(own).order_by("until")


def _waiting(member: User) -> QuerySet[Comment]:
    """Their comments that wait for a moderator, with why."""
    held = Comment.objects.filter(author=member, state=CommentState.HELD)
    holds = Prefetch("holds", Hold.objects.order_by("-id"))
    return held.select_related("article").prefetch_related(holds).order_by("-id")
