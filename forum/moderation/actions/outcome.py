"""Whoever flagged something is told what became of it, and why."""

from django.utils.translation import gettext as _

from forum.moderation import statements
from forum.moderation.models import Act, Flag, FlagState, LogEntry
from forum.notifications.actions import About, Notice, tell_all
from forum.notifications.models import Kind


def tell_flaggers(entry: LogEntry) -> None:
    """Tell them of the act that settled their flags: once each, however many flags they were."""
    flags = Flag.objects.filter(decision=entry).select_related("flagger", "article", "comment")
    texts = ("article__source", "article__html", "comment__source", "comment__html")
    by_flagger = {flag.flagger_id: flag for flag in flags.defer(*texts).order_by("-id")}
    tell_all(_notice(flag, entry) for flag in by_flagger.values())


def _notice(flag: Flag, entry: LogEntry) -> Notice:
    about: About = {
        "actor": entry.moderator,
        "article": flag.article,
        "comment": flag.comment,
        "text": lambda: f"{_outcome(flag, entry)} {statements.reason(entry)}",
    }
    return Notice(flag.flagger, Kind.FLAG, about)


def _outcome(flag: Flag, entry: LogEntry) -> str:
    if entry.act in (Act.UNDO, Act.REVERSE):
        return _("An earlier decision about it was taken back.")
    if flag.state == FlagState.UPHELD and entry.rule:
        return _("It broke a rule. %(rule)s") % {"rule": statements.rule(entry)}
    return _("It was let stand.")
