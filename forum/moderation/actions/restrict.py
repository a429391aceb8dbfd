"""What is done to a member's account: notes, warnings, and what then holds for them for a time."""

from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.actions import remove_avatar, set_profile
from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.recount import Mended
from forum.comments.models import Comment
from forum.moderation import powers, rules
from forum.moderation.actions.record import (
    Decision,
    record,
    refuse_if_decided,
    settle_profile,
    state_reasons,
)
from forum.moderation.models import (
    Act,
    FlagState,
    LogEntry,
    Restriction,
    RestrictionKind,
    Scope,
)
from forum.pages import versions
from forum.refusals import refuse_if

# What an act says about the flags on the profile. The others leave them waiting.
SETTLED = {
    Act.KEEP: FlagState.DECLINED,
    Act.WARN: FlagState.UPHELD,
    Act.SILENCE: FlagState.UPHELD,
    Act.SUSPEND: FlagState.UPHELD,
    Act.CLEAR: FlagState.UPHELD,
}


@transaction.atomic
def act_on_member(
    kind: Act,
    member: User,
    decision: Decision,
    until: datetime | None = None,
    occasion: Comment | Article | None = None,
) -> LogEntry:
    """Keep (decline the flags on the profile), note, warn, silence, suspend, premoderate or clear.

    `occasion` is what they wrote that led to it, if anything; the flags on the profile then wait
    on, and those on the text are decided by themselves. The public log names neither it nor its
    debate: they would say who it was. Raises Refused: 403 for who may not, 400 without a rule, a
    reason or an end, 409 when another moderator acted meanwhile or it holds already.
    """
    refuse_if(powers.is_on_members(kind), HTTPStatus.BAD_REQUEST)
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    refuse_if(powers.is_timed(kind, decision.since, until), HTTPStatus.BAD_REQUEST)
    now = User.objects.select_for_update(no_key=True).get(pk=member.pk)
    refuse_if(powers.may_act_on(decision.moderator, now))
    refuse_if_decided(Q(member=now, scope=Scope.MEMBER), decision.seen)
    refuse_if(powers.member_fits(kind, now, until), HTTPStatus.CONFLICT)
    entry = _write(kind, now, decision, until)
    if kind in SETTLED and occasion is None:
        settle_profile(now, SETTLED[kind], entry, decision.seen if kind == Act.KEEP else None)
    text = occasion.source if isinstance(occasion, Comment) else ""
    if kind == Act.CLEAR:
        text = _cleared(now)
        versions.touch(versions.SITE)
    state_reasons(now, entry, text, occasion=occasion)
    return entry


def _write(kind: Act, member: User, decision: Decision, until: datetime | None) -> LogEntry:
    timed = until if kind in powers.TIMED else None
    entry = record(kind, Scope.MEMBER, decision, member=member, until=timed)
    if timed:
        Restriction.objects.create(
            kind=powers.TIMED[kind], member=member, since=entry.at, until=timed, entry=entry
        )
        keep_restricted(member)
    return entry


def _cleared(member: User) -> str:
    """Empty the profile; what it said goes into the statement, and from there back on an undo. The
    picture is gone for good: a file that breaks the rules is not kept."""
    was = f"{member.name}\n{member.bio}"
    set_profile(member, "", "")
    remove_avatar(member)
    return was


def keep_restricted(member: User) -> None:
    """Recompute from the restrictions until when the member is silenced and suspended. The caller
    holds the member's row."""
    until = (
        Restriction.objects.active(timezone.now())
        .filter(member=member)
        .aggregate(
            silenced=Max("until", filter=Q(kind=RestrictionKind.SILENCE)),
            suspended=Max("until", filter=Q(kind=RestrictionKind.SUSPEND)),
        )
    )
    member.silenced_until, member.suspended_until = until["silenced"], until["suspended"]
    member.save(update_fields=["silenced_until", "suspended_until"])


def mend_restricted() -> Iterator[Mended]:
    """Recompute it for everybody whom it may concern, and say what was wrong. What is over counts
    as not there."""
    now = timezone.now()
    active = Restriction.objects.active(now).values("member")
    kept = Q(silenced_until__gt=now) | Q(suspended_until__gt=now) | Q(pk__in=active)
    for pk in User.objects.filter(kept).order_by("pk").values_list("pk", flat=True):
        yield from _mend(pk, now)


@transaction.atomic
def _mend(pk: int, now: datetime) -> list[Mended]:
    member = User.objects.select_for_update(no_key=True).get(pk=pk)
    was = _running(member, now)
    keep_restricted(member)
    right = _running(member, now)
    name = f"member {member.username}"
    return [Mended(name, kept, was[kept], right[kept]) for kept in was if was[kept] != right[kept]]


def _running(member: User, now: datetime) -> dict[str, datetime | None]:
    """Until when each holds that is not over."""
    kept = {name: getattr(member, name) for name in ("silenced_until", "suspended_until")}
    return {name: until if until and until > now else None for name, until in kept.items()}
