"""Claims: `[C3: Without fines, the books *still* come back.]`, the premises that an author numbers.

The brackets are those of a link, so that what would be a link stays one: a claim is tried after it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# A space after the colon is asked for: `[C3:C7]` is a range of cells.
OPENING = re.compile(r"\[C([1-9][0-9]?):\s+(?=[^\s\]])")
ID = "claim-"  # with its number the id of a claim in the page
SPACE = ("softbreak", "hardbreak")
# Claims without an end in one text; after so many no more are looked for. Each costs a look through
# the rest of its paragraph, which would grow with the square of the text.
OPEN_MAX = 20


@dataclass(frozen=True)
class ClaimText:
    """A claim as it is read: its number and its words without markup."""

    number: int
    text: str


def install(parser: MarkdownIt) -> None:
    """Teach the parser claims."""
    parser.inline.ruler.after("link", "claim", _claim)


def settle(tokens: list[Token]) -> list[ClaimText]:
    """Keep the claims that can stand and list them; of others only the words are shown.

    A claim cannot stand within a link or another claim; of two with one number the first stands.
    """
    found: dict[int, str] = {}
    for block in tokens:
        if block.type == "inline":
            block.children = list(_kept(block.children or [], found))
    return [ClaimText(number, text) for number, text in found.items()]


def _claim(state: StateInline, silent: bool) -> bool:
    """While another label is looked through (`silent`), the brackets are brackets, no more."""
    opening = None if silent else OPENING.match(state.src, state.pos, state.posMax)
    if opening is None or state.env.get("open_claims", 0) >= OPEN_MAX:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    if end < opening.end():
        state.env["open_claims"] = state.env.get("open_claims", 0) + 1
        return False
    outer = state.posMax
    state.pos, state.posMax = opening.end(), end
    token = state.push("claim_open", "span", 1)
    token.meta["number"] = int(opening[1])
    state.md.inline.tokenize(state)
    state.push("claim_close", "span", -1)
    state.pos, state.posMax = end + 1, outer
    return True


def _kept(children: list[Token], found: dict[int, str]) -> Iterator[Token]:
    links = 0
    standing: list[bool] = []  # of the claims that are open here, the outermost first
    for place, token in enumerate(children):
        if token.type in ("link_open", "link_close"):
            links += token.nesting
        if token.type == "claim_open":
            number, text = token.meta["number"], _words(children, place)
            stands = bool(text) and not links and not any(standing) and number not in found
            standing.append(stands)
            if stands:
                found[number] = text
                token.attrs = {"class": "claim", "id": f"{ID}{number}"}
        is_claim = token.type in ("claim_open", "claim_close")
        if not is_claim or standing[-1]:
            yield token
        if token.type == "claim_close":
            standing.pop()


def _words(children: list[Token], opening: int) -> str:
    """What stands between this claim's opening and its end."""
    words: list[str] = []
    depth = 0
    for token in children[opening:]:
        depth += token.nesting if token.type in ("claim_open", "claim_close") else 0
        if not depth:
            break
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in SPACE:
            words.append(" ")
    return " ".join("".join(words).split())
