"""Readers of files from elsewhere, one for each format: bytes in, a `Reading` out, no database."""

from pathlib import PurePath

from forum.exchange.readers import markdown, medium, plain
from forum.exchange.readers.decode import decode
from forum.exchange.readers.reading import NotAnEssay, Reading, Unreadable

__all__ = ["SUFFIXES", "NotAnEssay", "Reading", "Unreadable", "read"]

SUFFIXES = frozenset({".md", ".markdown", ".mkd", ".txt", ".text", ".html", ".htm"})


def read(name: str, data: bytes) -> Reading:
    """Read one file by its name and, where the name says nothing, by its beginning.

    Raises Unreadable for what is broken or no text, NotAnEssay for what is well but no essay.
    """
    text, remark = decode(data)
    path = PurePath(name)
    if path.suffix.lower() in {".html", ".htm"} or text.lstrip()[:100].lower().startswith(
        ("<!doctype html", "<html")
    ):
        reading = medium.read(text, path)
    elif path.suffix.lower() in {".txt", ".text"}:
        reading = plain.read(text, path)
    else:
        reading = markdown.read(text, path)
    return reading.also_saying(remark)
