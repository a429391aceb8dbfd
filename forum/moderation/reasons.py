"""The statement of reasons as a page shows it, field by field: Regulation (EU) 2022/2065 (the
Digital Services Act), article 17(3)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from forum.moderation import appeals, statements
from forum.moderation.models import Act, Appeal, Flag, Hold, LogEntry, RuleVersion, Statement

LASTING = {Act.HIDE, Act.REMOVE, Act.LOCK}


@dataclass(frozen=True)
class Reasons:
    """All that article 17(3) asks for, in its order, in words for the person concerned."""

    statement: Statement
    # (a) what was decided, how far it reaches and how long.
    decided: str
    effect: str
    until: datetime | None
    undone_by: LogEntry | None
    # (b) facts and circumstances: what led to it, and who decided.
    prompted: str
    decided_by: str
    # (c) what software had to do with it.
    software: str
    # (d), (e) the ground: the rule in its words of then, and whether it was reworded since.
    wording: RuleVersion | None
    is_reworded: bool
    # (f) redress.
    appeal: Appeal | None
    earlier: Statement | None  # of the decision that this one took back or let stand
    refusal: str  # why there is no appeal (any more); '' where one may be made

    @property
    def is_lasting(self) -> bool:
        """Does it go on until somebody takes it back? A warning, say, is over when it is read."""
        return self.entry.act in LASTING

    @property
    def entry(self) -> LogEntry:
        return self.statement.entry


def of(statement: Statement) -> Reasons:
    """All fields of one statement, in a fixed number of queries."""
    entry = statement.entry
    appeal = getattr(statement, "appeal", None)
    return Reasons(
        statement=statement,
        decided=statements.what(entry, statement.count),
        effect=statements.effect(entry),
        until=entry.until,
        undone_by=getattr(entry, "undone_by", None),
        prompted=_prompted(statement),
        decided_by=_decided_by(entry),
        software=_software(entry),
        wording=entry.wording,
        is_reworded=bool(
            entry.rule and entry.wording and entry.wording.version < entry.rule.version
        ),
        appeal=appeal,
        earlier=_earlier(statement),
        refusal=appeals.may_appeal(statement.member, statement),
    )


def _earlier(statement: Statement) -> Statement | None:
    before = statements.decided_before(statement.entry)
    theirs = Statement.objects.filter(member=statement.member_id, entry=before)
    return theirs.first() if statement.member_id else None


def _prompted(statement: Statement) -> str:
    """Pursuant to readers' flags, or of one's own initiative. Who flagged is nobody's business."""
    entry = statement.entry
    if entry.act in (Act.UPHOLD, Act.REVERSE):
        return _("It was decided because you appealed.")
    if statement.flagged or (entry.automated and _has_flags(entry)):
        return _("Readers had flagged it.")
    if entry.automated:
        return _("It was decided by figures and lists that are the same for everyone.")
    if statements.by_essays_author(entry):
        return _("No flag led to it: the essay’s author came upon it.")
    return _("No flag led to it: it was decided on the site’s own initiative.")


def _has_flags(entry: LogEntry) -> bool:
    """Software holds what is flagged and settles no flag: those still wait for a person."""
    flags = Flag.objects.filter(comment=entry.comment_id, created_at__lte=entry.at)
    return entry.comment_id is not None and flags.exists()


def _decided_by(entry: LogEntry) -> str:
    if entry.automated:
        return _("The site’s software, and no person yet")
    if entry.moderator is None:
        return _("A former moderator")
    if statements.by_essays_author(entry):
        return _("%(who)s, who wrote the essay") % {"who": entry.moderator}
    return _("%(who)s, a moderator") % {"who": entry.moderator}


def _software(entry: LogEntry) -> str:
    """The use of automated means, also in finding what was decided about."""
    if entry.automated:
        return _("Software decided this by itself. A moderator looks at it after that.")
    if hold := _hold_before(entry):
        return _(
            "Software held it back until somebody had looked, and said why: ‘%(why)s’ "
            "A person decided."
        ) % {"why": hold.said}
    return _("None: a person decided, and no software had singled it out.")


def _hold_before(entry: LogEntry) -> Hold | None:
    """What singled it out, if nobody had decided about it between that and this act."""
    if entry.comment_id is None:
        return None
    holds = Hold.objects.filter(comment=entry.comment_id, created_at__lte=entry.at)
    hold = holds.order_by("-id").first()
    decided = LogEntry.objects.filter(comment=entry.comment_id, number__lt=entry.number)
    between = decided.filter(automated=False, at__gte=hold.created_at) if hold else decided.none()
    return None if between.exists() else hold
