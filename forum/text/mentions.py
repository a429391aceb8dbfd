"""Mentions: `@name` in a text becomes a link to the profile of who is called so.

Not within code, links and quotations, and not as a part of an e-mail address. Whether anybody is
called so is asked elsewhere: accounts lie above texts.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice

from markdown_it.token import Token

# Names looked up for one text; an honest one has a handful, and a list of attack has no end.
LOOKED_UP = 1_000
_LONGEST = 30  # characters of a username: accounts.names says why
_BETWEEN = "-_."  # in a name only between letters or digits
_NOT_BEFORE = "@/+" + _BETWEEN  # of an address, or of another network's name
_LINKED = re.compile(r'<a (?=[^>]*class="mention")[^>]*href="([^"]*)"[^>]*>@([^<]*)</a>')

type Found = tuple[int, int, str]  # where the @ stands, where the name ends, and the name
type Profiles = Mapping[str, str]  # addresses, by the names as they were typed


def typed(source: str) -> set[str]:
    """What in a text may be names, wherever it stands: for these one may ask who is called so."""
    return {name for _start, _end, name in islice(_found(source), LOOKED_UP)}


def named(html: str) -> dict[str, str]:
    """Whom a rendered text mentions: the names, by the addresses of their profiles."""
    return dict(_LINKED.findall(html)) if 'class="mention"' in html else {}


def link(tokens: list[Token], profiles: Profiles) -> None:
    """Make links of the names that are somebody's."""
    quoted = 0
    for token in tokens if profiles else ():
        if token.type in ("blockquote_open", "blockquote_close"):
            quoted += token.nesting
        if token.type == "inline" and not quoted:
            token.children = list(_linked(token.children or [], profiles))


def _linked(children: list[Token], profiles: Profiles) -> Iterator[Token]:
    links = 0
    for token in children:
        links += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type == "text" and not links:
            yield from _split(token.content, profiles)
        else:
            yield token


def _split(text: str, profiles: Profiles) -> Iterator[Token]:
    done = 0
    for start, end, name in _found(text):
        if name not in profiles:
            continue
        yield Token("text", "", 0, content=text[done:start])
        attributes: dict[str, str | int | float] = {"href": profiles[name], "class": "mention"}
        yield Token("link_open", "a", 1, attrs=attributes)
        yield Token("text", "", 0, content=text[start:end])
        yield Token("link_close", "a", -1)
        done = end
    yield Token("text", "", 0, content=text[done:])


def _found(text: str) -> Iterator[Found]:
    for at in re.finditer("@", text):
        before = text[at.start() - 1 : at.start()]
        name = _name(text[at.end() : at.end() + _LONGEST + 1])
        end = at.end() + len(name)
        is_apart = not before or not (_is_letter(before) or before in _NOT_BEFORE)
        if is_apart and 0 < len(name) <= _LONGEST and text[end : end + 1] != "@":
            yield at.start(), end, name


def _name(text: str) -> str:
    """The name that the text begins with, or ''."""
    for place, char in enumerate(text):
        follows = text[place + 1 : place + 2]
        is_between = place and char in _BETWEEN and follows and _is_letter(follows)
        if not (_is_letter(char) or is_between):
            return text[:place]
    return text


def _is_letter(char: str) -> bool:
    """A letter, a mark on one, or a digit, of any script."""
    return unicodedata.category(char)[0] in "LMN"
