"""Whoever flagged something is told what became of it, and why."""

from django.utils.translation import gettext as _

from forum.moderation import statements
from forum.moderation.models import Act, Flag, FlagState, LogEntry
from forum.notifications.actions import tell_each
from forum.notifications.models import Kind, Notification


def tell_flaggers(entry: LogEntry) -> None:
    """Tell them of the act that settled their flags: once each, however many flags they were."""
    flags = Flag.objects.filter(decision=entry).exclude(flagger=entry.moderator).order_by("-id")
    by_flagger = {flag.flagger_id: flag for flag in flags.filter(flagger__is_active=True)}
    tell_each(_notice(flag, entry) for flag in by_flagger.values())


def _notice(flag: Flag, entry: LogEntry) -> Notification:
    return Notification(
        recipient_id=flag.flagger_id,
        kind=Kind.FLAG,
        actor=entry.moderator,
        article_id=flag.article_id,
        comment_id=flag.comment_id,
        text=f"{_outcome(flag, entry)} {statements.reason(entry)}",
    )


def _outcome(flag: Flag, entry: LogEntry) -> str:
    if entry.act in (Act.UNDO, Act.REVERSE):
        return _("An earlier decision about it was taken back.")
    if flag.state == FlagState.UPHELD and entry.rule:
        return _("It broke a rule. %(rule)s") % {"rule": statements.rule(entry)}
    return _("It was let stand.")
