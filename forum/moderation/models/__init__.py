"""What moderation keeps: rules, flags, open cases, the log, restrictions, statements, appeals."""

from forum.moderation.models.cases import Case
from forum.moderation.models.flags import NOTE_MAX, Flag, FlagState
from forum.moderation.models.lists import (
    Hold,
    Phrase,
    PhraseKind,
    PhraseVerdict,
    Posting,
    PostingQuerySet,
    said,
)
from forum.moderation.models.log import (
    REASON_MAX,
    TAKING,
    Act,
    Change,
    LogEntry,
    LogHead,
    Scope,
)
from forum.moderation.models.restrictions import Restriction, RestrictionKind
from forum.moderation.models.rulebook import Harm, Rule, RuleVersion
from forum.moderation.models.statements import APPEAL_MAX, Appeal, AppealState, Statement

__all__ = [
    "APPEAL_MAX",
    "NOTE_MAX",
    "REASON_MAX",
    "TAKING",
    "Act",
    "Appeal",
    "AppealState",
    "Case",
    "Change",
    "Flag",
    "FlagState",
    "Harm",
    "Hold",
    "LogEntry",
    "LogHead",
    "Phrase",
    "PhraseKind",
    "PhraseVerdict",
    "Posting",
    "PostingQuerySet",
    "Restriction",
    "RestrictionKind",
    "Rule",
    "RuleVersion",
    "Scope",
    "Statement",
    "said",
]
