"""The beginning of a text, as plain words, for where the whole of it has no place.

HTML that is cut is broken HTML, so an excerpt has none: a template escapes it like any other text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from forum.text.plain import BLOCKS, PIECE

ELLIPSIS = "…"
SENTENCE = re.compile(r"[.!?…]['\")’”»]?(?=\s)")


@dataclass(frozen=True)
class Excerpt:
    """`is_whole`: nothing of the text was left out."""

    text: str
    is_whole: bool


def excerpt(html: str, most: int) -> Excerpt:
    """At most `most` characters of the sanitiser's HTML, up to the end of a word.

    What the text quotes is left out, unless it does nothing else: nobody shall be taken to say what
    they quote. The work grows with `most` and what is quoted, not with the length of the text.
    """
    own = _gather(_own(PIECE.finditer(html)), most)
    text = own or _gather(PIECE.finditer(html), most)
    is_cut = len(text) > most
    return Excerpt(_cut(text, most) if is_cut else text, not is_cut and "<blockquote>" not in html)


def _own(pieces: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    depth = 0
    for piece in pieces:
        if piece["name"] == "blockquote":
            depth += -1 if piece["end"] else 1
        elif not depth:
            yield piece


def _gather(pieces: Iterable[re.Match[str]], most: int) -> str:
    """The words of the pieces with single spaces, until they are longer than `most`."""
    words: list[str] = []
    length = 0
    for piece in pieces:
        if length > most:
            break
        if not piece["name"]:
            said = unescape(piece[0])
            length += len(" ".join(said.split()))
            words.append(said)
        elif piece["name"] in BLOCKS or piece["name"] == "br":
            words.append(" ")
    return " ".join("".join(words).split())


def _cut(text: str, most: int) -> str:
    """Up to the end of a sentence, if one ends in the second half, else of a word; a single word
    that is too long is cut within."""
    start = text[: most - 2]  # room for a space and the ellipsis
    if ends := [found.end() for found in SENTENCE.finditer(start, len(start) // 2)]:
        return f"{start[: ends[-1]]}\N{NO-BREAK SPACE}{ELLIPSIS}"  # on the same line
    if not text[len(start)].isspace() and " " in start:
        start = start.rpartition(" ")[0]
    return start.rstrip(" ,;:–—-") + ELLIPSIS
