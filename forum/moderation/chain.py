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
    """The debate and the comment; only a commitment to them where an act was on their author, for
    whoever reads the comment that occasioned a warning reads the name beside it."""
    ids = {"article": entry.article_id, "comment": entry.comment_id}
    if entry.scope != Scope.MEMBER:
        return {**ids}
    return {kind: mark(entry.salt, kind, pk) for kind, pk in ids.items()}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def mark(salt: str, kind: str, pk: int | None) -> str | None:
    """A commitment to the member concerned: with the salt, which is not public, it proves who it
    was; without it, it says nothing and no two marks can be matched."""
    if pk is None:
        return None
    return hashlib.sha256(f"{salt}:{kind}:{pk}".encode()).hexdigest()[:32]


def words(wording: RuleVersion) -> str:
    """The digest of a rule's words, so that what an act referred to cannot be reworded later."""
    return hashlib.sha256(f"{wording.title}\n{wording.text}".encode()).hexdigest()


def link(before: str, record: str) -> str:
    """The hash of an entry with this record that comes after the hash `before`."""
    return hashlib.sha256(f"{before}\n{record}".encode()).hexdigest()
