"""A comment or an essay with its place in the debate: what it answers, what answers it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.articles.positions import relation
from forum.comments import tree
from forum.comments.models import Comment, CommentState
from forum.moderation import powers, rules
from forum.moderation.dossier.parts import (
    EARLIER,
    MANY,
    Button,
    Dossier,
    buttons_on_members,
    entries,
    newest_flags,
    record_of,
)
from forum.moderation.holds import Held, why_held
from forum.moderation.models import Act, Case
from forum.moderation.subject import Seen, Subject, of

# Enough to see what a quarrel is about; the thread itself is a link away.
REPLIES = 3


def _buttons(on_comment: bool) -> list[Button]:
    return [
        Button(Act.APPROVE, _("Approve"), "1"),
        Button(Act.KEEP, _("Keep"), "1"),
        Button(Act.HIDE, _("Hide"), "2", is_main=True),
        Button(Act.REMOVE, _("Remove"), "3"),
        Button(Act.RESTORE, _("Restore"), "4"),
        Button(Act.LOCK, _("Lock the thread") if on_comment else _("Lock the debate"), "5"),
        Button(Act.UNLOCK, _("Open the thread") if on_comment else _("Open the debate"), "5"),
        Button(Act.HOLD, _("Hold"), "6"),
    ]


@dataclass(frozen=True, kw_only=True)
class TextDossier(Dossier):
    """`above`: the comments it stands under: its thread's first, and the one it answers."""

    subject: Subject
    held: Held | None
    above: list[Comment]
    replies: list[Comment]
    reply_count: int  # of a comment up to `MANY` + 1

    @property
    def who(self) -> User | None:
        return self.subject.author

    @property
    def parent(self) -> Comment | None:
        return self.above[-1] if self.above else None

    @property
    def is_cut(self) -> bool:
        """Is there more of the thread between its first comment and the one that is answered?"""
        return len(self.above) == 2 and self.above[1].parent_id != self.above[0].pk

    @property
    def relation(self) -> str:
        """What the comment does to the one it answers."""
        if not (self.parent and self.subject.comment):
            return ""
        return str(relation(self.subject.comment.position, self.parent.position).label)

    @property
    def likely_rule(self) -> int | None:
        """The rule it was held under, else that of its flags."""
        return (self.held.rule if self.held else None) or super().likely_rule

    @property
    def buttons(self) -> list[Button]:
        offered = [] if self.refusal else _buttons(self.subject.comment is not None)
        return [button for button in offered if not self._unfit(Act(button.act))]

    @property
    def member_buttons(self) -> list[Button]:
        return buttons_on_members() if self.who and not self.refusal else []

    def _unfit(self, act: Act) -> str:
        if act in (Act.LOCK, Act.UNLOCK):
            if self.subject.comment:
                return powers.thread_fits(act, self.subject.comment)
            return rules.lock_fits(act, self.subject.article)
        if act == Act.KEEP and not self.waiting:
            return _("No flag waits to be declined.")
        return rules.fits(act, self.subject)


def of_text(thing: Comment | Article, moderator: User, case: Case | None) -> TextDossier:
    subject = of(thing)
    refusal = rules.may_decide(Act.KEEP, moderator, subject)
    seen = Seen.now(subject)
    return TextDossier(
        thing=thing,
        subject=subject,
        case=case,
        moderator=moderator,
        refusal=refusal,
        flags=[] if refusal else newest_flags(subject.rows),
        held=_held(subject),
        above=_above(subject),
        replies=list(_replies(subject)[:REPLIES]),
        reply_count=_reply_count(subject),
        record=record_of(subject.author, _acts_on(subject)),
        history=list(entries().filter(subject.acts)[:EARLIER]),
        seen=seen,
    )


def _acts_on(subject: Subject) -> Q:
    """As `subject.acts`, also where a row names no comment: excluding asks about missing ones."""
    return Q(pk__in=entries().filter(subject.acts).values("pk"))


def _held(subject: Subject) -> Held | None:
    if subject.comment is None or subject.comment.state != CommentState.HELD:
        return None
    return why_held([subject.comment.pk]).get(subject.comment.pk)


def _above(subject: Subject) -> list[Comment]:
    comment = subject.comment
    if comment is None or comment.parent_id is None:
        return []
    rows = Comment.objects.select_related("author", "article", "passage__claim")
    wanted = Q(pk=comment.parent_id) | Q(path=tree.root_of(comment.path))
    return list(rows.filter(wanted, article=subject.article).order_by("depth"))


def _replies(subject: Subject) -> QuerySet[Comment]:
    """What answers the comment; on an essay, its first arguments."""
    if subject.comment:
        # By what it answers alone: with the essay named too, SQLite would read the whole debate.
        replies = subject.comment.replies.filter(state=CommentState.VISIBLE)
    else:
        replies = subject.article.comments.filter(parent=None, state=CommentState.VISIBLE)
    return replies.select_related("author").order_by("id")


def _reply_count(subject: Subject) -> int:
    """The arguments on an essay are kept on its row."""
    if subject.comment:
        return _replies(subject)[: MANY + 1].count()
    article = subject.article
    return article.for_count + article.against_count + article.neutral_count
