"""Blocks that may be wider than the page: they scroll by themselves, by keyboard too."""

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token


def install(parser: MarkdownIt) -> None:
    parser.add_render_rule("table_open", _table_open)
    parser.add_render_rule("table_close", _table_close)
    parser.add_render_rule("fence", _code)
    parser.add_render_rule("code_block", _code)


def align(tokens: list[Token]) -> None:
    """A column's alignment as a class: the site allows no inline styles."""
    for token in tokens:
        if token.type in ("td_open", "th_open") and (style := token.attrs.pop("style", "")):
            token.attrSet("class", str(style).removeprefix("text-align:"))


def _table_open(*_rest: object) -> str:
    return f'<div class="wide" role="group" tabindex="0" aria-label="{_("Table")}"><table>\n'


def _table_close(*_rest: object) -> str:
    return "</table></div>\n"


def _code(_self: object, tokens: Sequence[Token], at: int, *_rest: object) -> str:
    return f'<pre tabindex="0"><code>{escape(tokens[at].content)}</code></pre>\n'
