"""Headings: which level they get, and the anchors that the table of contents points to."""

from collections import Counter
from itertools import pairwise

from django.utils.text import slugify
from django.utils.translation import gettext as _
from markdown_it.token import Token

# Ids from people's words must not meet ids of the page's own parts, so each begins with this.
PREFIX = "s-"
ID_MAX = 60  # characters of a heading that its anchor keeps
LOWEST = 6


def shift(tokens: list[Token], first: int) -> None:
    """Begin at h<first> whatever the writer wrote, and never skip a level on the way down."""
    open_levels: list[int] = []
    for opening, closing in _pairs(tokens):
        written = int(opening.tag[1])
        while open_levels and open_levels[-1] >= written:
            open_levels.pop()
        open_levels.append(written)
        opening.tag = closing.tag = f"h{min(first + len(open_levels) - 1, LOWEST)}"


def anchor(tokens: list[Token]) -> list[dict[str, int | str]]:
    """Give each heading of the running text an id; returns them as the table of contents."""
    contents: list[dict[str, int | str]] = []
    used: Counter[str] = Counter()
    for token, text_token in pairwise(tokens):
        if token.type != "heading_open" or token.level:
            continue
        text = _text(text_token)
        if not text:
            continue
        ident = _unused(PREFIX + (slugify(text, allow_unicode=True)[:ID_MAX] or _("part")), used)
        token.attrSet("id", ident)
        contents.append({"level": int(token.tag[1]), "id": ident, "text": text})
    return contents


def _pairs(tokens: list[Token]) -> list[tuple[Token, Token]]:
    """Opening and closing tokens; a heading holds one inline token between them."""
    return [
        (token, tokens[place + 2])
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]


def _text(token: Token) -> str:
    parts = (c.content for c in token.children or [] if c.type in ("text", "code_inline"))
    return "".join(parts).strip()


def _unused(ident: str, used: Counter[str]) -> str:
    """`ident`, or `ident-2` and so on; the counter keeps a page of equal headings fast."""
    candidate = ident
    while used[candidate]:
        used[ident] += 1
        candidate = f"{ident}-{used[ident]}"
    used[candidate] += 1
    return candidate
