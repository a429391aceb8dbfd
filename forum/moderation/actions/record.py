"""What every act leaves behind: its log entry in the chain, settled flags, a closed case, and the
statement of reasons to whom it concerns."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation import chain, statements
from forum.moderation.actions.outcome import tell_flaggers
from forum.moderation.cases import keep_case
from forum.moderation.models import (
    Act,
    Change,
    Flag,
    FlagState,
    LogEntry,
    LogHead,
    Rule,
    RuleVersion,
    Scope,
    Statement,
)
from forum.moderation.subject import Seen, Subject, text_of
from forum.notifications.actions import tell
from forum.notifications.models import Kind
from forum.refusals import Refused

# These say nothing about the words of the essay or the comment, so they decide nothing on them.
BESIDE = Q(scope__in=[Scope.DEBATE, Scope.THREAD, Scope.MEMBER])


@dataclass(frozen=True)
class Decision:
    """Who decides, under which rule and why, and on what view of the subject.

    `moderator` is None where software decides. `seen` is None for an act that is not answered from
    a page, such as an import's; `at` is None for now: only what an import brings along was earlier.
    """

    moderator: User | None
    rule: Rule | None
    reason: str
    seen: Seen | None = None
    at: datetime | None = None

    @property
    def since(self) -> datetime:
        return self.at or timezone.now()


def refuse_if_changed(about: Subject, seen: Seen | None) -> None:
    """Raise Refused (409) when it was acted on, or rewritten, after what the moderator saw."""
    refuse_if_decided(Q(about.acts) & ~BESIDE, seen)
    if seen is not None and seen.text != text_of(about):
        sentence = _(
            "Its author changed it while you were reading. Read it again: nothing was done yet, "
            "and your words are kept below."
        )
        raise Refused(sentence, HTTPStatus.CONFLICT)


def refuse_if_decided(acts: Q, seen: Seen | None) -> None:
    """Raise Refused (409) when there is a newer one among these acts than the moderator saw."""
    if seen is None:
        return
    since = LogEntry.objects.filter(acts, id__gt=seen.act)
    if last := since.select_related("moderator").first():
        sentence = _(
            "%(moderator)s %(act)s this while you were reading, at %(time)s, saying: ‘%(reason)s’ "
            "Your act was not done, and your words are kept below."
        ) % {
            "moderator": last.moderator or _("A former moderator"),
            "act": last.get_act_display(),
            "time": timezone.localtime(last.at).strftime("%H:%M"),
            "reason": last.reason,
        }
        raise Refused(sentence, HTTPStatus.CONFLICT)


def record(kind: Act, scope: Scope, decision: Decision, **about: Any) -> LogEntry:
    """Add the act to the log. `about`: what of article, comment, member, until, pause, count and
    undoes there is to say.

    Call it last in the transaction, after every other lock: the head's row is held from here on, so
    that acts stand one after another. Raises Refused from nothing; the caller has asked the rules.
    """
    entry = LogEntry(
        act=kind,
        scope=scope,
        moderator=decision.moderator,
        automated=decision.moderator is None,
        at=decision.since,
        rule=decision.rule,
        wording=_wording(decision.rule),
        reason=decision.reason.strip(),
        salt=secrets.token_hex(16),
        **about,
    )
    head, _new = LogHead.objects.select_for_update().get_or_create(pk=1)
    entry.number = head.number + 1
    entry.record = chain.record_of(entry)
    entry.hash = chain.link(head.hash, entry.record)
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    return entry


def _wording(rule: Rule | None) -> RuleVersion | None:
    """The rule's words as they are now."""
    return RuleVersion.objects.get(rule=rule, version=rule.version) if rule else None


def keep_changes(entry: LogEntry, changes: Iterable[tuple[Comment, str, str]]) -> None:
    """Note what the act made of comments: the comment, its state before and after."""
    rows = [Change(entry=entry, comment=c, before=was, after=now) for c, was, now in changes]
    Change.objects.bulk_create(rows, batch_size=200)


def settle(about: Subject, state: FlagState | None, entry: LogEntry, seen: Seen | None) -> None:
    """Close the waiting flags (with `seen`, only those that were there to be read) and the case.
    None leaves them waiting."""
    if state is not None:
        _close(about.rows, state, entry, seen)
    keep_case(about.comment or about.article)


def settle_profile(member: User, state: FlagState, entry: LogEntry, seen: Seen | None) -> None:
    """The same for the flags on a member's profile."""
    _close(Q(member=member), state, entry, seen)
    keep_case(member)


def _close(flags: Q, state: FlagState, entry: LogEntry, seen: Seen | None) -> None:
    waiting = Flag.objects.filter(flags, state=FlagState.WAITING)
    if seen is not None:
        waiting = waiting.filter(id__lte=seen.flag)
    waiting.update(state=state, decision=entry)
    tell_flaggers(entry)


def state_reasons(
    member: User | None,
    entry: LogEntry,
    text: str = "",
    count: int = 1,
    occasion: Comment | Article | None = None,
) -> None:
    """Make the statement of reasons for one member concerned, and tell them.

    `text` is what they wrote that it is about, as it stood; `occasion` the comment or essay that
    led to an act on their account, which the public log does not name. Nobody needs a statement of
    what they did themselves, nor of flags that were declined.
    """
    if member is None or member == entry.moderator or entry.act == Act.KEEP:
        return
    article, comment = _place(entry, occasion)
    statement = Statement.objects.create(
        member=member,
        entry=entry,
        article=article,
        comment=comment,
        text=text,
        count=count,
        flagged=entry.flags.exists(),
    )
    _tell(statement)


def _place(
    entry: LogEntry, occasion: Comment | Article | None
) -> tuple[Article | None, Comment | None]:
    """Where what it is about stands."""
    about = entry.comment or entry.article or occasion
    if isinstance(about, Comment):
        return about.article, about
    return about, None


def _tell(statement: Statement) -> None:
    entry = statement.entry
    tell(
        statement.member,
        Kind.APPEAL if entry.act in (Act.REVERSE, Act.UPHOLD) else Kind.MODERATION,
        actor=entry.moderator,
        article=statement.article,
        comment=statement.comment,
        text=lambda: statements.of(entry, statement.count),
        statement=statement,
    )
