"""What may stand in a line of text: links, pictures, emphasis."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from forum.text.headings import PREFIX

# A picture of ours: the only ones that are shown.
PICTURE = re.compile(r"/uploads/[A-Za-z0-9_\-]+(?:/[A-Za-z0-9_\-]+)*\.(?:jpg|png|webp)")
# Emphasis within emphasis: past this it is an attack on the browser's tree, not a stress.
MAX_EMPHASIS = 8
EMPHASIS = ("em", "strong", "s")


@dataclass(frozen=True)
class Policy:
    """What a kind of text allows: the `rel` of its links, pictures or not, anchors to link to."""

    rel: str
    pictures: bool = False
    anchors: set[str] = field(default_factory=set)


def tidy(tokens: list[Token], policy: Policy) -> None:
    """Make each line of text what the policy allows."""
    for token in tokens:
        if token.type == "inline":
            token.children = list(_tidied(token.children or [], policy))


def alternative(token: Token) -> str:
    """A picture's alternative text, without markup."""
    return "".join(c.content for c in token.children or [] if c.content and not c.children)


def _tidied(children: list[Token], policy: Policy) -> Iterator[Token]:
    depth = links = 0
    for token in children:
        if token.tag in EMPHASIS:
            depth += max(token.nesting, 0)
            kept = depth <= MAX_EMPHASIS
            depth += min(token.nesting, 0)
            if not kept:
                continue
        links += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type == "link_open":
            _mark(token, policy)
        if token.type == "footnote_ref" and links:
            continue  # a link within a link is not possible
        if token.type == "image" and not (policy.pictures and _ours(token)):
            yield from _as_words(token, policy, within_link=links > 0)
        else:
            yield token


def _ours(image: Token) -> bool:
    return PICTURE.fullmatch(str(image.attrGet("src") or "")) is not None


def _mark(link: Token, policy: Policy) -> None:
    """Say that a link is its writer's; point links within the essay at their headings."""
    address = str(link.attrGet("href") or "")
    if link.markup in ("autolink", "linkify"):
        link.attrSet("class", "bare")  # it shows its address already; paper need not repeat it
    if address.startswith("#"):
        if PREFIX + address[1:] in policy.anchors:
            link.attrSet("href", f"#{PREFIX}{address[1:]}")
    elif not address.startswith("/") or address.startswith("//"):
        link.attrSet("rel", policy.rel)


def _as_words(image: Token, policy: Policy, within_link: bool) -> Iterator[Token]:
    """A picture from elsewhere: a link to it that bears its alternative text."""
    address = str(image.attrGet("src") or "")
    words = Token("text", "", 0, content=alternative(image) or address)
    if within_link or not address:
        yield words
        return
    opening = Token("link_open", "a", 1, attrs={"href": address})
    _mark(opening, policy)
    yield opening
    yield words
    yield Token("link_close", "a", -1)
