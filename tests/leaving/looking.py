"""Looking for a word in every column of every table, in every file, and on every page."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, models
from django.test import Client

from forum import sql

type Place = tuple[str, str]  # a table and its column

TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.FileField,
    models.BinaryField,
    models.GenericIPAddressField,
)


def text_columns() -> set[Place]:
    """Every column of a model that can hold a person's words: of any app, but for what only offers
    a choice."""
    return {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTS) and not field.choices
    }


def found_in_tables(word: str) -> set[Place]:
    """By the database's own catalogue, so that a table which no model knows is looked at, too."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        columns = [
            (table, column.name)
            for table in tables
            for column in connection.introspection.get_table_description(cursor, table)
        ]
    return {place for place in columns if _is_in(*place, word)}


def _is_in(table: str, column: str, word: str) -> bool:
    quoted = connection.ops.quote_name
    values = sql.rows(f"SELECT {quoted(column)} FROM {quoted(table)}", [])
    return any(word in _plain(value, table, column) for [value] in values)


def _plain(value: object, table: str, column: str) -> str:
    """As text in lower case. What the cache keeps, and what a session holds, is packed."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "ignore").lower()
    text = str(value)
    if (table, column) == ("cache", "value"):
        text += base64.b64decode(text).decode("utf-8", "ignore")
    if (table, column) == ("django_session", "session_data"):
        text += str(SessionStore().decode(text))
    return text.lower()


def files(folder: Path) -> list[Path]:
    """All that lie in it, however deep: a picture, or what is packed, shows no word to look for."""
    return [file for file in folder.rglob("*") if file.is_file()]


def found_in_database_file(word: str) -> bool:
    """In what SQLite wrote, also where nothing belongs to any row any more."""
    if connection.vendor != "sqlite":
        return False
    name = connection.settings_dict["NAME"]
    files = [file for file in (Path(name), Path(f"{name}-wal")) if file.exists()]
    return any(word in file.read_bytes().decode("latin-1").lower() for file in files)


LINK = re.compile(r'(?:href|src|action)="([^"]+)"|<loc>([^<]+)</loc>')


def found_on_pages(
    word: str, reader: Client, *, most: int, beginning: tuple[str, ...] = ("/",)
) -> tuple[list[str], int]:
    """Follow every link from the home page on; the addresses that say it, and how many there were.
    Raises for a page that fails."""
    seen, wanted, saying = {*beginning}, [*beginning], []
    while wanted:
        address = wanted.pop()
        text = text_at(address, reader)
        if word in text.lower():
            saying.append(address)
        for link in _links(text, address):
            if link not in seen and len(seen) < most:
                seen.add(link)
                wanted.append(link)
    return saying, len(seen)


def text_at(address: str, reader: Client) -> str:
    answer = reader.get(address, follow=False)
    assert answer.status_code < 500, address
    return _text_of(answer)


def _text_of(answer: Any) -> str:
    if answer.streaming:
        return b"".join(answer.streaming_content).decode("utf-8", "ignore")
    text: str = answer.content.decode("utf-8", "ignore")
    return text + answer.headers.get("Location", "")


def _links(text: str, address: str) -> Iterator[str]:
    for link in map("".join, LINK.findall(text)):
        url = urldefrag(urljoin(f"http://testserver{address}", link.replace("&amp;", "&"))).url
        parts = urlsplit(url)
        if parts.netloc == "testserver" and not parts.path.startswith(("/static/", "/accounts/")):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
