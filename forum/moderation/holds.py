"""Why comments are held: by the rules before posting, by readers of both sides, or by a person."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from forum.moderation.models import Act, Hold, LogEntry, said


class Held(NamedTuple):
    """When, the sentence that says why, and the rule it was under, if any, with its harm."""

    at: datetime
    why: str
    rule: int | None
    harm: int | None


def why_held(comments: Iterable[int]) -> dict[int, Held]:
    """By the comments' ids, the last time each was held. Two queries."""
    wanted = [*comments]
    if not wanted:
        return {}
    rule = ("rule_id", "rule__harm")
    holds = Hold.objects.filter(comment__in=wanted).order_by("id")
    acts = LogEntry.objects.filter(comment__in=wanted, act=Act.HOLD).order_by("id")
    last: dict[int, Held] = {}
    for rows, say in (
        (holds.values_list("comment_id", "created_at", "why", *rule), said),
        (acts.values_list("comment_id", "at", "reason", *rule), str),
    ):
        for comment, at, why, *under in rows:
            held = Held(at, say(why), *under)
            if comment not in last or held.at >= last[comment].at:
                last[comment] = held
    return last
