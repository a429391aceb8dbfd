"""An appeal with both sides: the act and its reason, and what the member says against it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from forum.moderation import appeals
from forum.moderation.dossier.parts import EARLIER, Button, Dossier, entries, record_of
from forum.moderation.models import (
    Act,
    Appeal,
    AppealState,
    Case,
    LogEntry,
    Scope,
    Statement,
)
from forum.moderation.subject import Seen


@dataclass(frozen=True, kw_only=True)
class AppealDossier(Dossier):
    appeal: Appeal

    @property
    def statement(self) -> Statement:
        return self.appeal.statement

    @property
    def who(self) -> User | None:
        return self.statement.member

    @property
    def buttons(self) -> list[Button]:
        if self.refusal or self.appeal.state != AppealState.WAITING:
            return []
        return [
            Button(Act.REVERSE, _("Grant: take the act back"), "1"),
            Button(Act.UPHOLD, _("Refuse: the act stands"), "2"),
        ]


def of_appeal(appeal: Appeal, moderator: User, case: Case | None) -> AppealDossier:
    """The act's own entry stands in the statement, so the record leaves it out."""
    statement = appeal.statement
    return AppealDossier(
        thing=appeal,
        appeal=appeal,
        case=case,
        moderator=moderator,
        refusal=appeals.may_decide(moderator, appeal),
        flags=[],
        record=record_of(statement.member, Q(pk=statement.entry_id)),
        history=_log_of(statement),
        seen=Seen(),  # an appeal is decided once, and that it was says the appeal itself
    )


def _log_of(statement: Statement) -> list[LogEntry]:
    """What was done to the same text, or to the member, before and since, newest first."""
    about = Q(pk=statement.entry_id)
    if statement.member_id:
        about = Q(member=statement.member, scope=Scope.MEMBER)
    if statement.comment_id:
        about = Q(comment=statement.comment_id)
    elif statement.article_id:
        about = Q(article=statement.article_id, scope__in=[Scope.ESSAY, Scope.DEBATE])
    return list(entries().filter(about).exclude(act=Act.NOTE)[:EARLIER])
