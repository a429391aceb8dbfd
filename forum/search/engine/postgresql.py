"""PostgreSQL's index: a table with a `tsvector` of stems, and GIN over it.

GIN has no order: a common word costs as much as there is of it. So each entry is marked with the
block of a thousand it is in, and with the larger ones around that. The newest block is asked first;
what it holds is mostly enough, and when it is not, the word is not that common.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise

from django.db import connection, transaction

from forum import sql
from forum.search import marks
from forum.search.engine.asking import READ, Ask, Match, Reach
from forum.search.entries import Entry
from forum.search.query import Term

TABLE = """
    CREATE TABLE IF NOT EXISTS search_index (
        key bigint PRIMARY KEY, title text NOT NULL, thesis text NOT NULL, body text NOT NULL,
        marks text NOT NULL, plain text NOT NULL, words tsvector NOT NULL
    )
"""
# Without `fastupdate`, whose list of what is not in the index yet every search would go through.
INDEX = """
    CREATE INDEX IF NOT EXISTS search_words ON search_index
    USING gin (words) WITH (fastupdate = off)
"""
NOTE = "INSERT INTO search_change (kind, ref, whole) VALUES ('{kind}', {ref}, {whole});"
FUNCTION = """
    CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN {notes} RETURN NULL; END $$
"""
TRIGGER = """
    CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION {name}()
"""
LEVELS = (10, 13, 16, 19)  # blocks of 1,024 ids, 8,192, 65,536, 524,288
LOCK = 6_120_771  # the name of the lock of who works on the index


def tables() -> list[str]:
    return [TABLE, INDEX]


def trigger(
    name: str, event: str, table: str, when: str, notes: list[tuple[str, str, bool]]
) -> str:
    """As SQLite's."""
    written = [NOTE.format(kind=kind, ref=ref, whole=whole) for kind, ref, whole in notes]
    function = FUNCTION.format(name=name, notes=" ".join(written))
    condition = f"WHEN ({when})" if when else ""
    return f"{function};" + TRIGGER.format(name=name, event=event, table=table, when=condition)


def without(name: str, table: str) -> str:
    return f"DROP TRIGGER IF EXISTS {name} ON {table}; DROP FUNCTION IF EXISTS {name}()"


def different(column: str) -> str:
    return f"OLD.{column} IS DISTINCT FROM NEW.{column}"


def standing_triggers() -> set[str]:
    return {
        name for (name,) in sql.rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal", [])
    }


@contextmanager
def alone() -> Iterator[bool]:
    """Is nobody else at work on the index? Within a transaction, which keeps nobody waiting."""
    with transaction.atomic():
        [[is_free]] = sql.rows("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        yield is_free


def kept(keys: Iterable[int]) -> dict[int, Entry]:
    rows = sql.rows(
        "SELECT key, title, thesis, body, marks, plain FROM search_index WHERE key = ANY(%s)",
        [list(keys)],
    )
    return {row[0]: Entry.of(row) for row in rows}


def drop(keys: Iterable[int]) -> None:
    sql.run("DELETE FROM search_index WHERE key = ANY(%s)", [list(keys)])


def put(entries: Iterable[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_index (key, title, thesis, body, marks, plain, words)"
            " VALUES (%s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))",
            [(e.key, *e.words, " ".join(e.marks), e.plain, _lexemes(e)) for e in entries],
        )


def empty() -> None:
    sql.run("TRUNCATE search_index", [])


def matches(ask: Ask, reach: Reach, using: str) -> list[Match]:
    """The newest that match: block by block, until there are as many as are wanted. PostgreSQL does
    not begin with a part of UNION ALL before those before it have been taken."""
    branches, values = [], []
    sign = -1 if reach.essays else 1
    for block, first, last in _stretches(_newest(reach, using), reach.essays):
        condition, its = _condition(ask.narrowed(*block))
        branches.append(
            f"(SELECT key * {sign} AS pk, title, thesis, left(body, {READ}) FROM search_index"
            f" WHERE {condition} AND key * {sign} BETWEEN {first:d} AND {last:d}"
            f" ORDER BY key * {sign} DESC)"
        )
        values += its
    rows = sql.rows(f"{' UNION ALL '.join(branches)} LIMIT {reach.most:d}", values, using)
    return sorted((Match(*row) for row in rows), reverse=True)


def plain_of(articles: Iterable[int], using: str) -> dict[int, str]:
    rows = sql.rows(
        "SELECT -key, plain FROM search_index WHERE key = ANY(%s)",
        [[-pk for pk in articles]],
        using,
    )
    return dict(rows)


def sweep(begins: bool) -> bool:
    """Autovacuum does it."""
    return False


def tidy() -> None:
    """GIN keeps a word for which it has no row any more; written anew it does not."""
    sql.run("REINDEX INDEX search_words", [])


def _lexemes(entry: Entry) -> list[str]:
    words = {word for text in entry.words for word in text.split()}
    return [*words, *entry.marks, *_blocks(abs(entry.key), entry.key < 0)]


def _blocks(pk: int, is_essay: bool) -> list[str]:
    return [_kind(is_essay), *(_block(level, pk >> level, is_essay) for level in LEVELS)]


def _kind(is_essay: bool) -> str:
    return f"{marks.SIGN}k{'e' if is_essay else 'c'}"


def _block(level: int, number: int, is_essay: bool) -> str:
    return f"{_kind(is_essay)}{level}-{number}"


def _newest(reach: Reach, using: str) -> int:
    """The highest id that may match."""
    if reach.before is not None:
        return reach.before - 1
    edge = "-min(key)" if reach.essays else "max(key)"
    [[newest]] = sql.rows(f"SELECT coalesce({edge}, 0) FROM search_index", [], using)
    return max(newest, 0)


def _stretches(newest: int, is_essay: bool) -> list[tuple[list[str], int, int]]:
    """From the newest back: the marks of blocks of which it has one, its first and last id. Each
    is the block the newest is in and the one before, of the next size, without what came before."""
    marked, edges = [], [newest + 1]
    for level in LEVELS:
        number = newest >> level
        if number <= 1:
            break
        marked.append([_block(level, n, is_essay) for n in (number, number - 1)])
        edges.append((number - 1) << level)
    found = [
        (its, first, last - 1) for its, (last, first) in zip(marked, pairwise(edges), strict=True)
    ]
    return [*found, ([_kind(is_essay)], 0, edges[-1] - 1)]


def _condition(ask: Ask) -> tuple[str, list[str]]:
    """As SQL, and its values: there is nothing in it that anybody typed."""
    parts = [*map(_all_of, ask.wanted)]
    parts += [f"({' | '.join(map(_quoted, group))})" for group in ask.groups]
    parts += [f"!{_quoted(term[0])}" for term in ask.without if len(term) == 1]
    if ask.hidden_but is not None:
        parts.append(f"!({_quoted(marks.AWAY)} & !{_quoted(ask.hidden_but)})")
    conditions, values = ["words @@ %s::tsquery"], [" & ".join(parts)]
    for term in filter(_is_phrase, (*ask.wanted, *ask.without)):
        # The index has the words; that they stand in a row is read in the texts.
        conditions.append(f"{'NOT' if term in ask.without else ''} {_IN_A_ROW}")
        values.append(f"% {' '.join(term)} %")
    return " AND ".join(conditions), values


_IN_A_ROW = "(title || E'\\n' || thesis || E'\\n' || body LIKE %s)"


def _is_phrase(term: Term) -> bool:
    return len(term) > 1


def _all_of(term: Term) -> str:
    return " & ".join(map(_quoted, term))


def _quoted(word: str) -> str:
    return f"'{word}'"
