"""What the dossiers of all kinds of things have: why it waits, the record of whose it is, the acts
on it so far, and the buttons."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.cases import Thing, case_url, key_of, kind_of
from forum.moderation.models import Act, Case, Flag, FlagState, LogEntry, Restriction
from forum.moderation.subject import Seen

FLAGS = 50
MANY = 999  # of a member's comments, or of the replies to one, are counted
EARLIER = 5


@dataclass(frozen=True)
class Record:
    """What a member has written on the site, what moderators did about it and noted, newest first,
    and what holds for them now. `comments` are counted up to `MANY` + 1."""

    comments: int
    articles: int
    acts: list[LogEntry]
    notes: list[LogEntry]
    restrictions: list[Restriction]


@dataclass(frozen=True)
class Button:
    """An act as a button, and the key that presses it: the same key in every case."""

    act: str
    label: str
    key: str
    is_main: bool = False


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """For one moderator. `refusal`: why they may not act on it at all."""

    thing: Thing
    case: Case | None  # None: nobody waits for a decision on it
    moderator: User
    refusal: str
    flags: list[Flag]
    record: Record | None
    history: list[LogEntry]
    seen: Seen

    @property
    def key(self) -> str:
        return key_of(self.thing)

    @property
    def kind(self) -> str:
        return kind_of(self.thing)

    @property
    def url(self) -> str:
        return case_url(self.thing)

    @property
    def who(self) -> User | None:
        """Whose it is."""
        return None

    @property
    def taken_by(self) -> User | None:
        return self.case.taken_from(self.moderator) if self.case else None

    @property
    def is_mine(self) -> bool:
        """Does this moderator have it open now?"""
        return bool(self.case and self.case.claimed_by == self.moderator)

    @property
    def waiting(self) -> list[Flag]:
        return [flag for flag in self.flags if flag.state == FlagState.WAITING]

    @property
    def likely_rule(self) -> int | None:
        """The rule most of the waiting flags name, to begin with."""
        named = [flag.rule_id for flag in self.waiting]
        return max(named, key=named.count) if named else None

    @property
    def buttons(self) -> list[Button]:
        """What this moderator can do with it now."""
        return []

    @property
    def member_buttons(self) -> list[Button]:
        """What this moderator can do about the person it is of."""
        return []


def buttons_on_members() -> list[Button]:
    return [
        Button(Act.WARN, _("Warn"), "7"),
        Button(Act.SILENCE, _("Silence"), "8"),
        Button(Act.SUSPEND, _("Suspend"), "9"),
        Button(Act.NOTE, _("Note"), "0"),
    ]


def newest_flags(rows: Q) -> list[Flag]:
    """The newest flags, in the order they came."""
    flags = Flag.objects.filter(rows).select_related("rule", "flagger")
    return list(reversed(flags.order_by("-id")[:FLAGS]))


def record_of(member: User | None, leave_out: Q) -> Record | None:
    """None for a former member. `leave_out`: the acts that are shown beside it anyway."""
    if member is None:
        return None
    log = entries().filter(Q(member=member) | Q(statements__member=member), undone_by=None)
    taken = [Act.HIDE, Act.REMOVE, Act.RESTORE, Act.WARN, Act.SILENCE, Act.SUSPEND, Act.CLEAR]
    acts = log.filter(act__in=taken).exclude(leave_out).distinct()
    restrictions = Restriction.objects.active(timezone.now()).filter(member=member)
    written = Comment.objects.filter(author=member).exclude(state=CommentState.DELETED)
    return Record(
        comments=written[: MANY + 1].count(),
        articles=Article.objects.published().filter(author=member).count(),
        acts=list(acts[:EARLIER]),
        notes=list(log.filter(act=Act.NOTE).distinct()[:EARLIER]),
        restrictions=list(restrictions.select_related("entry").order_by("until")),
    )


def entries() -> QuerySet[LogEntry]:
    return LogEntry.objects.select_related("rule", "moderator")
