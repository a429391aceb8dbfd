"""Puts an act into words for the log: what was done to what, never to whom."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.rules import moment
from forum.moderation.models import Act, LogEntry, Scope

DEEDS: dict[str, Promise] = {
    Act.KEEP: gettext_lazy("kept %(thing)s"),
    Act.APPROVE: gettext_lazy("approved %(thing)s"),
    Act.HOLD: gettext_lazy("held %(thing)s"),
    Act.HIDE: gettext_lazy("hid %(thing)s"),
    Act.REMOVE: gettext_lazy("removed %(thing)s"),
    Act.RESTORE: gettext_lazy("restored %(thing)s"),
    Act.LOCK: gettext_lazy("locked %(thing)s"),
    Act.UNLOCK: gettext_lazy("opened %(thing)s again"),
    Act.SLOW: gettext_lazy("slowed down %(thing)s"),
    Act.PREMODERATE: gettext_lazy("put %(thing)s under premoderation"),
    Act.NOTE: gettext_lazy("noted something about %(thing)s"),
    Act.WARN: gettext_lazy("warned %(thing)s"),
    Act.SILENCE: gettext_lazy("silenced %(thing)s"),
    Act.SUSPEND: gettext_lazy("suspended %(thing)s"),
    Act.CLEAR: gettext_lazy("cleared the profile of %(thing)s"),
    Act.UNDO: gettext_lazy("undid an act on %(thing)s"),
    Act.UPHOLD: gettext_lazy("refused an appeal about %(thing)s"),
    Act.REVERSE: gettext_lazy("granted an appeal about %(thing)s, and undid the act"),
}
THINGS: dict[str, Promise] = {
    Scope.COMMENT: gettext_lazy("a comment"),
    Scope.THREAD: gettext_lazy("a thread"),
    Scope.ESSAY: gettext_lazy("an essay"),
    Scope.DEBATE: gettext_lazy("a debate"),
    Scope.MEMBER: gettext_lazy("a member"),
    Scope.SITE: gettext_lazy("the whole site"),
}


def deed(entry: LogEntry) -> str:
    """'hid a comment', 'silenced a member', 'removed 40 comments'."""
    return str(DEEDS[entry.act]) % {"thing": _thing(entry)}


def doer(entry: LogEntry) -> str:
    """Who did it."""
    if entry.moderator:
        return str(entry.moderator)
    return _("Software") if entry.automated else _("A former moderator")


def _thing(entry: LogEntry) -> str:
    if entry.scope == Scope.MANY:
        return ngettext("%(n)d comment", "%(n)d comments", entry.count) % {"n": entry.count}
    return str(THINGS[entry.scope])


def terms(entry: LogEntry) -> str:
    """How strictly it holds and how long, 'until 3 May 2026, 12:30'; '' where nothing ends."""
    terms = []
    if entry.pause:
        terms.append(_pause(entry.pause))
    if entry.until:
        terms.append(_("until %(moment)s") % {"moment": moment(entry.until)})
    return " ".join(terms)


def _pause(seconds: int) -> str:
    if seconds % 60:
        words = ngettext(
            "to a comment every %(n)d second from each member",
            "to a comment every %(n)d seconds from each member",
            seconds,
        )
        return words % {"n": seconds}
    words = ngettext(
        "to a comment every minute from each member",
        "to a comment every %(n)d minutes from each member",
        seconds // 60,
    )
    return words % {"n": seconds // 60}
