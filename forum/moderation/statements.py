"""What the person concerned is told of an act, in sentences: what was done, and what follows."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from accounts.rules import moment
from forum.moderation.models import Act, LogEntry, Scope

WHAT = {
    (Act.APPROVE, Scope.COMMENT): gettext_lazy("%(who)s approved your comment on ‘%(title)s’."),
    (Act.HOLD, Scope.COMMENT): gettext_lazy("%(who)s held back your comment on ‘%(title)s’."),
    (Act.HIDE, Scope.COMMENT): gettext_lazy("%(who)s hid your comment on ‘%(title)s’."),
    (Act.REMOVE, Scope.COMMENT): gettext_lazy("%(who)s removed your comment on ‘%(title)s’."),
    (Act.RESTORE, Scope.COMMENT): gettext_lazy("%(who)s restored your comment on ‘%(title)s’."),
    (Act.LOCK, Scope.THREAD): gettext_lazy(
        "%(who)s locked the thread that your comment on ‘%(title)s’ begins."
    ),
    (Act.UNLOCK, Scope.THREAD): gettext_lazy(
        "%(who)s opened again the thread that your comment on ‘%(title)s’ begins."
    ),
    (Act.HIDE, Scope.ESSAY): gettext_lazy("%(who)s hid your essay ‘%(title)s’."),
    (Act.RESTORE, Scope.ESSAY): gettext_lazy("%(who)s restored your essay ‘%(title)s’."),
    (Act.LOCK, Scope.DEBATE): gettext_lazy(
        "%(who)s locked the debate under your essay ‘%(title)s’."
    ),
    (Act.UNLOCK, Scope.DEBATE): gettext_lazy(
        "%(who)s opened the debate under your essay ‘%(title)s’ again."
    ),
    (Act.SLOW, Scope.DEBATE): gettext_lazy(
        "%(who)s slowed down the debate under your essay ‘%(title)s’."
    ),
    (Act.PREMODERATE, Scope.DEBATE): gettext_lazy(
        "%(who)s put the debate under your essay ‘%(title)s’ under premoderation."
    ),
    (Act.PREMODERATE, Scope.MEMBER): gettext_lazy("%(who)s put you under premoderation."),
    (Act.NOTE, Scope.MEMBER): gettext_lazy("%(who)s put a note in your record."),
    (Act.WARN, Scope.MEMBER): gettext_lazy("%(who)s warned you."),
    (Act.SILENCE, Scope.MEMBER): gettext_lazy("%(who)s silenced you."),
    (Act.SUSPEND, Scope.MEMBER): gettext_lazy("%(who)s suspended your account."),
    (Act.CLEAR, Scope.MEMBER): gettext_lazy("%(who)s cleared your profile."),
    (Act.APPROVE, Scope.MANY): ngettext_lazy(
        "%(who)s approved %(count)d comment of yours.",
        "%(who)s approved %(count)d comments of yours.",
        "count",
    ),
    (Act.HIDE, Scope.MANY): ngettext_lazy(
        "%(who)s hid %(count)d comment of yours.",
        "%(who)s hid %(count)d comments of yours.",
        "count",
    ),
    (Act.REMOVE, Scope.MANY): ngettext_lazy(
        "%(who)s removed %(count)d comment of yours.",
        "%(who)s removed %(count)d comments of yours.",
        "count",
    ),
    (Act.RESTORE, Scope.MANY): ngettext_lazy(
        "%(who)s restored %(count)d comment of yours.",
        "%(who)s restored %(count)d comments of yours.",
        "count",
    ),
}

_OF_A_DEBATE = gettext_lazy("Readers can argue there again.")
_OF_A_TEXT = gettext_lazy("It is back where it was, and everyone can read it.")
# By act and scope, or by act where the scope makes no difference.
EFFECT: dict[object, object] = {
    Act.APPROVE: gettext_lazy("Everyone can read it now."),
    Act.HOLD: gettext_lazy(
        "Until a moderator has decided about it, only you and moderators can read it."
    ),
    Act.HIDE: gettext_lazy("You can still read it; others see that it was hidden, and why."),
    (Act.HIDE, Scope.ESSAY): gettext_lazy(
        "You and moderators can still read it and its debate; nobody else can."
    ),
    Act.REMOVE: gettext_lazy(
        "Only moderators can read it now; others see that it was removed, and why."
    ),
    Act.RESTORE: _OF_A_TEXT,
    Act.LOCK: gettext_lazy("What is written stays, and nobody can add to it."),
    Act.UNLOCK: _OF_A_DEBATE,
    Act.SLOW: gettext_lazy("Everyone waits a while between two arguments of theirs there."),
    (Act.PREMODERATE, Scope.DEBATE): gettext_lazy(
        "New arguments there are shown to others when a moderator has read them."
    ),
    (Act.PREMODERATE, Scope.MEMBER): gettext_lazy(
        "What you write is shown to others when a moderator has read it."
    ),
    Act.NOTE: gettext_lazy("Moderators see it beside what you write. Nothing else changes."),
    Act.WARN: gettext_lazy("Nothing of yours is taken. It stays in your record."),
    Act.SILENCE: gettext_lazy("You can read and appeal, and write nothing that others see."),
    Act.SUSPEND: gettext_lazy(
        "You can read why and appeal; the rest of the site is closed to you."
    ),
    Act.CLEAR: gettext_lazy("The name and the words about yourself are gone. Choose others."),
    Act.UNDO: gettext_lazy("Things are as they were before it."),
    Act.UPHOLD: gettext_lazy("It stays as it was decided. There is one appeal for each decision."),
    Act.REVERSE: gettext_lazy("Things are as they were before it."),
}


def of(entry: LogEntry, count: int = 1) -> str:
    """The notice: what was done and why, in short. The statement's own page says all of it."""
    done = " ".join(filter(None, [what(entry, count), effect(entry), _until(entry)]))
    return f"{done}\n\n{f'{rule(entry)} {reason(entry)}'.strip()}"


