"""What waits for a moderator: opened, put in order and closed from the rows that say so.

Order is by `due_at`: the moment since which it waits, and the time in which its harm should be
looked at. So a threat passes a hundred digressions, and a digression of yesterday passes a personal
remark of a minute ago: nothing waits for ever.
"""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.models import (
    Act,
    Appeal,
    AppealState,
    Case,
    Flag,
    FlagState,
    Harm,
    Hold,
    LogEntry,
)

# Three volunteers, half an hour a day each: what is grave cannot wait for the evening.
DUE_WITHIN = {
    Harm.GRAVE: timedelta(hours=1),
    Harm.SERIOUS: timedelta(hours=6),
    Harm.SLIGHT: timedelta(hours=24),
}

type Thing = Comment | Article | User | Appeal


class Waiting(NamedTuple):
    """One reason why something waits: since when, and how grave that is."""

    since: datetime
    harm: int


def keep_case(thing: Thing) -> None:
    """Open, update or close the case of this thing. The caller holds its lock (its essay's row, the
    member's, or the appeal's)."""
    about: dict[str, Any] = {kind_of(thing): thing}
    waiting = _waiting(thing)
    if not waiting:
        Case.objects.filter(**about).delete()
        return
    since = min(one.since for one in waiting)
    harm = max(one.harm for one in waiting)
    kept = {"since": since, "harm": harm, "due_at": since + DUE_WITHIN[Harm(harm)]}
    Case.objects.update_or_create(**about, defaults=kept)


def kind_of(thing: Thing) -> str:
    """'comment', 'article', 'member' or 'appeal': as the case's column for it is called."""
    kinds = {Comment: "comment", Article: "article", User: "member", Appeal: "appeal"}
    return kinds[type(thing)]


def key_of(thing: Thing) -> str:
    """Its name in an address: 'c12' for a comment, 'a3' for an essay, 'm5' for a profile, 'p7' for
    an appeal."""
    letters = {"comment": "c", "article": "a", "member": "m", "appeal": "p"}
    return f"{letters[kind_of(thing)]}{thing.pk}"


def case_url(thing: Thing) -> str:
    """Where it stands by itself, and where acts on it are sent."""
    kind = "profile" if isinstance(thing, User) else kind_of(thing)
    return reverse(f"moderation:case_{kind}", args=[thing.pk])


def about(thing: Thing) -> Q:
    """Its case, if it has one."""
    return Q(**{kind_of(thing): thing})


def _waiting(thing: Thing) -> list[Waiting]:
    if isinstance(thing, Appeal):
        return [Waiting(thing.created_at, Harm.SERIOUS)] * (thing.state == AppealState.WAITING)
    about: dict[str, Any] = {kind_of(thing): thing}
    if isinstance(thing, Article):
        about["comment"] = None  # the flags on its comments are theirs
    flags = Flag.objects.filter(**about, state=FlagState.WAITING)
    found = [Waiting(*row) for row in flags.values_list("created_at", "rule__harm")]
    if isinstance(thing, Comment) and thing.state == CommentState.HELD:
        found.append(_held(thing))
    return found


def _held(comment: Comment) -> Waiting:
    """A held comment waits since it was held, as grave as what it was held for: by the rules before
    posting, or by an act (of the essay's author, say)."""
    since = comment.state_at or comment.created_at
    held = Hold.objects.filter(comment=comment).order_by("-id")
    acts = LogEntry.objects.filter(comment=comment, act=Act.HOLD).order_by("-id")
    harms = [*held.values_list("rule__harm", flat=True)[:1]]
    harms += acts.values_list("rule__harm", flat=True)[:1]
    return Waiting(since, max([Harm.SLIGHT, *filter(None, harms)]))
