"""Software holds a comment that readers of both sides flagged, until a moderator has looked."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.speaking import in_words_for_all
from forum.comments.models import Comment, CommentState
from forum.moderation import weights
from forum.moderation.actions import decide
from forum.moderation.actions.record import Decision
from forum.moderation.models import Act, Flag, Hold, LogEntry, Rule


def hold_if_enough(comment: Comment) -> LogEntry | None:
    """Hold the comment if the flags on it weigh enough. The caller holds the essay's lock and has
    written the newest flag."""
    if comment.state != CommentState.VISIBLE:
        return None
    flags = weights.counting(comment)
    flaggers = [flag.flagger_id for flag in flags]
    weighed = weights.of_flaggers(flaggers)
    stands = weights.stands_of(comment, flaggers)
    if not weights.is_enough(weighed.values(), stands, settings.MODERATION["flags_to_hold"]):
        return None
    return hold_for_flags(comment, _heaviest(flags, weighed))


def hold_for_flags(comment: Comment, rule: Rule, at: datetime | None = None) -> LogEntry:
    """Software's own act, with its words, which the public log keeps; `at` as of decisions."""
    with in_words_for_all():
        why = _(
            "Readers who stand on both sides of the essay flagged it, most of all under rule "
            "%(number)s, %(title)s, so it waits until a moderator has read it."
        ) % {"number": rule.number, "title": rule.title}
    Hold.objects.create(comment=comment, name="flags", why=why, rule=rule)
    return decide.act(Act.HOLD, comment, Decision(None, rule, why, at=at))


def _heaviest(flags: Iterable[Flag], weighed: Mapping[int, float]) -> Rule:
    """The rule for which most weight speaks; of two alike, the one with the lower number."""
    total: dict[Rule, float] = defaultdict(float)
    for flag in flags:
        total[flag.rule] += weighed[flag.flagger_id]
    return max(total, key=lambda rule: (total[rule], -rule.number))