def reason(entry: LogEntry) -> str:
    return _("The reason given: %(reason)s") % {"reason": entry.reason}


def what(entry: LogEntry, count: int = 1) -> str:
    """What was done, to whom it was done. `count`: how many comments of theirs it is about."""
    if entry.act in (Act.UNDO, Act.REVERSE, Act.UPHOLD):
        return _about_another(entry, count)
    told = {"who": _who(entry), "title": entry.article or _("a deleted essay"), "count": count}
    words = WHAT.get((Act(entry.act), Scope(entry.scope)))
    if words is None:
        told |= {"act": entry.get_act_display(), "thing": entry.get_scope_display()}
        words = gettext_lazy("%(who)s %(act)s %(thing)s.")
    return str(words % told)


def effect(entry: LogEntry) -> str:
    """What it means for the person and the text."""
    act = Act(entry.act)
    if entry.pause:
        return _pause(entry.pause)
    return str(EFFECT.get((act, Scope(entry.scope)), EFFECT.get(act, "")))


def _pause(seconds: int) -> str:
    minutes = -(-seconds // 60)
    words = ngettext(
        "Everyone waits a minute between two arguments of theirs there.",
        "Everyone waits %(n)d minutes between two arguments of theirs there.",
        minutes,
    )
    return words % {"n": minutes}


def rule(entry: LogEntry) -> str:
    """'Rule 3, No personal remarks.', as it was called then; '' for an act without a rule."""
    named = entry.wording or entry.rule
    if entry.rule is None or named is None:
        return ""
    return _("Rule %(number)s, %(title)s.") % {"number": entry.rule.number, "title": named.title}


def by_essays_author(entry: LogEntry) -> bool:
    """One of the three powers of an essay's author in their own debate, and not a moderator's."""
    own = entry.scope in (Scope.COMMENT, Scope.THREAD, Scope.DEBATE)
    return own and entry.by_essays_author


def _who(entry: LogEntry) -> str:
    if entry.automated:
        return _("The site’s software")
    return _("The essay’s author") if by_essays_author(entry) else _("A moderator")


def _about_another(entry: LogEntry, count: int) -> str:
    sentences = {
        Act.UNDO: _("%(who)s took back what was decided on %(day)s: “%(what)s”"),
        Act.REVERSE: _(
            "Your appeal was granted. Taken back is what was decided on %(day)s: “%(what)s”"
        ),
        Act.UPHOLD: _("Your appeal was refused. What was decided on %(day)s stays: “%(what)s”"),
    }
    other = decided_before(entry)
    if other is None:
        return _("%(who)s decided about you again.") % {"who": _who(entry)}
    day = date_format(timezone.localtime(other.at), "DATE_FORMAT")
    told = {"who": _who(entry), "day": day, "what": what(other, count)}
    return sentences[Act(entry.act)] % told


def _until(entry: LogEntry) -> str:
    if entry.until is None or entry.act in (Act.UNDO, Act.UPHOLD, Act.REVERSE):
        return ""
    return _("It ends on %(end)s by itself.") % {"end": moment(entry.until)}


def decided_before(entry: LogEntry) -> LogEntry | None:
    """The act that this one took back, or let stand on appeal."""
    if entry.undoes:
        return entry.undoes
    appeal = getattr(entry, "appeal_decided", None)
    return appeal.statement.entry if appeal else None
