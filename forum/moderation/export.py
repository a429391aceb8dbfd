"""The log as files: for spreadsheets, and for programs that check the chain.

What anyone may read, whoever asks. Written piece by piece, so that the longest log fits in memory.
"""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from forum.articles.models import Article
from forum.moderation import deeds, proof
from forum.moderation.models import LogEntry, Scope

COLUMNS = (
    "number",
    "at",
    "by",
    "automated",
    "act",
    "scope",
    "count",
    "rule",
    "version",
    "reason",
    "essay",
    "address",
    "until",
    "pause",
    "undoes",
    "hash",
)
# What a spreadsheet may take for the beginning of a formula, also behind blanks and quotes that it
# strips (OWASP, 'CSV injection'); the wide forms are the same signs to some of them.
FORMULA = re.compile(r"[\s\"'’‘“”]*[=+\-@＝＋－＠|%]|[\t\r\n]")


class _Echo:
    """Lets a csv.writer return each line in place of writing it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(site: str) -> Iterator[str]:
    """A line for each act, all cells in quotes, after a mark that tells spreadsheets it is UTF-8.
    `site` begins the addresses."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow(COLUMNS)
    for row in _rows(proof.head().number, site):
        yield writer.writerow([harmless(row[name]) for name in COLUMNS])


def json_pieces(site: str) -> Iterator[str]:
    """`{"head": {"number", "hash"}, "entries": [{"hash", "record", "by", "essay", "address"}]}`.

    The head is that of the entries in the file, also when acts go on meanwhile.
    """
    head = proof.head()
    yield f'{{"head": {json.dumps(head._asdict())}, "entries": ['
    comma = "\n"
    for row in _rows(head.number, site):
        kept = {name: row[name] for name in ("number", "hash", "record", "by", "essay", "address")}
        yield comma + json.dumps(kept)
        comma = ",\n"
    yield "\n]}\n"


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before what could be."""
    text = "" if value is None else str(value)
    return f"'{text}" if FORMULA.match(text) else text


def _rows(until: int, site: str) -> Iterator[dict[str, Any]]:
    for chunk in proof.chunks(until):
        shown = {entry.article_id for entry in chunk if entry.scope != Scope.MEMBER}
        articles = Article.objects.published().only("slug", "title").in_bulk(shown - {None})
        for entry in chunk:
            yield _row(entry, articles.get(entry.article_id or 0), site)


def _row(entry: LogEntry, article: Article | None, site: str) -> dict[str, Any]:
    if entry.scope == Scope.MEMBER:
        article = None
    return {
        "number": entry.number,
        "at": entry.at.isoformat(timespec="seconds"),
        "by": deeds.doer(entry),
        "automated": _("yes") if entry.automated else _("no"),
        "act": entry.act,
        "scope": entry.scope,
        "count": entry.count,
        "rule": str(entry.rule or ""),
        "version": entry.wording.version if entry.wording else None,
        "reason": entry.reason,
        "essay": article.title if article else None,
        "address": f"{site}{article.get_absolute_url()}" if article else None,
        "until": entry.until.isoformat(timespec="seconds") if entry.until else None,
        "pause": entry.pause,
        "undoes": entry.undoes.number if entry.undoes else None,
        "hash": entry.hash,
        "record": entry.record,
    }
