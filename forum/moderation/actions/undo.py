"""Taking an act back, by a moderator or on appeal: one transaction, one log entry of its own."""

from http import HTTPStatus
from typing import Any

from django.db import transaction

from accounts.models import User
from forum.comments.actions.counting import lock_article
from forum.comments.models import Comment, CommentState
from forum.moderation import rules
from forum.moderation.actions.outcome import tell_flaggers
from forum.moderation.actions.record import Decision, keep_changes, record, state_reasons
from forum.moderation.actions.take_back import take_back
from forum.moderation.cases import Thing, keep_case, keep_cases
from forum.moderation.models import Act, Flag, FlagState, LogEntry, Scope
from forum.pages import versions
from forum.refusals import refuse_if


@transaction.atomic
def undo(entry: LogEntry, decision: Decision, kind: Act = Act.UNDO) -> LogEntry:
    """Take the act back: states as they were before it, what it set lifted, its flags reopened or
    declined. `kind` is Act.REVERSE on appeal; then whatever still stands of the act is taken back,
    and it is no conflict if nothing does.

    Raises Refused: 403 for who may not, 400 without a reason, 409 when it was undone already or
    what it did is not so any more.
    """
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    entry = _lock(entry)
    if decision.moderator is not None:
        refuse_if(rules.may_undo(decision.moderator, entry))
    refuse_if(rules.undo_fits(entry), HTTPStatus.CONFLICT)
    if kind == Act.UNDO:
        refuse_if(rules.is_last(entry), HTTPStatus.CONFLICT)
    changes = take_back(entry, decision.since, is_strict=kind == Act.UNDO)
    about = {name: getattr(entry, name) for name in ("article", "comment", "member", "count")}
    done = record(kind, Scope(entry.scope), decision, undoes=entry, **about)
    keep_changes(done, changes)
    if entry.article is None:  # a name that was cleared, or what held on the whole site
        versions.touch(versions.SITE)
    _resettle(entry, done, [c for c, *states in changes if CommentState.HELD in states])
    _tell(entry, done)
    return done


def _lock(entry: LogEntry) -> LogEntry:
    """The entry as it is now, and the essays and the member it was about, each held."""
    entries = LogEntry.objects.select_for_update(no_key=True, of=("self",))
    locked = entries.select_related("article", "comment", "member", "moderator").get(pk=entry.pk)
    touched = set(locked.changes.values_list("comment__article", flat=True).distinct())
    for article_id in sorted(pk for pk in {locked.article_id, *touched} if pk):
        lock_article(article_id)
    if locked.scope == Scope.MEMBER and locked.member_id:
        locked.member = User.objects.select_for_update(no_key=True).get(pk=locked.member_id)
    return locked


def _tell(entry: LogEntry, done: LogEntry) -> None:
    """State the reasons to whoever was given some for the act, and to an essay's author whose own
    power it was, who needed none then."""
    for statement in entry.statements.select_related("member", "comment__article", "article"):
        occasion = statement.comment or statement.article
        state_reasons(statement.member, done, statement.text, statement.count, occasion=occasion)
    if entry.moderator_id == entry.member_id:
        state_reasons(entry.member, done)


def _resettle(entry: LogEntry, done: LogEntry, comments: list[Comment]) -> None:
    """What the act upheld is declined now, what it declined waits again; then the cases follow."""
    flags = entry.flags.select_related("comment__article", "article", "member")
    about: set[Any] = {*comments, *(flag.comment or flag.article or flag.member for flag in flags)}
    entry.flags.filter(state=FlagState.UPHELD).update(state=FlagState.DECLINED, decision=done)
    tell_flaggers(done)
    # Who reported the profile once more meanwhile waits already.
    again = Flag.objects.filter(state=FlagState.WAITING, member=entry.member).values("flagger")
    waiting = entry.flags.filter(state=FlagState.DECLINED)
    if entry.scope == Scope.MEMBER:
        waiting = waiting.exclude(flagger__in=again)
    waiting.update(state=FlagState.WAITING, decision=None)
    comments = [thing for thing in about if isinstance(thing, Comment)]
    keep_cases(sorted(comments, key=_order))
    for thing in sorted(about.difference(comments), key=_order):
        keep_case(thing)


def _order(thing: Thing) -> tuple[str, int]:
    """The same for everyone, so that two who hold cases at once never wait for each other."""
    return type(thing).__name__, thing.pk
