"""What waits for a moderator: opened, put in order and closed from the rows that say so.

Order is by `due_at`: the moment since which it waits, and the time in which its harm should be
looked at. So a threat passes a hundred digressions, and a digression of yesterday passes a personal
remark of a minute ago: nothing waits for ever.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.holds import why_held
from forum.moderation.models import Appeal, AppealState, Case, Flag, FlagState, Harm
from forum.sql import ROWS, batches

# Three volunteers, half an hour a day each: what is grave cannot wait for the evening.
DUE_WITHIN = {
    Harm.GRAVE: timedelta(hours=1),
    Harm.SERIOUS: timedelta(hours=6),
    Harm.SLIGHT: timedelta(hours=24),
}

type Kept = dict[str, Any]  # what a case keeps of its place, by field
type Thing = Comment | Article | User | Appeal


class Waiting(NamedTuple):
    """One reason why something waits: since when, and how grave that is."""

    since: datetime
    harm: int


def keep_case(thing: Thing) -> None:
    """Open, update or close the case of this thing. The caller holds its lock (its essay's row, the
    member's, or the appeal's)."""
    if isinstance(thing, Comment):
        keep_cases([thing])
        return
    kept = _kept(_waiting(thing))
    its: dict[str, Any] = {kind_of(thing): thing}
    if kept:
        Case.objects.update_or_create(**its, defaults=kept)
    else:
        Case.objects.filter(**its).delete()


def keep_cases(comments: Sequence[Comment]) -> None:
    """The same of many comments, whose essays the caller holds: as many statements as of one."""
    for some in batches(comments):
        _keep_cases({comment.pk: comment for comment in some})


def _keep_cases(comments: dict[int, Comment]) -> None:
    kept = {pk: _kept(waiting) for pk, waiting in _waiting_on(comments).items()}
    cases = {case.comment_id: case for case in Case.objects.filter(comment__in=comments)}
    over = [pk for pk in cases if pk not in kept]
    Case.objects.filter(comment__in=over).delete()
    new = [Case(comment_id=pk, **of) for pk, of in kept.items() if pk not in cases]
    Case.objects.bulk_create(new, batch_size=ROWS)
    changed = [case for pk, case in cases.items() if pk in kept and _set(case, kept[pk])]
    Case.objects.bulk_update(changed, ["since", "harm", "due_at"], batch_size=ROWS)


def _kept(waiting: list[Waiting]) -> Kept:
    """Where it stands in the queue; nothing if nothing waits."""
    if not waiting:
        return {}
    since = min(one.since for one in waiting)
    harm = max(one.harm for one in waiting)
    return {"since": since, "harm": harm, "due_at": since + DUE_WITHIN[Harm(harm)]}


def _set(case: Case, kept: Kept) -> bool:
    """Set it on the row; says whether that changed anything."""
    was = {name: getattr(case, name) for name in kept}
    for name, value in kept.items():
        setattr(case, name, value)
    return was != kept


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


def _waiting(thing: Article | User | Appeal) -> list[Waiting]:
    if isinstance(thing, Appeal):
        return [Waiting(thing.created_at, Harm.SERIOUS)] * (thing.state == AppealState.WAITING)
    flags = Flag.objects.filter(about(thing), state=FlagState.WAITING)
    if isinstance(thing, Article):
        flags = flags.filter(comment=None)  # the flags on its comments are theirs
    return [Waiting(*row) for row in flags.values_list("created_at", "rule__harm")]


def _waiting_on(comments: dict[int, Comment]) -> dict[int, list[Waiting]]:
    """Why comments wait, by their ids; those that do not are not in it."""
    found: dict[int, list[Waiting]] = defaultdict(list)
    flags = Flag.objects.filter(comment__in=comments, state=FlagState.WAITING)
    for pk, since, harm in flags.values_list("comment_id", "created_at", "rule__harm"):
        found[pk].append(Waiting(since, harm))
    held = [comment for comment in comments.values() if comment.state == CommentState.HELD]
    for comment, harm in _held(held):
        found[comment.pk].append(Waiting(comment.state_at or comment.created_at, harm))
    return found


def _held(comments: list[Comment]) -> Iterator[tuple[Comment, int]]:
    """Held comments wait since they were held, as grave as what they were held for last."""
    held = why_held(comment.pk for comment in comments)
    for comment in comments:
        why = held.get(comment.pk)
        yield comment, (why and why.harm) or Harm.SLIGHT
