"""The text of an essay as a reader sees it, out of its HTML, and the way back to the HTML.

Whitespace is one space; blocks are parted by one line end; what is no part of the text (the marks
of footnotes and the ways back from them) is left out. It reads the sanitiser's HTML and no other:
all is closed, attributes stand in double quotes.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from forum.text.anchoring import Searched
from forum.text.claims import ID

Span = tuple[int, int]  # from, to: offsets into the HTML

BLOCKS = {
    "blockquote",
    "div",
    "figcaption",
    "figure",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "ul",
}
BLOCKS |= {"h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr"}
PIECE = re.compile(
    r"<(?P<end>/?)(?P<name>[a-z0-9]+)(?P<attributes>(?:[^\">]|\"[^\"]*\")*)>"
    r"|(?P<entity>&#?\w+;)|[^<&]+|[<&]"
)
WORDS = re.compile(r"\s+|\S+(?:\s\S+)*")
SPACE = re.compile(r"\s")
CLAIM = re.compile(rf'\bid="{ID}(\d+)"')


@dataclass(frozen=True)
class Run:
    """A stretch of the text and where it comes from: letter for letter, or one letter of many."""

    start: int
    length: int
    span: Span


@dataclass
class Place:
    """Where a claim stands in the text, and where in the HTML its tag and notes on it go."""

    tag_at: int  # the beginning of the block that holds it
    start: int = 0
    end: int = 0
    notes_at: int = 0  # behind the outermost block that holds it


@dataclass
class Plain:
    """An essay's text. `claims` are by number."""

    text: str
    runs: list[Run]
    claims: dict[int, Place]

    @cached_property
    def searched(self) -> Searched:
        """The text, ready for quotations to be found in it."""
        return Searched(self.text)

    def spans(self, start: int, end: int) -> list[Span]:
        """The pieces of the HTML that show this stretch of the text, none of them with a tag."""
        found: list[Span] = []
        at = max(bisect_right(self.runs, start, key=lambda run: run.start) - 1, 0)
        for run in self.runs[at:]:
            if run.start >= end:
                break
            piece = _clipped(run, start, end)
            if found and found[-1][1] == piece[0]:
                piece = (found.pop()[0], piece[1])
            if piece[0] < piece[1]:
                found.append(piece)
        return found


def plain(essay: str) -> Plain:
    """The text of an essay's HTML, in time that grows with its length only."""
    reader = _Reader()
    for piece in PIECE.finditer(essay):
        reader.take(piece)
    return Plain("".join(reader.writer.text), reader.writer.runs, reader.claims)


def _clipped(run: Run, start: int, end: int) -> Span:
    """What of the run lies between two places of the text, in the HTML."""
    (first, last), run_end = run.span, run.start + run.length
    if start >= run_end:
        return last, last
    if last - first != run.length:
        return run.span
    return first + max(start - run.start, 0), last - max(run_end - end, 0)


@dataclass
class _Writer:
    """Puts words together, with one space or line end between them."""

    text: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0
    gap: str = ""  # what parts the next word from the text so far
    gap_span: Span = (0, 0)  # where it comes from, if it is a space

    def part(self, gap: str, span: Span = (0, 0)) -> None:
        """Leave a space, or a line end, before the next word."""
        if gap == "\n" or not self.gap:
            self.gap, self.gap_span = gap, span

    def words(self, text: str, first: int) -> None:
        """Add the text of one piece of HTML that begins at `first`."""
        for found in WORDS.finditer(text):
            span = (first + found.start(), first + found.end())
            if found[0].isspace():
                self.part(" ", span)
            else:
                self.add(SPACE.sub(" ", found[0]), span)

    def add(self, text: str, span: Span) -> None:
        """Add words that a reader sees."""
        if self.gap and self.length:
            self._put(self.gap, self.gap_span)
        self.gap = ""
        self._put(text, span)

    @property
    def next_at(self) -> int:
        """Where in the text the next word will stand."""
        return self.length + bool(self.gap and self.length)

    def _put(self, text: str, span: Span) -> None:
        if span[1]:
            self.runs.append(Run(self.length, len(text), span))
        self.text.append(text)
        self.length += len(text)


@dataclass
class _Reader:
    """Reads tags, entities and words one by one."""

    writer: _Writer = field(default_factory=_Writer)
    claims: dict[int, Place] = field(default_factory=dict)
    blocks: list[int] = field(default_factory=list)  # where the open blocks begin
    claim: Place | None = None  # the open one
    waiting: list[Place] = field(default_factory=list)  # for the end of the outermost block
    skipped: str = ""  # the element that is left out at present

    def take(self, piece: re.Match[str]) -> None:
        if self.skipped:
            if piece["end"] and piece["name"] == self.skipped:
                self.skipped = ""
        elif piece["name"]:
            self._tag(piece)
        elif not piece["entity"]:
            self.writer.words(piece[0], piece.start())
        elif (letter := unescape(piece[0])).isspace():
            self.writer.part(" ", piece.span())
        else:
            self.writer.add(letter, piece.span())

    def _tag(self, piece: re.Match[str]) -> None:
        name = piece["name"]
        if name in BLOCKS:
            self._block(piece)
        elif name == "br":
            self.writer.part(" ")
        elif name == "span":
            self._claim(piece)
        elif name == "sup" or (name == "a" and 'class="back"' in piece["attributes"]):
            self.skipped = name

    def _block(self, piece: re.Match[str]) -> None:
        self.writer.part("\n")
        if piece["name"] == "hr":
            return
        if not piece["end"]:
            self.blocks.append(piece.end())
            return
        self.blocks = self.blocks[:-1]
        if not self.blocks:
            for place in self.waiting:
                place.notes_at = piece.end()
            self.waiting = []

    def _claim(self, piece: re.Match[str]) -> None:
        if piece["end"] and self.claim:
            self.claim.end = self.writer.length
            self.claim = None
        elif found := CLAIM.search(piece["attributes"]):
            tag_at = self.blocks[-1] if self.blocks else piece.start()
            self.claim = Place(tag_at, start=self.writer.next_at)
            self.claims[int(found[1])] = self.claim
            self.waiting.append(self.claim)
