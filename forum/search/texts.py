"""The words of what people wrote, out of its HTML."""

import re
from html import unescape

from forum.text.plain import BLOCKS

TAG = re.compile(r"<(/?)([a-z0-9]+)(?:[^\">]|\"[^\"]*\")*>")
QUOTE = re.compile(r"</?blockquote>")


def said(html: str) -> str:
    """A comment's own words. What it quotes is left out, unless it does nothing else: nobody shall
    be found for words that they answer."""
    return _words(_unquoted(html)) or _words(html)


def _unquoted(html: str) -> str:
    if "<blockquote>" not in html:
        return html
    own, depth, at = [], 0, 0
    for tag in QUOTE.finditer(html):
        if not depth:
            own.append(html[at : tag.start()])
        depth += -1 if tag[0] == "</blockquote>" else 1
        at = tag.end()
    return " ".join([*own, html[at:]])


def _words(html: str) -> str:
    return " ".join(unescape(TAG.sub(_gap, html)).split())


def _gap(tag: re.Match[str]) -> str:
    return " " if tag[2] in BLOCKS or tag[2] == "br" else ""
