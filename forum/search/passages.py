"""The stretch of a text that was found, with what was asked for marked. Pure.

A passage is pieces of text, of which a template escapes each: it is never HTML.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile, tee, zip_longest

from forum.search.query import Term
from forum.search.words import Word, clean, words

LENGTH = 260  # characters: four lines on a desk, seven on a phone
BEFORE = 60  # characters that lead to what was found
PARTED = " · "  # where a paragraph or a heading ends
LOOKED_AT = 60_000  # characters of an essay: to look at all of a book takes longer than the page


@dataclass(frozen=True)
class Piece:
    text: str
    is_found: bool


Span = tuple[int, int]  # from, to: offsets into the text
Found = tuple[int, int, Term]


def passage(text: str, wanted: Sequence[Term]) -> list[Piece]:
    """Where most of what was asked for stands together; the beginning, if none of it is there."""
    text = clean(text[:LOOKED_AT]).replace("\n", PARTED)
    rest = _found(text, wanted)
    found, best = _best(rest, len(set(wanted)))
    start, end = _stretch(text, best)
    found += takewhile(lambda each: each[1] <= end, rest)
    inside = [(first, last) for first, last, _ in found if first >= start and last <= end]
    lead, behind = ("…" if start else ""), ("…" if end < len(text) else "")
    pieces = _pieces(text, (start, end), inside)
    return (
        [Piece(each, False) for each in [lead] if each]
        + pieces
        + [Piece(each, False) for each in [behind] if each]
    )


def marked(text: str, wanted: Sequence[Term]) -> list[Piece]:
    """All of a short text, such as a title."""
    text = clean(text)
    return _pieces(text, (0, len(text)), [span[:2] for span in _found(text, wanted)])


def _found(text: str, wanted: Sequence[Term]) -> Iterator[Found]:
    """Where each of what is wanted stands, in order, none within another. Of the text no more is
    read than is asked for."""
    by_first: dict[str, list[Term]] = {}
    for term in sorted(wanted, key=len, reverse=True):
        by_first.setdefault(term[0], []).append(term)
    done = 0
    for ahead in _ahead(words(text), max(map(len, wanted), default=0)):
        stem, start, _end = ahead[0]
        if stem not in by_first or start < done:
            continue
        stems = tuple([stem for stem, _start, _end in ahead])
        if term := next((term for term in by_first[stem] if stems[: len(term)] == term), ()):
            done = ahead[len(term) - 1][2]
            yield start, done, term


def _ahead(its: Iterable[Word], most: int) -> Iterator[tuple[Word, ...]]:
    """Each word with those that follow it, so many in all."""
    moved = (islice(each, n, None) for n, each in enumerate(tee(its, most)))
    return zip_longest(*moved, fillvalue=("", 0, 0))


def _best(its: Iterator[Found], all_of_it: int) -> tuple[list[Found], Span | None]:
    """The first stretch, of some length, that has most of what was asked for: where that begins,
    after what was found. Where all of it stands together, no better one is looked for."""
    found: list[Found] = []
    best, most, first = None, 0, 0
    near: Counter[Term] = Counter()  # from the first of the stretch that ends here
    for each in its:
        found.append(each)
        near[each[2]] += 1
        while first < len(found) and each[1] - found[first][0] >= LENGTH:
            near[found[first][2]] -= 1
            first += 1
        if (has := sum(map(bool, near.values()))) > most:
            best, most = found[first][:2], has
        if most == all_of_it:
            break
    return found, best


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
