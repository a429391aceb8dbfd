"""The only renderer: the Markdown of essays and comments becomes HTML that is safe to show.

Three steps, each enough to stop a script by itself: markdown-it takes no HTML, our passes over its
tokens (headings, inline, claims, notes, figures) let only known things through, and `sanitise`
keeps an exact list of elements and attributes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.linkify import linkify
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.linkify import linkify as linkify_scheme
from markdown_it.token import Token

from forum.text import (
    blocks,
    claims,
    figures,
    headings,
    inline,
    mentions,
    notes,
    reading,
    sanitise,
)
from forum.text.claims import ClaimText
from forum.text.mentions import Profiles

# Blocks within blocks: ten lists in one another. Deeper text is dropped, which keeps a page of
# 10,000 quote marks fast and no browser's tree too deep.
MAX_NESTING = 20
# Addresses in one run without spaces. Linkify takes time that grows with their square, and no
# honest text has more.
ADDRESSES_A_RUN = 50

NOBODY: Profiles = {}
Sizes = Mapping[str, tuple[int, int]]  # address of a picture of ours -> width, height in pixels


@dataclass(frozen=True)
class Essay:
    """A rendered essay. `contents` lists its headings: {"level": 2-6, "id", "text"}."""

    html: str
    contents: list[dict[str, int | str]] = field(default_factory=list)
    words: int = 0
    claims: list[ClaimText] = field(default_factory=list)


def render_essay(source: str, sizes: Sizes | None = None, profiles: Profiles = NOBODY) -> Essay:
    """An essay's HTML: headings from h2 with anchors, figures, footnotes, tables,
    claims.

    Only pictures of our own uploads are shown; others become links, so that no reader is watched
    from elsewhere. `sizes` gives the pictures room before they load;
    `profiles` are of those whom it may mention.
    """
    parser = _essay_parser()
    tokens, env = _parse(parser, source)
    blocks.align(tokens)
    headings.shift(tokens, first=2)
    contents = headings.anchor(tokens)
    mentions.link(tokens, profiles)
    anchors = {str(entry["id"]) for entry in contents}
    inline.tidy(tokens, inline.Policy(rel="ugc noopener", pictures=True, anchors=anchors))
    claimed = claims.settle(tokens)
    words = reading.count_words(_plain(tokens))
    notes.number(tokens, env)
    figures.frame(tokens, sizes or {})
    html = parser.renderer.render(tokens, parser.options, env)
    return Essay(sanitise.essay(html), contents, words, claimed)


def render_comment(source: str, profiles: Profiles = NOBODY) -> str:
    """A comment's HTML: no heading above h4, no picture, no id; links are marked as its writer's,
    so that they lift nobody in a search engine."""
    parser = _comment_parser()
    tokens, env = _parse(parser, source)
    blocks.align(tokens)
    headings.shift(tokens, first=4)
    mentions.link(tokens, profiles)
    inline.tidy(tokens, inline.Policy(rel="nofollow ugc noopener"))
    return sanitise.comment(parser.renderer.render(tokens, parser.options, env))


def _parse(parser: MarkdownIt, source: str) -> tuple[list[Token], dict[str, object]]:
    """The tokens, and the notebook that markdown-it and our rules share."""
    most = max((run.count("://") for run in source.split()), default=0)
    env: dict[str, object] = {"bare_addresses": most <= ADDRESSES_A_RUN}
    return parser.parse(source, env), env


def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "commonmark",
        {"html": False, "linkify": True, "typographer": False, "maxNesting": MAX_NESTING},
    )
    parser.enable(["table", "strikethrough", "linkify"])
    # Without its scheme an address cannot be told from 'last year.In' or a file's name.
    assert parser.linkify
    parser.linkify.set({"fuzzy_link": False})
    parser.core.ruler.at("linkify", _linkify)
    parser.inline.ruler.at("linkify", _linkify_scheme)
    blocks.install(parser)
    return parser


@cache
def _comment_parser() -> MarkdownIt:
    return _parser()


@cache
def _essay_parser() -> MarkdownIt:
    parser = _parser()
    notes.install(parser)
    claims.install(parser)
    return parser


def _linkify(state: StateCore) -> None:
    """Only where a text has one of the signs that every address has, of sites or of mail: to search
    a text without them would take a third of the rendering's time."""
    said = (child.content for token in state.tokens for child in token.children or ())
    if state.env["bare_addresses"] and any("//" in text or "@" in text for text in said):
        linkify(state)


def _linkify_scheme(state: StateInline, silent: bool) -> bool:
    return bool(state.env["bare_addresses"]) and linkify_scheme(state, silent)


def _plain(tokens: list[Token]) -> str:
    """The text a reader sees, without markup."""
    shown = (
        token.content
        for block in tokens
        for token in [block, *(block.children or [])]
        if token.type in ("text", "code_inline", "code_block", "fence", "softbreak", "hardbreak")
    )
    return " ".join(shown)
