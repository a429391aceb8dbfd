"""The stretch of a text that was found, with what was asked for marked. Pure.

A passage is pieces of text, of which a template escapes each: it is never HTML.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from forum.search.query import Term
from forum.search.words import clean, words

LENGTH = 260  # characters: four lines on a desk, seven on a phone
BEFORE = 60  # characters that lead to what was found
PARTED = " · "  # where a paragraph or a heading ends
LOOKED_AT = 60_000  # characters of an essay: to look at all of a book takes longer than the page


@dataclass(frozen=True)
class Piece:
    text: str
    is_found: bool


Span = tuple[int, int]  # from, to: offsets into the text


def passage(text: str, wanted: Sequence[Term]) -> list[Piece]:
    """Where most of what was asked for stands together; the beginning, if none of it is there."""
    text = clean(text[:LOOKED_AT]).replace("\n", PARTED)
    found = _found(text, wanted)
    start, end = _stretch(text, _best(found))
    inside = [(first, last) for first, last, _ in found if first >= start and last <= end]
    lead, rest = ("…" if start else ""), ("…" if end < len(text) else "")
    pieces = _pieces(text, (start, end), inside)
    return (
        [Piece(each, False) for each in [lead] if each]
        + pieces
        + [Piece(each, False) for each in [rest] if each]
    )


def marked(text: str, wanted: Sequence[Term]) -> list[Piece]:
    """All of a short text, such as a title."""
    text = clean(text)
    return _pieces(text, (0, len(text)), [span[:2] for span in _found(text, wanted)])


def _found(text: str, wanted: Sequence[Term]) -> list[tuple[int, int, Term]]:
    """Where each of what is wanted stands, in order, none within another."""
    standing = list(words(text))
    stems = [word.stem for word in standing]
    by_first: dict[str, list[Term]] = {}
    for term in sorted(wanted, key=len, reverse=True):
        by_first.setdefault(term[0], []).append(term)
    found: list[tuple[int, int, Term]] = []
    for at, word in enumerate(standing):
        if found and word.start < found[-1][1]:
            continue
        for term in by_first.get(word.stem, ()):
            if tuple(stems[at : at + len(term)]) == term:
                found.append((word.start, standing[at + len(term) - 1].end, term))
                break
    return found


def _best(found: Sequence[tuple[int, int, Term]]) -> Span | None:
    """The first stretch, of some length, that has most of what was asked for."""
    best: tuple[int, int] | None = None
    most = 0
    for at, (start, end, _) in enumerate(found):
        near = {term for first, last, term in islice(found, at, at + 30) if last - start < LENGTH}
        if len(near) > most:
            best, most = (start, end), len(near)
    return best


def _stretch(text: str, best: Span | None) -> Span:
    """Whole words, from a little before what was found."""
    start = max(best[0] - BEFORE, 0) if best else 0
    if start:
        space = text.find(" ", start, best[0] if best else None)
        start = space + 1 if space >= 0 else start
    end = min(start + LENGTH, len(text))
    if end < len(text) and (space := text.rfind(" ", start + LENGTH // 2, end)) > 0:
        end = space
    return start, max(end, best[1] if best else 0)


def _pieces(text: str, stretch: Span, found: Iterable[Span]) -> list[Piece]:
    at, end = stretch
    pieces = []
    for first, last in found:
        pieces += [Piece(text[at:first], False), Piece(text[first:last], True)]
        at = last
    return [piece for piece in [*pieces, Piece(text[at:end], False)] if piece.text]
