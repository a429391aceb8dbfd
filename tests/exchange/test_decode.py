"""Bytes to text: encodings told from another, and what is no text at all."""

import pytest

from forum.exchange.readers import Unreadable, read

RUSSIAN = "Читаю с двойным чувством: этот тезис я уже слышала, только с другой стороны."
FRENCH = "L’été, à la bibliothèque, on prête sans amende : c’est déjà ça."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_remark(encoding: str) -> None:
    essay = read("a.md", RUSSIAN.encode(encoding))
    assert (essay.source, essay.left_out) == (RUSSIAN, ())


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [(RUSSIAN, "cp1251", "Windows-1251"), (FRENCH, "cp1252", "Windows-1252")],
)
def test_older_encodings_are_guessed_and_said(text: str, encoding: str, name: str) -> None:
    essay = read("a.md", text.encode(encoding))
    assert essay.source == text
    assert essay.left_out == (f"not UTF-8: read as {name}, look at its accents",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n\t", "empty"),
        (b"PK\x03\x04 and so on", "an archive or a Word document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"%PDF-1.7", "a PDF"),
        (bytes(range(256)) * 4, "bytes that are no letters"),
        (b"\xff\xfea", "bytes that are no letters"),
        (b"word " * 1_100_000, "longer than 5 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read("a.md", data)


def test_marks_that_show_nothing_are_taken_out() -> None:
    essay = read("a.md", "One\ufeff \u202etwo\u200b\x07\r\nthree\r\n".encode())
    assert essay.source == "One two\nthree"
