"""Setting words in lines of a width. Pure but for the faces' files."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from PIL.ImageFont import FreeTypeFont

from forum.cards.faces import face_for

MORE = "…"
RIGHT_TO_LEFT = ("R", "AL")  # Unicode's classes of letters, as in Hebrew and in Arabic


@dataclass(frozen=True)
class Setting:
    """Lines of one size. Heights are in px from line to line."""

    lines: list[str]
    font: FreeTypeFont
    leading: int
    is_from_right: bool = False

    @property
    def height(self) -> int:
        return len(self.lines) * self.leading


def set_lines(text: str, size: int, width: int, strong: bool = False) -> Setting:
    """The text in as many lines as it takes; words that are wider than a line are broken. Letters
    that no face of this machine has are left out: a row of boxes says nothing."""
    words = plain(text)
    face = face_for(words, strong)
    words = "".join(char for char in words if face.has(char))
    font = face.at(size)
    lines = [*_lines(words, font, width)]
    return Setting(lines, font, round(size * 1.24), _is_from_right(words))


def shortened(setting: Setting, most: int, width: int) -> Setting:
    """At most so many lines, the last of which says if there were more."""
    if len(setting.lines) <= most:
        return setting
    last = setting.lines[most - 1]
    while last and setting.font.getlength(last + MORE) > width:
        last = last[:-1]
    lines = [*setting.lines[: most - 1], last.rstrip() + MORE]
    return Setting(lines, setting.font, setting.leading, setting.is_from_right)


def plain(text: str) -> str:
    """Without what is not drawn: line breaks, marks of direction, control characters."""
    kept = (char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co"))
    return " ".join("".join(char if not char.isspace() else " " for char in kept).split())


def _lines(text: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        *full, line = _broken(word, font, width)
        yield from full
    if line:
        yield line


def _broken(word: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """The parts of a word, each no wider than a line."""
    part = ""
    for char in word:
        if part and font.getlength(part + char) > width:
            yield part
            part = ""
        part += char
    yield part


def _is_from_right(text: str) -> bool:
    """By the first letter that has a direction."""
    strong = (unicodedata.bidirectional(char) for char in text)
    return next((side for side in strong if side in ("L", *RIGHT_TO_LEFT)), "L") != "L"
