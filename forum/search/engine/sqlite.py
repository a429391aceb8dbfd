"""SQLite's index: one FTS5 table. It is given stems, so its tokenizer parts them at spaces only.

Rows come by their number, the newest first, as they are found: so what is common costs as much as
what is looked at, not as much as there is. `bm25()` is not asked, which counts all that match.
"""

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

from forum import sql
from forum.search import marks
from forum.search.blocks import SAMPLE, Span, covering
from forum.search.engine.asking import READ, Ask, Match
from forum.search.entries import Entry

# What is not ASCII is part of a word to this tokenizer, and stems hold nothing else but letters and
# digits; so it parts nothing that `words.py` has not. `columnsize` is for bm25 only.
TABLE = """
    CREATE VIRTUAL TABLE IF NOT EXISTS search_index USING fts5(
        title, thesis, body, marks, plain UNINDEXED, tokenize = 'ascii', columnsize = 0
    )
"""
NOTE = "INSERT INTO search_change (kind, ref, whole) VALUES ('{kind}', {ref}, {whole})"
TRIGGER = """
    CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} {when} BEGIN {notes}; END
"""
# Texts are read in the table where FTS5 keeps its columns, in their order: through FTS5 itself each
# takes twice as long.
FOUND = "search_index CROSS JOIN search_index_content AS its ON its.id = search_index.rowid"
ALL_OF_IT = "c0 || char(10) || c1 || char(10) || c2"  # a row of words is in one of them
MARKED = "instr(' ' || c3 || ' ', %s) > 0"
NEAR = 3_072  # ids, of a stretch in which FTS5 is asked for all there is to ask
NAMED = 4  # blocks that cover it: FTS5 takes a step in each for every match
PAGES = 250  # of some four kilobytes each, that one step of a sweep merges: a few milliseconds


def tables() -> list[str]:
    return [TABLE]


def trigger(
    name: str, event: str, table: str, when: str, notes: list[tuple[str, str, bool]]
) -> str:
    """One that notes (kind, id, whether its comments are meant too) when something happens."""
    written = [NOTE.format(kind=kind, ref=ref, whole=int(whole)) for kind, ref, whole in notes]
    return TRIGGER.format(
        name=name,
        event=event,
        table=table,
        when=f"WHEN {when}" if when else "",
        notes="; ".join(written),
    )


def without(name: str, table: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name}"


def different(column: str) -> str:
    return f"OLD.{column} IS NOT NEW.{column}"


def standing_triggers() -> set[str]:
    return {
        name for (name,) in sql.rows("SELECT name FROM sqlite_master WHERE type = %s", ["trigger"])
    }


