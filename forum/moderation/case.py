"""One flagged thing with what a moderator needs to decide: its place, its flags, its author."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.articles.positions import relation
from forum.comments.models import Comment, CommentState
from forum.moderation import rules
from forum.moderation.models import Act, Case, Flag, FlagState, Hold, LogEntry
from forum.moderation.subject import Seen, Subject

# Enough to see what a quarrel is about; the thread itself is a link away.
REPLIES = 3
FLAGS = 50
EARLIER = 5


@dataclass(frozen=True)
class Record:
    """What the author has written on the site, and what moderators did about it, newest first."""

    comments: int
    articles: int
    acts: list[LogEntry]


@dataclass(frozen=True)
class Button:
    """An act as a button, and the key that presses it: the same key in every case."""

    act: Act
    label: str
    key: str


def _buttons() -> list[Button]:
    return [
        Button(Act.KEEP, _("Keep"), "1"),
        Button(Act.HIDE, _("Hide"), "2"),
        Button(Act.REMOVE, _("Remove"), "3"),
        Button(Act.RESTORE, _("Restore"), "4"),
        Button(Act.LOCK, _("Lock the debate"), "5"),
        Button(Act.UNLOCK, _("Open the debate"), "5"),
    ]


@dataclass(frozen=True)
class Dossier:
    """`refusal`: why this moderator may not act on it at all. `taken_by`: who has it open now."""

    subject: Subject
    case: Case | None  # None: nobody waits for a decision on it
    taken_by: User | None
    hold: Hold | None
    flags: list[Flag]
    parent: Comment | None
    replies: list[Comment]
    reply_count: int
    record: Record | None
    history: list[LogEntry]
    seen: Seen
    refusal: str

    @property
    def waiting(self) -> list[Flag]:
        return [flag for flag in self.flags if flag.state == FlagState.WAITING]

    @property
    def buttons(self) -> list[Button]:
        """What this moderator can do here now."""
        if self.refusal:
            return []
        return [b for b in _buttons() if not self._unfit(b.act)]

    def _unfit(self, act: Act) -> str:
        if act in (Act.LOCK, Act.UNLOCK):
            return rules.lock_fits(act, self.subject.article)
        if act == Act.KEEP and not self.waiting:
            return _("No flag waits to be declined.")
        return rules.fits(act, self.subject)

    @property
    def relation(self) -> str:
        """What the comment does to the one it answers."""
        if not (self.parent and self.subject.comment):
            return ""
        return str(relation(self.subject.comment.position, self.parent.position).label)

    @property
    def likely_rule(self) -> int | None:
        """The rule most of the waiting flags name, to begin with."""
        named = [flag.rule_id for flag in self.waiting]
        return max(named, key=named.count) if named else None


def case_of(subject: Subject, moderator: User, case: Case | None) -> Dossier:
    """Gather the case, in a number of queries that does not grow. Who may not act on it sees no
    flags, so nobody reads who flagged them."""
    refusal = rules.may_act(moderator, subject)
    seen = Seen.now(subject)
    replies = _replies(subject)
    return Dossier(
        subject=subject,
        case=case,
        taken_by=case.taken_from(moderator) if case else None,
        hold=_hold(subject),
        flags=[] if refusal else _flags(subject),
        parent=_parent(subject),
        replies=list(replies[:REPLIES]),
        reply_count=replies.count(),
        record=_record(subject.author, subject) if subject.author else None,
        history=list(_log().filter(subject.acts)[:EARLIER]),
        seen=seen,
        refusal=refusal,
    )


def _flags(subject: Subject) -> list[Flag]:
    """The newest flags, in the order they came."""
    flags = Flag.objects.filter(subject.rows).select_related("rule", "flagger")
    return list(reversed(flags.order_by("-id")[:FLAGS]))


def _hold(subject: Subject) -> Hold | None:
    """Why the rules before posting held it, while it waits for that."""
    if subject.comment is None or subject.comment.state != CommentState.HELD:
        return None
    return Hold.objects.filter(comment=subject.comment).order_by("-id").first()


def _parent(subject: Subject) -> Comment | None:
    if subject.comment is None or subject.comment.parent_id is None:
        return None
    rows = Comment.objects.select_related("author", "article", "passage__claim")
    return rows.get(pk=subject.comment.parent_id)


def _replies(subject: Subject) -> QuerySet[Comment]:
    """What answers the comment; on an essay, its first arguments."""
    replies = Comment.objects.filter(article=subject.article, parent=subject.comment)
    return replies.filter(state=CommentState.VISIBLE).select_related("author").order_by("id")


def _record(author: User, subject: Subject) -> Record:
    theirs = Q(comment__author=author) | Q(comment=None, article__author=author)
    acts = _log().filter(theirs, act__in=[Act.HIDE, Act.REMOVE, Act.RESTORE])
    return Record(
        comments=Comment.objects.filter(author=author).exclude(state=CommentState.DELETED).count(),
        articles=Article.objects.published().filter(author=author).count(),
        acts=list(acts.exclude(subject.acts)[:EARLIER]),
    )


def _log() -> QuerySet[LogEntry]:
    return LogEntry.objects.select_related("rule", "moderator")
