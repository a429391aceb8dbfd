"""Text that means only itself, written so that Markdown takes it as such."""

import re

# Each sign is escaped only where Markdown would read something into it, to keep the source legible.
MEANING = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~])        # a backslash before a sign
    | [`*]
    | (?<!\w)_ | _(?!\w)           # within a word it means nothing
    | \[(?=\^) | \](?=[(\[:])      # a note, a link
    | <(?=[a-z/!?]) | &(?=\#?\w+;) | ~(?=~)
    """,
    re.VERBOSE | re.IGNORECASE,
)
# At the beginning of a line.
STARTS_LIST = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
STARTS_BLOCK = re.compile(r"^(\s*)([-+](?=\s)|\#{1,6}(?=\s|$)|>|={2,}\s*$|-{2,}\s*$)", re.MULTILINE)
HEADING = re.compile(r"^([ \t]*)(#{1,6})(?=\s|$)", re.MULTILINE)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
# An address holds signs that mean nothing in it.
ADDRESS = re.compile(r"(https?://[^\s<>]+)")


def inline(text: str) -> str:
    """The signs within a line."""
    pieces = ADDRESS.split(text)
    pieces[::2] = [MEANING.sub(lambda sign: "\\" + sign.group(), piece) for piece in pieces[::2]]
    return "".join(pieces)


def line_starts(paragraph: str) -> str:
    """The beginnings of a paragraph's lines, which could start a list, a quote or a heading."""
    return STARTS_BLOCK.sub(r"\1\\\2", STARTS_LIST.sub(r"\1\\\2", paragraph))


def as_written(paragraph: str) -> str:
    """A paragraph of plain text. Lists and quotes stay what they are: they are written alike."""
    flush = INDENT.sub("", paragraph)
    bullets = re.sub(r"^\*(?=\s)", "-", flush, flags=re.MULTILINE)
    return HEADING.sub(r"\1\\\2", inline(bullets)).strip()