@contextmanager
def alone() -> Iterator[bool]:
    """Is nobody else at work on the index? Not by a lock of the database, for there is one for all:
    the stems are made before it is taken."""
    with (settings.VAR_DIR / "search.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def kept(keys: Iterable[int]) -> dict[int, Entry]:
    """The entries that are there."""
    wanted = tuple(keys)
    rows = sql.rows(
        f"SELECT rowid, title, thesis, body, marks, plain FROM search_index"
        f" WHERE rowid IN ({sql.marks(wanted)})",
        wanted,
    )
    return {row[0]: Entry.of(row) for row in rows}


def drop(keys: Iterable[int]) -> None:
    gone = tuple(keys)
    sql.run(f"DELETE FROM search_index WHERE rowid IN ({sql.marks(gone)})", gone)


def put(entries: Iterable[Entry]) -> None:
    """Write what is not there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_index (rowid, title, thesis, body, marks, plain)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [(e.key, *e.words, " ".join(e.marks), e.plain) for e in entries],
        )


def empty() -> None:
    sql.run("DELETE FROM search_index", [])


def newest(essays: bool, using: str) -> int:
    """The highest id there is, or 0."""
    edge = "-min(rowid)" if essays else "max(rowid)"
    [[highest]] = sql.rows(f"SELECT coalesce({edge}, 0) FROM search_index", [], using)
    return max(highest, 0)


def matches(ask: Ask, span: Span, most: int, using: str) -> list[Match]:
    """The newest that match, as many as are wanted."""
    expression, conditions, values = _asked(ask, span)
    rows = sql.rows(
        f"SELECT search_index.rowid * {_sign(span)}, c0, c1, substr(c2, 1, {READ}) FROM {FOUND}"
        f" WHERE search_index MATCH %s AND {' AND '.join([_within(span), *conditions])}"
        f" {_newest(span, most)}",
        [expression, *values],
        using,
    )
    return [Match(*row) for row in rows]


def samples(any_of: tuple[str, ...], span: Span, most: int, using: str) -> list[int]:
    """The ids of the newest samples that have one of these, as many as are wanted."""
    expression = _expression(Ask(groups=(any_of, (SAMPLE,)), hidden_but=None))
    rows = sql.rows(
        f"SELECT search_index.rowid * {_sign(span)} FROM search_index"
        f" WHERE search_index MATCH %s AND {_within(span)} {_newest(span, most)}",
        [expression],
        using,
    )
    return [pk for (pk,) in rows]


def _asked(ask: Ask, span: Span) -> tuple[str, list[str], list[str]]:
    """The index's part of the question; and what is read in the texts, with its values.

    Limits of the rowid do not keep FTS5 from going through all that has words which never stand
    together: it looks at them when it has a match. Nor does it skip where one word is rarer than
    another. So it is asked for blocks of a short stretch, and in a longer one for the rarest part
    alone, of which it goes through no more than some five hundred texts."""
    if span.last - span.first < NEAR:
        expression = _expression(ask.narrowed(*covering(span, NAMED)))
        return expression, *_standing(ask.rows(2), span.essays)
    marked, its_marks = _marked(ask)
    standing, its_rows = _standing(ask.rows(1), span.essays)
    rarest = _expression(Ask(groups=(ask.rarest,), hidden_but=None))
    return rarest, marked + standing, its_marks + its_rows


def _standing(rows: Iterable[tuple[str, bool]], essays: bool) -> tuple[list[str], list[str]]:
    """Words that must stand in the text, or must not, as conditions and their values."""
    texts = ALL_OF_IT if essays else "c2"
    each = [(f"instr({texts}, %s) {'>' if must else '='} 0", row) for row, must in rows]
    return [condition for condition, _row in each], [row for _condition, row in each]


def _marked(ask: Ask) -> tuple[list[str], list[str]]:
    """The same of marks."""
    groups = [group for group in ask.groups if group != ask.rarest]
    conditions = [f"({' OR '.join([MARKED] * len(group))})" for group in groups]
    values = [mark for group in groups for mark in group]
    if ask.hidden_but is not None:
        conditions.append(f"NOT ({MARKED} AND NOT {MARKED})")
        values += [marks.AWAY, ask.hidden_but]
    return conditions, [f" {mark} " for mark in values]


def _sign(span: Span) -> int:
    return -1 if span.essays else 1


def _within(span: Span) -> str:
    first, last = sorted((_sign(span) * span.first, _sign(span) * span.last))
    return f"search_index.rowid BETWEEN {first:d} AND {last:d}"


def _newest(span: Span, most: int) -> str:
    return f"ORDER BY search_index.rowid {'ASC' if span.essays else 'DESC'} LIMIT {most:d}"


def plain_of(articles: Iterable[int], using: str) -> dict[int, str]:
    """The texts of essays."""
    keys = tuple(-pk for pk in articles)
    rows = sql.rows(
        f"SELECT -rowid, plain FROM search_index WHERE rowid IN ({sql.marks(keys)})", keys, using
    )
    return dict(rows)


def sweep(begins: bool) -> bool:
    """Merge some of the index's files, which is when what was deleted leaves them; returns whether
    there is more to do."""
    connection.ensure_connection()
    before = connection.connection.total_changes
    command = "INSERT INTO search_index (search_index, rank) VALUES ('merge', %s)"
    sql.run(command, [-PAGES if begins else PAGES])
    return begins or bool(connection.connection.total_changes - before >= 2)


def tidy() -> None:
    """All at once, for a command."""
    sql.run("INSERT INTO search_index (search_index) VALUES ('optimize')", [])


def _expression(ask: Ask) -> str:
    """In FTS5's language, where all is quoted: there is nothing in it that anybody typed."""
    parts = [f"({' OR '.join(map(_quoted, group))})" for group in ask.groups]
    parts += map(_quoted, ask.words)
    wanted = " AND ".join(parts)
    unwanted = [*map(_quoted, ask.unwanted)]
    if ask.hidden_but is not None:
        unwanted.append(f"({_quoted(marks.AWAY)} NOT {_quoted(ask.hidden_but)})")
    return f"({wanted}) NOT ({' OR '.join(unwanted)})" if unwanted else wanted


def _quoted(word: str) -> str:
    return f'"{word}"'
