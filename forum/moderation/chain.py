"""The log's chain of hashes: what is hashed, in which form, and how one entry holds the next.

An entry's `record` is JSON of what the public may know of the act, its keys sorted, without
spaces, in ASCII. `hash` = SHA-256 of the hash before (64 zeros before the first), a line break and
the record, in hexadecimal. So whoever has the export can check the chain without this program, and
whoever noted a head can prove later that nothing before it was changed, put in or taken out.
"""

import hashlib
import json
from datetime import UTC, datetime

from forum.moderation.models import LogEntry, RuleVersion, Scope

START = "0" * 64

type Fact = int | str | bool | None


def record_of(entry: LogEntry) -> str:
    """The canonical text of an entry."""
    return canonical(facts_of(entry))


def canonical(facts: dict[str, Fact]) -> str:
    return json.dumps(facts, sort_keys=True, separators=(",", ":"))


def facts_of(entry: LogEntry) -> dict[str, Fact]:
    """What the record says: ids, not names, so that it holds when an account goes."""
    return {
        "number": entry.number,
        "at": _moment(entry.at),
        "moderator": entry.moderator_id,
        "automated": entry.automated,
        "act": entry.act,
        "scope": entry.scope,
        **_subject(entry),
        "mark": mark(entry.salt, "member", entry.member_id),
        "rule": entry.rule.number if entry.rule else None,
        "version": entry.wording.version if entry.wording else None,
        "words": words(entry.wording) if entry.wording else None,
        "reason": entry.reason,
        "until": _moment(entry.until) if entry.until else None,
        "pause": entry.pause,
        "count": entry.count,
        "undoes": entry.undoes.number if entry.undoes else None,
    }


def _subject(entry: LogEntry) -> dict[str, Fact]:
    """The debate, and a commitment to the comment: whoever reads that reads its author's name
    beside it. Where an act was on a member, the debate would be near to saying who it was, too."""
    is_on_member = entry.scope == Scope.MEMBER
    article = entry.article_id
    return {
        "article": mark(entry.salt, "article", article) if is_on_member else article,
        "comment": mark(entry.salt, "comment", entry.comment_id),
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def mark(salt: str, kind: str, pk: int | None) -> str | None:
    """A commitment to the member or the comment concerned: with the salt, which is not public, it
    proves which it was; without it, it says nothing and no two marks can be matched."""
    if pk is None:
        return None
    return hashlib.sha256(f"{salt}:{kind}:{pk}".encode()).hexdigest()[:32]


def words(wording: RuleVersion) -> str:
    """The digest of a rule's words, so that what an act referred to cannot be reworded later."""
    return hashlib.sha256(f"{wording.title}\n{wording.text}".encode()).hexdigest()


def link(before: str, record: str) -> str:
    """The hash of an entry with this record that comes after the hash `before`."""
    return hashlib.sha256(f"{before}\n{record}".encode()).hexdigest()
