"""PostgreSQL's index: a table with a `tsvector` of stems, and GIN over it.

GIN has no order: a common word costs as much as there is of it. So it is asked for the blocks of a
stretch of entries besides, the newest first.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from forum import sql
from forum.search import marks
from forum.search.blocks import SAMPLE, Span, covering
from forum.search.engine.asking import READ, Ask, Match
from forum.search.entries import Entry

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
NAMED = 16  # blocks that cover a stretch: GIN merges their lists, the shorter the quicker
PART = 4_096  # ids that are asked for first: few texts that match are sorted in vain
ALL_OF_IT = "title || E'\\n' || thesis || E'\\n' || body"  # a row of words is in one of them
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


def newest(essays: bool, using: str) -> int:
    """The highest id there is, or 0."""
    edge = "-min(key)" if essays else "max(key)"
    [[highest]] = sql.rows(f"SELECT coalesce({edge}, 0) FROM search_index", [], using)
    return max(highest, 0)


def matches(ask: Ask, span: Span, most: int, using: str) -> list[Match]:
    """The newest that match, as many as are wanted. Only their texts are read."""
    keys, values = _keys(ask, span, most)
    rows = sql.rows(
        f"SELECT key * {_sign(span)}, title, thesis, left(body, {READ}) FROM search_index"
        f" WHERE key = ANY(ARRAY({keys}))",
        values,
        using,
    )
    return sorted((Match(*row) for row in rows), reverse=True)


def samples(any_of: tuple[str, ...], span: Span, most: int, using: str) -> list[int]:
    """The ids of the newest samples that have one of these, as many as are wanted."""
    ask = Ask(groups=(any_of, (SAMPLE,)), hidden_but=None)
    return sorted(
        (_sign(span) * key for (key,) in sql.rows(*_keys(ask, span, most), using)), reverse=True
    )


def _keys(ask: Ask, span: Span, most: int) -> tuple[str, list[str]]:
    """As SQL, and its values: part by part, until there are as many as are wanted. PostgreSQL takes
    from WITH no more than is asked for, and these in their order, however many processes it has.

    It reckons that words which are common stand in each block as often, and would rather go through
    all keys of a part; what it cannot look up in the keys' own index, it looks up in that of words.
    """
    parts, values = [], []
    for part in span.parts(PART):
        condition, its = _condition(ask.narrowed(*covering(part, NAMED)), span.essays)
        first, last = sorted((_sign(span) * part.first, _sign(span) * part.last))
        parts.append(
            f"SELECT key FROM search_index WHERE {condition}"
            f" AND key + 0 BETWEEN {first:d} AND {last:d} ORDER BY key * {_sign(span)} DESC"
        )
        values += its
    named = ", ".join(f"part{n} AS MATERIALIZED ({part})" for n, part in enumerate(parts))
    each = " UNION ALL ".join(f"SELECT key FROM part{n}" for n in range(len(parts)))
    return f"WITH {named} {each} LIMIT {most:d}", values


def _sign(span: Span) -> int:
    return -1 if span.essays else 1


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
    return [*words, *entry.marks]


def _condition(ask: Ask, essays: bool) -> tuple[str, list[str]]:
    """As SQL, and its values: there is nothing in it that anybody typed.

    Each part is a condition of its own: with several GIN skips from where one is to where the next
    is, and ends where one ends. So first come the blocks, outside of which it is not to look."""
    needed = [f"({' | '.join(map(_quoted, group))})" for group in ask.groups]
    needed += map(_quoted, ask.words)
    absent = [f"!{_quoted(word)}" for word in ask.unwanted]
    if ask.hidden_but is not None:
        absent.append(f"!({_quoted(marks.AWAY)} & !{_quoted(ask.hidden_but)})")
    values = [*needed[:-1], " & ".join([needed[-1], *absent])]
    conditions = ["words @@ %s::tsquery"] * len(values)
    for row, must in ask.rows(2):
        conditions.append(f"strpos({ALL_OF_IT if essays else 'body'}, %s) {'>' if must else '='} 0")
        values.append(row)
    return " AND ".join(conditions), values


def _quoted(word: str) -> str:
    return f"'{word}'"
