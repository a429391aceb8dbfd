"""A member appeals against a decision about them; a moderator who had no part in it decides."""

from http import HTTPStatus

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.comments.actions.counting import lock_article
from forum.moderation import appeals, rules
from forum.moderation.actions.outcome import tell_flaggers
from forum.moderation.actions.record import Decision, keep_changes, record, state_reasons
from forum.moderation.actions.take_back import comments_back
from forum.moderation.actions.undo import undo
from forum.moderation.cases import keep_case
from forum.moderation.models import (
    APPEAL_MAX,
    Act,
    Appeal,
    AppealState,
    FlagState,
    LogEntry,
    Scope,
    Statement,
)
from forum.refusals import Refused, refuse_if


@transaction.atomic
def appeal(member: User, statement: Statement, text: str) -> Appeal:
    """Ask somebody else to look at it. Raises Refused: 400 without words or with too many, 403 when
    it is not theirs, nothing holds any more or the time is over, 409 when they appealed already."""
    refuse_if(_is_worded(text), HTTPStatus.BAD_REQUEST)
    refuse_if(appeals.may_appeal(member, statement))
    made, is_new = Appeal.objects.get_or_create(
        statement=statement, defaults={"text": text.strip()}
    )
    if not is_new:
        refuse_if(appeals.once(), HTTPStatus.CONFLICT)
    made.refresh_from_db(fields=["created_at"])
    keep_case(made)
    return made


def _is_worded(text: str) -> str:
    if not text.strip():
        return _("Say why it was wrong: whoever decides reads it beside the statement.")
    if len(text) > APPEAL_MAX:
        return _("Keep it to %(limit)s characters; it has %(length)s.") % {
            "limit": APPEAL_MAX,
            "length": len(text),
        }
    return ""


@transaction.atomic
def decide(appeal: Appeal, granted: bool, decision: Decision) -> LogEntry:
    """Grant it, which takes the act back as far as it still holds, or let the act stand. The member
    is told which, and why.

    Raises Refused: 400 without a reason, 403 for who had a part in it, 409 when somebody decided
    it meanwhile or the appeal went with its member's account.
    """
    kind = Act.REVERSE if granted else Act.UPHOLD
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    appeal = _lock(appeal)
    refuse_if(appeals.may_decide(decision.moderator, appeal))
    refuse_if(appeals.is_open(appeal), HTTPStatus.CONFLICT)
    entry = (
        _grant(appeal.statement, decision) if granted else _record(kind, appeal.statement, decision)
    )
    appeal.state = AppealState.GRANTED if granted else AppealState.REFUSED
    appeal.decision = entry
    appeal.save(update_fields=["state", "decision"])
    keep_case(appeal)
    if entry.undoes is None:  # else the undoing told them
        told = appeal.statement
        state_reasons(told.member, entry, told.text, told.count)
    return entry


def _lock(appeal: Appeal) -> Appeal:
    """The appeal as it is now, held: of two who decide at once the second is told so."""
    # Locked first and read after it: a row that waited for the lock is as it is now, on PostgreSQL,
    # but what is joined to it (the decision) as it was when the waiting began.
    Appeal.objects.select_for_update(no_key=True).filter(pk=appeal.pk).first()
    rows = Appeal.objects.select_related(
        "statement__member",
        "statement__entry__moderator",
        "statement__article",
        "statement__comment__parent",
        "decision__moderator",
    )
    current = rows.filter(pk=appeal.pk).first()
    if current is None:
        sentence = _("The member has closed their account meanwhile, and the appeal went with it.")
        raise Refused(sentence, HTTPStatus.CONFLICT)
    return current


def _grant(statement: Statement, decision: Decision) -> LogEntry:
    """Take the act back: all of it, or, of an act on the comments of many, what concerns this
    member. If somebody took it back while the appeal waited, say only that it was wrong."""
    entry = statement.entry
    if rules.undo_fits(entry):
        return _record(Act.REVERSE, statement, decision)
    if entry.statements.exclude(pk=statement.pk).exists():
        return _give_back(statement, decision)
    return undo(entry, decision, Act.REVERSE)


def _give_back(statement: Statement, decision: Decision) -> LogEntry:
    theirs = statement.entry.changes.filter(comment__author=statement.member)
    for article_id in sorted(set(theirs.values_list("comment__article", flat=True))):
        lock_article(article_id)
    changes = comments_back(theirs)
    entry = _record(Act.REVERSE, statement, decision)
    keep_changes(entry, changes)
    comments = [comment for comment, _was, _now in changes]
    upheld = statement.entry.flags.filter(comment__in=comments, state=FlagState.UPHELD)
    upheld.update(state=FlagState.DECLINED, decision=entry)
    tell_flaggers(entry)
    for comment in comments:
        keep_case(comment)
    return entry


def _record(kind: Act, statement: Statement, decision: Decision) -> LogEntry:
    return record(
        kind,
        Scope(statement.entry.scope),
        decision,
        article=statement.article,
        comment=statement.comment,
        member=statement.member,
        count=statement.count,
    )
