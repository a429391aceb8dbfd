"""A moderator acts on a comment or an essay: one transaction, one log entry, flags settled."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db import transaction

from accounts.models import User
from forum.articles.actions.state import set_state as set_article_state
from forum.articles.models import Article, ArticleState
from forum.comments.actions.state import set_state as set_comment_state
from forum.comments.actions.telling import announce
from forum.comments.models import Comment, CommentState
from forum.moderation import rules, subject
from forum.moderation.actions.record import (
    Decision,
    keep_changes,
    record,
    refuse_if_changed,
    settle,
    state_reasons,
)
from forum.moderation.models import Act, FlagState, LogEntry, Rule
from forum.moderation.subject import Seen, Subject
from forum.refusals import refuse_if


@dataclass(frozen=True)
class Outcome:
    """What an act makes of a comment, of an essay, and of the flags on it. None: leave it."""

    comment: CommentState | None
    article: ArticleState | None
    flags: FlagState | None


OUTCOMES = {
    Act.KEEP: Outcome(None, None, FlagState.DECLINED),
    Act.APPROVE: Outcome(CommentState.VISIBLE, None, FlagState.DECLINED),
    # To hold is no decision: the flags wait for one, with the comment.
    Act.HOLD: Outcome(CommentState.HELD, None, None),
    Act.HIDE: Outcome(CommentState.HIDDEN, ArticleState.HIDDEN, FlagState.UPHELD),
    Act.REMOVE: Outcome(CommentState.REMOVED, None, FlagState.UPHELD),
    Act.RESTORE: Outcome(CommentState.VISIBLE, ArticleState.PUBLISHED, FlagState.DECLINED),
}


def keep(
    moderator: User,
    thing: Comment | Article,
    rule: Rule | None,
    reason: str,
    seen: Seen | None = None,
) -> LogEntry:
    """It breaks no rule: decline the flags that the moderator saw; later ones go on waiting."""
    return act(Act.KEEP, thing, Decision(moderator, rule, reason, seen))


def approve(
    moderator: User, comment: Comment, rule: Rule | None, reason: str, seen: Seen | None = None
) -> LogEntry:
    """Let a held comment go public; whom it answers is told of it now."""
    return act(Act.APPROVE, comment, Decision(moderator, rule, reason, seen))


def hold(
    moderator: User, comment: Comment, rule: Rule | None, reason: str, seen: Seen | None = None
) -> LogEntry:
    """Take a comment out of sight until a moderator has decided. The essay's author may do it in
    their own debate."""
    return act(Act.HOLD, comment, Decision(moderator, rule, reason, seen))


def hide(
    moderator: User,
    thing: Comment | Article,
    rule: Rule | None,
    reason: str,
    seen: Seen | None = None,
) -> LogEntry:
    """Leave a stub; the author and moderators can still read it."""
    return act(Act.HIDE, thing, Decision(moderator, rule, reason, seen))


def remove(
    moderator: User, comment: Comment, rule: Rule | None, reason: str, seen: Seen | None = None
) -> LogEntry:
    """Leave a stub; only moderators can still read it."""
    return act(Act.REMOVE, comment, Decision(moderator, rule, reason, seen))


def restore(
    moderator: User,
    thing: Comment | Article,
    rule: Rule | None,
    reason: str,
    seen: Seen | None = None,
) -> LogEntry:
    """Put back what was hidden or removed."""
    return act(Act.RESTORE, thing, Decision(moderator, rule, reason, seen))


@transaction.atomic
def act(kind: Act, thing: Comment | Article, decision: Decision) -> LogEntry:
    """Do it. Raises Refused: 403 for who may not act on this, 400 without a rule or a reason, 409
    when somebody decided about it after what the decision was based on, or it leads nowhere.

    Without a moderator software decides, and whoever calls says that it may.
    """
    refuse_if(rules.is_decision(kind), HTTPStatus.BAD_REQUEST)
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    about = _lock(thing)
    if decision.moderator is not None:
        refuse_if(rules.may_decide(kind, decision.moderator, about))
    refuse_if_changed(about, decision.seen)
    refuse_if(rules.fits(kind, about), HTTPStatus.CONFLICT)
    outcome = OUTCOMES[kind]
    changes = _change(about, outcome)
    entry = record(
        kind,
        about.scope,
        decision,
        article=about.article,
        comment=about.comment,
        member=about.author,
    )
    keep_changes(entry, changes)
    settle(about, outcome.flags, entry, decision.seen if kind == Act.KEEP else None)
    state_reasons(about.author, entry, about.comment.source if about.comment else "")
    return entry


def _change(about: Subject, outcome: Outcome) -> list[tuple[Comment, str, str]]:
    """Set the state the act leads to; what it made of the comment."""
    if about.comment and outcome.comment:
        before = about.comment.state
        set_comment_state(about.comment, outcome.comment)
        announce(about.comment)
        return [(about.comment, before, outcome.comment)]
    if not about.comment and outcome.article:
        set_article_state(about.article, outcome.article)
    return []


def _lock(thing: Comment | Article) -> Subject:
    """The subject as it is now, its essay's row held: acts in one debate are done one by one."""
    about = subject.of(thing)
    articles = Article.objects.select_for_update(no_key=True, of=("self",))
    article = articles.select_related("author").get(pk=about.article.pk)
    if about.comment is None:
        return Subject(article)
    comment = Comment.objects.select_related("author").get(pk=about.comment.pk)
    comment.article = article
    return Subject(article, comment)
