"""The checks, in their order. Each looks at the facts and says what is to become of the comment
and why, in words for its author; or None.

Every figure is in the table MODERATION of the settings, with its source.
"""

from collections.abc import Callable
from http import HTTPStatus
from math import ceil

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from forum.moderation.gate.facts import Facts, Outcome, Verdict


def restricted(facts: Facts) -> Verdict | None:
    """The silenced and the suspended write nothing."""
    if facts.author.refusal:
        return Verdict("restricted", Outcome.REFUSE, facts.author.refusal)
    return None


def phrases(facts: Facts) -> Verdict | None:
    """Words and patterns on the site's lists. Moderators have to be able to quote them."""
    if facts.author.is_moderator or not facts.text.found:
        return None
    gravest = min(facts.text.found, key=lambda found: not found.is_refused)
    if gravest.is_refused:
        why = _("‘{words}’ is on the list of what is not posted here. Please say it otherwise.")
        why = why.format(words=gravest.words)
        return Verdict("phrases", Outcome.REFUSE, why, rule=gravest.rule)
    why = gettext_noop("It says what is on the list that a moderator reads first here:")
    return Verdict("phrases", Outcome.HOLD, f"{why}\n{gravest.words}", rule=gravest.rule)


def repeated(facts: Facts) -> Verdict | None:
    """The same text again, by one member anywhere or by several new ones."""
    figures = settings.MODERATION
    if facts.said_before:
        why = _(
            "You posted the same words within the last {span}. Say it once, where it fits best, "
            "and link to it from elsewhere."
        ).format(span=in_words(figures["repeat_seconds"]))
        return Verdict("repeated", Outcome.REFUSE, why, rule="repeated")
    is_long = facts.text.length >= figures["repeat_length"]
    if facts.author.is_new and is_long and facts.said_by_new >= figures["repeat_members"]:
        why = _("Several new members posted these very words today. Please use your own.")
        return Verdict("repeated", Outcome.REFUSE, why, rule="repeated")
    return None


def too_fast(facts: Facts) -> Verdict | None:
    """A pause after each comment, longer for new members. An edit mends what is there already."""
    figures = settings.MODERATION
    pause = figures["new_pause_seconds"] if facts.author.is_new else figures["pause_seconds"]
    if facts.is_edit or facts.author.last_at is None:
        return None
    since = (facts.now - facts.author.last_at).total_seconds()
    return _wait("too_fast", pause - since, _("You posted a moment ago."))


def first_day(facts: Facts) -> Verdict | None:
    """So many arguments, and so many replies, on the first day of an account."""
    ends, author = facts.author.first_day_ends, facts.author
    if facts.is_edit or ends is None or author.is_moderator:
        return None
    kind = "replies" if facts.is_reply else "roots"
    limit = settings.MODERATION[f"first_day_{kind}"]
    if getattr(author, kind) < limit:
        return None
    if facts.is_reply:
        why = _("On its first day an account can post {limit} replies.").format(limit=limit)
    else:
        why = _("On its first day an account can post {limit} arguments.").format(limit=limit)
    return _wait("first_day", (ends - facts.now).total_seconds(), why)


def slow_mode(facts: Facts) -> Verdict | None:
    """A debate's own pause. The essay's author, whom everybody asks, need not keep it."""
    author = facts.author
    if facts.is_edit or not author.last_here or author.is_moderator or author.wrote_essay:
        return None
    left = facts.pause - (facts.now - author.last_here).total_seconds()
    why = _("This debate is in slow mode: one comment every {pause}.")
    return _wait("slow_mode", left, why.format(pause=in_words(facts.pause)))


def flagged(facts: Facts) -> Verdict | None:
    """Who flagged a comment leaves the answer to others."""
    if facts.may_not_answer and not facts.is_edit:
        return Verdict("flagged", Outcome.REFUSE, facts.may_not_answer)
    return None


def premoderated(facts: Facts) -> Verdict | None:
    """What moderators put on a member, a debate or the site; an essay's author on their debate."""
    author = facts.author
    if author.is_moderator:
        return None
    if author.is_premoderated:
        why = gettext_noop(
            "All that its author writes is read by a moderator first, for the time being."
        )
    elif facts.is_premoderated and not author.wrote_essay:
        why = gettext_noop(
            "Every comment in this debate is read by a moderator first, for the time being."
        )
    elif facts.is_site_premoderated:
        why = gettext_noop(
            "Every comment on this site is read by a moderator first, for the time being."
        )
    else:
        return None
    return Verdict("premoderated", Outcome.HOLD, why)


def new_with_links(facts: Facts) -> Verdict | None:
    """Spam lives of its links."""
    if not facts.author.is_new or not facts.text.links:
        return None
    why = gettext_noop("A new member’s comments with links are read by a moderator first.")
    return Verdict("new_with_links", Outcome.HOLD, why, rule="spam")


def surge(facts: Facts) -> Verdict | None:
    """Many new members at once: an invitation that went round, or a flood."""
    figures = settings.MODERATION
    here = facts.surge_here >= figures["surge_in_debate"]
    if not facts.author.is_new or not (here or facts.surge_on_site >= figures["surge_on_site"]):
        return None
    why = gettext_noop(
        "Many new members are writing just now, so a moderator reads their comments first."
    )
    return Verdict("surge", Outcome.HOLD, why)


def many_links(facts: Facts) -> Verdict | None:
    if facts.reconsidered or facts.text.links <= settings.MODERATION["many_links"]:
        return None
    why = _(
        "This has {links} links. Few readers follow more than one or two: could you say in your "
        "own words what they show?"
    )
    return Verdict("many_links", Outcome.NUDGE, why.format(links=facts.text.links))


def capitals(facts: Facts) -> Verdict | None:
    """Not of a short text: 'NATO, OECD, WHO.' is no shouting."""
    figures, text = settings.MODERATION, facts.text
    is_loud = text.capitals * 100 >= figures["capitals_percent"]
    if facts.reconsidered or not is_loud or text.length < figures["capitals_length"]:
        return None
    why = _("This is nearly all in capitals, which reads as shouting. Would small letters do?")
    return Verdict("capitals", Outcome.NUDGE, why)


type Check = Callable[[Facts], Verdict | None]

CHECKS: tuple[Check, ...] = (
    restricted,
    phrases,
    repeated,
    too_fast,
    first_day,
    slow_mode,
    flagged,
    premoderated,
    new_with_links,
    surge,
    many_links,
    capitals,
)


def verdict_on(facts: Facts) -> Verdict | None:
    """The first of the gravest verdicts; None: it may pass. A refusal goes before a hold, or else
    a held text could be sent as often as one likes."""
    verdicts = [verdict for check in CHECKS if (verdict := check(facts))]
    return min(verdicts, key=lambda verdict: verdict.outcome, default=None)


def in_words(seconds: int) -> str:
    """A span, rounded up, in the largest unit of which it has two."""
    if seconds < 120:
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    minutes = ceil(seconds / 60)
    if minutes < 120:
        return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    hours = ceil(minutes / 60)
    return ngettext("{n} hour", "{n} hours", hours).format(n=hours)


def _wait(name: str, left: float, why: str) -> Verdict | None:
    if left <= 0:
        return None
    wait = ceil(left)
    again = _("You can post again in {span}.").format(span=in_words(wait))
    return Verdict(name, Outcome.REFUSE, f"{why} {again}", HTTPStatus.TOO_MANY_REQUESTS, wait)
