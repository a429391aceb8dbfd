"""Which program makes the pages: another template or style makes another page of the same rows."""

import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings

FOLDERS = ("accounts", "forum", "templates", "static")
SHOWN = ("DEMO", "LANGUAGE_CODE", "MEDIA_URL", "MODERATION", "SITE_URL", "STATIC_URL", "TIME_ZONE")


def fingerprint() -> int:
    """31 bits that differ from program to program, and between settings that pages show. Read from
    the files once a process: those who develop change them under it, so for them each time."""
    return _read() if settings.DEBUG else _read_once()


def _read() -> int:
    """Some 700 small files, 20 ms."""
    total = zlib.crc32(repr([getattr(settings, name, None) for name in SHOWN]).encode())
    for file in _files():
        total = zlib.crc32(file.read_bytes(), total)
    return total & 0x7FFFFFFF


_read_once = cache(_read)


def _files() -> Iterator[Path]:
    for folder in FOLDERS:
        files = (settings.BASE_DIR / folder).rglob("*")
        yield from sorted(file for file in files if file.is_file() and file.suffix != ".pyc")
    yield settings.BASE_DIR / "requirements.txt"
