"""The statement of reasons: what the person concerned is told of an act, in plain words."""

from django.utils.translation import gettext as _

from forum.moderation.models import Act, LogEntry


def of(entry: LogEntry) -> str:
    """What was done, what follows from it, under which rule in its words, and why."""
    parts = [_what(entry), _effect(entry)]
    if entry.rule:
        parts.append(
            _("Rule %(number)s, %(title)s: %(text)s")
            % {"number": entry.rule.number, "title": entry.rule.title, "text": entry.rule.text}
        )
    parts.append(_("The reason given: %(reason)s") % {"reason": entry.reason})
    return "\n\n".join(part for part in parts if part)


def _what(entry: LogEntry) -> str:
    sentences = {
        (Act.HIDE, True): _("A moderator hid your comment on ‘%(title)s’."),
        (Act.REMOVE, True): _("A moderator removed your comment on ‘%(title)s’."),
        (Act.RESTORE, True): _("A moderator restored your comment on ‘%(title)s’."),
        (Act.HIDE, False): _("A moderator hid your essay ‘%(title)s’."),
        (Act.RESTORE, False): _("A moderator restored your essay ‘%(title)s’."),
        (Act.LOCK, False): _("A moderator locked the debate under your essay ‘%(title)s’."),
        (Act.UNLOCK, False): _("A moderator opened the debate under ‘%(title)s’ again."),
    }
    other = _("A moderator %(act)s something of yours.") % {"act": entry.get_act_display()}
    return sentences.get((Act(entry.act), entry.comment_id is not None), other) % {
        "title": entry.article
    }


def _effect(entry: LogEntry) -> str:
    """What it means for the text. A person decides every act so far; software decides none."""
    effects = {
        Act.HIDE: _("You can still read it; others see that it was hidden, and why."),
        Act.REMOVE: _("Only moderators can read it now; others see that it was removed, and why."),
        Act.RESTORE: _("It is back where it was, and everyone can read it."),
        Act.LOCK: _("What is written stays, and nobody can add to it."),
        Act.UNLOCK: _("Readers can argue there again."),
    }
    if entry.act == Act.HIDE and entry.comment_id is None:
        return _("You and moderators can still read it and its debate; nobody else can.")
    return effects.get(Act(entry.act), "")
