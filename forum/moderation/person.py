"""What moderators see of one member: what they wrote, what was done about it and to them, what
holds for them now, and how their own flags fared."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation import powers
from forum.moderation.models import (
    Act,
    Flag,
    FlagState,
    LogEntry,
    Restriction,
    Statement,
)
from forum.moderation.subject import Seen

# Enough to know with whom one deals; the rest is on the profile and in the log.
ACTS = 10
COMMENTS = 10
FLAGS = 10


@dataclass(frozen=True)
class Button:
    """An act as a button. `for_a_time`: it needs an end."""

    act: Act
    label: str
    for_a_time: bool


@dataclass(frozen=True)
class Person:
    """`refusal`: why this moderator may not act on them. Who may not, reads no flags on them."""

    member: User
    office: str
    written: dict[str, int]  # comments by state, and 'essays'
    restrictions: list[Restriction]
    notes: list[LogEntry]
    acts: list[LogEntry]
    comments: list[Comment]
    reports: list[Flag]  # on their profile, those that wait first
    flags: list[Flag]  # that they made, the newest
    fared: dict[str, int]  # those by state
    seen: Seen
    refusal: str

    @property
    def waiting(self) -> list[Flag]:
        return [flag for flag in self.reports if flag.state == FlagState.WAITING]

    @property
    def buttons(self) -> list[Button]:
        """What this moderator can do now."""
        offered = [
            (Act.KEEP, _("Decline the flags"), bool(self.waiting)),
            (Act.NOTE, _("Note"), True),
            (Act.WARN, _("Warn"), True),
            (Act.SILENCE, _("Silence"), True),
            (Act.PREMODERATE, _("Premoderate"), True),
            (Act.SUSPEND, _("Suspend"), True),
            (Act.CLEAR, _("Clear the profile"), self.member.has_profile),
        ]
        return [
            Button(act, label, act in powers.TIMED)
            for act, label, fits in offered
            if fits and not self.refusal
        ]


def person_of(member: User, moderator: User) -> Person:
    """Gather it, in a number of queries that does not grow."""
    refusal = powers.may_act_on(moderator, member)
    return Person(
        member=member,
        office=roles.title(member),
        written=_written(member),
        restrictions=list(_restrictions(member)),
        notes=list(_log().filter(member=member, act=Act.NOTE, undone_by=None)[:ACTS]),
        acts=list(_log().filter(_concerning(member)).exclude(act=Act.NOTE)[:ACTS]),
        comments=_comments(member, moderator),
        reports=[] if refusal else list(_reports(member)),
        flags=list(_flags(member)),
        fared=_fared(member),
        seen=Seen.of_profile(member),
        refusal=refusal,
    )


def _log() -> QuerySet[LogEntry]:
    return LogEntry.objects.select_related("rule", "moderator", "article", "undone_by").defer(
        "article__source", "article__html", "article__contents"
    )


def _concerning(member: User) -> Q:
    """The acts on them or on what they wrote, also those on many comments at once."""
    told = Statement.objects.filter(member=member).values("entry")
    return Q(member=member) | Q(pk__in=told)


def _written(member: User) -> dict[str, int]:
    comments = Comment.objects.filter(author=member)
    by_state = {state.value: Count("id", filter=Q(state=state)) for state in CommentState}
    essays = Article.objects.published().filter(author=member).count()
    return {**comments.aggregate(**by_state), "essays": essays}


def _restrictions(member: User) -> QuerySet[Restriction]:
    active = Restriction.objects.active(timezone.now()).filter(member=member)
    return active.select_related("entry__moderator", "entry__rule").order_by("until")


def _comments(member: User, moderator: User) -> list[Comment]:
    rows = Comment.objects.visible_to(moderator).filter(author=member)
    return list(rows.select_related("article").defer("html").order_by("-id")[:COMMENTS])


def _reports(member: User) -> QuerySet[Flag]:
    flags = Flag.objects.filter(member=member).select_related("rule", "flagger")
    return flags.order_by(F("decision").asc(nulls_first=True), "-id")[:FLAGS]


def _flags(member: User) -> QuerySet[Flag]:
    made = Flag.objects.filter(flagger=member)
    return made.select_related("rule", "comment", "article").order_by("-id")[:FLAGS]


def _fared(member: User) -> dict[str, int]:
    by_state = {state.value: Count("id", filter=Q(state=state)) for state in FlagState}
    return Flag.objects.filter(flagger=member).aggregate(**by_state)
