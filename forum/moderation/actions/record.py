"""What every act leaves behind: its log entry, settled flags, and a word to the author."""

from dataclasses import dataclass
from http import HTTPStatus

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.moderation import statements
from forum.moderation.models import Act, Flag, FlagState, LogEntry, Rule
from forum.moderation.subject import Seen, Subject, text_of
from forum.notifications.actions import tell
from forum.notifications.models import Kind
from forum.refusals import Refused

# Locking says nothing about the essay's words, so it is no decision on them.
OF_DEBATES = (Act.LOCK, Act.UNLOCK)


@dataclass(frozen=True)
class Decision:
    """Who decides, under which rule and why, and on what view of the subject.

    `seen` is None for an act that is not answered from a page, such as an import's.
    """

    moderator: User
    rule: Rule | None
    reason: str
    seen: Seen | None = None


def refuse_if_changed(about: Subject, seen: Seen | None) -> None:
    """Raise Refused (409) when it was acted on, or rewritten, after what the moderator saw."""
    if seen is None:
        return
    _refuse_if_decided(about, seen)
    if seen.text != text_of(about):
        sentence = _(
            "Its author changed it while you were reading. Read it again: nothing was done yet, "
            "and your words are kept below."
        )
        raise Refused(sentence, HTTPStatus.CONFLICT)


def _refuse_if_decided(about: Subject, seen: Seen) -> None:
    since = LogEntry.objects.filter(about.rows, id__gt=seen.act).exclude(act__in=OF_DEBATES)
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


def record(kind: Act, about: Subject, decision: Decision) -> LogEntry:
    return LogEntry.objects.create(
        moderator=decision.moderator,
        act=kind,
        article=about.article,
        comment=about.comment,
        rule=decision.rule,
        reason=decision.reason.strip(),
    )


def settle(about: Subject, state: FlagState, entry: LogEntry, seen: Seen | None) -> None:
    """Close the waiting flags; with `seen`, only those that were there to be read."""
    waiting = Flag.objects.filter(about.rows, state=FlagState.WAITING)
    if seen is not None:
        waiting = waiting.filter(id__lte=seen.flag)
    waiting.update(state=state, decision=entry)


def tell_author(about: Subject, entry: LogEntry) -> None:
    """Send the statement of reasons. That flags were declined is no news to the author."""
    if entry.act == Act.KEEP:
        return
    tell(
        about.author,
        Kind.MODERATION,
        actor=entry.moderator,
        article=about.article,
        comment=about.comment,
        text=statements.of(entry),
    )
