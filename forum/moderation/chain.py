"""The log's chain of hashes: what is hashed, in which form, and how one entry holds the next.

An entry's `record` is JSON of what the public may know of the act, its keys sorted, without
spaces, in ASCII. `hash` = SHA-256 of the hash before (64 zeros before the first), a line break and
the record, in hexadecimal. So whoever has the export can check the chain without this program, and
whoever noted a head can prove later that nothing before it was changed, put in or taken out.
"""

import hashlib
import json
from datetime import UTC

from forum.moderation.models import LogEntry

START = "0" * 64


def record_of(entry: LogEntry) -> str:
    """The canonical text of an entry: ids, not names, so that it holds when an account goes."""
    facts = {
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "moderator": entry.moderator_id,
        "automated": entry.automated,
        "act": entry.act,
        "scope": entry.scope,
        "article": entry.article_id,
        "comment": entry.comment_id,
        "mark": mark(entry.salt, entry.member_id),
        "rule": entry.rule.number if entry.rule else None,
        "version": entry.wording.version if entry.wording else None,
        "reason": entry.reason,
        "until": entry.until.astimezone(UTC).isoformat(timespec="microseconds")
        if entry.until
        else None,
        "pause": entry.pause,
        "count": entry.count,
        "undoes": entry.undoes.number if entry.undoes else None,
    }
    return json.dumps(facts, sort_keys=True, separators=(",", ":"))


def mark(salt: str, member_id: int | None) -> str | None:
    """A commitment to the member concerned: with the salt, which is not public, it proves who it
    was; without it, it says nothing and no two marks can be matched."""
    if member_id is None:
        return None
    return hashlib.sha256(f"{salt}:{member_id}".encode()).hexdigest()[:32]


def link(before: str, record: str) -> str:
    """The hash of an entry with this record that comes after the hash `before`."""
    return hashlib.sha256(f"{before}\n{record}".encode()).hexdigest()
