"""Footnotes: `[^name]` in the text, `[^name]: …` on a line of its own."""

import re
from collections import Counter
from collections.abc import MutableMapping, Sequence

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def, footnote_plugin, footnote_ref

# The plugin looks for a label's end anywhere in the text, in time that grows with the square of the
# text; a short label without brackets keeps it linear.
LABEL = re.compile(r"\[\^[^\s\[\]]{1,60}\]")

Env = MutableMapping[str, object]


def install(parser: MarkdownIt) -> None:
    """Teach the parser footnotes, with our own HTML for them."""
    parser.use(footnote_plugin, inline=False)
    parser.inline.ruler.at("footnote_ref", _reference)
    parser.block.ruler.at("footnote_def", _definition, {"alt": ["paragraph", "reference"]})
    parser.add_render_rule("footnote_ref", _html_reference)
    parser.add_render_rule("footnote_anchor", _html_back)
    parser.add_render_rule("footnote_open", _html_open)
    parser.add_render_rule("footnote_block_open", _html_block_open)
    parser.add_render_rule("footnote_block_close", _html_block_close)


def number(tokens: list[Token], env: Env) -> None:
    """Number the places where each note is called, so that ids are unique and every way back leads
    somewhere: a call inside a picture's text, say, is never shown."""
    places: Counter[int] = Counter()
    for block in tokens:
        for token in block.children or []:
            if token.type == "footnote_ref":
                places[token.meta["id"]] += 1
                token.meta["place"] = places[token.meta["id"]]
    env["places"] = places


def _reference(state: StateInline, silent: bool) -> bool:
    return bool(LABEL.match(state.src, state.pos, state.posMax)) and footnote_ref(state, silent)


def _definition(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    found = LABEL.match(state.src, start, state.eMarks[line])
    return bool(found) and footnote_def(state, line, end, silent)


def _anchor(note: int, place: int) -> str:
    return f"fnref-{note}" if place == 1 else f"fnref-{note}-{place}"


def _html_reference(_self: object, tokens: Sequence[Token], at: int, *_rest: object) -> str:
    note, place = tokens[at].meta["id"] + 1, tokens[at].meta["place"]
    label = _("Note %(number)d") % {"number": note}
    return (
        f'<sup><a id="{_anchor(note, place)}" href="#fn-{note}" aria-label="{label}">'
        f"{note}</a></sup>"
    )


def _html_back(_self: object, tokens: Sequence[Token], at: int, _options: object, env: Env) -> str:
    note, place = tokens[at].meta["id"] + 1, tokens[at].meta["subId"] + 1
    places = env["places"]
    if not isinstance(places, Counter) or place > places[note - 1]:
        return ""
    back, nth = (_("Back"), "") if place == 1 else ("", str(place))
    label = _("Back to the text, note %(number)d") % {"number": note} + (f", {nth}" if nth else "")
    return f' <a class="back" href="#{_anchor(note, place)}" aria-label="{label}">{back}{nth}</a>'


def _html_open(_self: object, tokens: Sequence[Token], at: int, *_rest: object) -> str:
    return f'<li id="fn-{tokens[at].meta["id"] + 1}">'


def _html_block_open(*_rest: object) -> str:
    return f'<section class="notes" aria-label="{_("Notes")}"><ol>'


def _html_block_close(*_rest: object) -> str:
    return "</ol></section>\n"
