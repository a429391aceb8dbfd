"""Pictures: their size, and the figure with its caption."""

from collections.abc import Mapping

from markdown_it.token import Token


def frame(tokens: list[Token], sizes: Mapping[str, tuple[int, int]]) -> None:
    """Give pictures their room, and make a paragraph of one picture a figure."""
    for place, token in enumerate(tokens):
        for child in token.children or []:
            if child.type == "image":
                _give_room(child, sizes)
        if _is_lone_picture(token):
            _make_figure(tokens[place - 1 : place + 2])


def _give_room(image: Token, sizes: Mapping[str, tuple[int, int]]) -> None:
    """The size keeps the text from jumping when the picture arrives."""
    image.attrSet("loading", "lazy")
    image.attrSet("decoding", "async")
    if size := sizes.get(str(image.attrGet("src"))):
        image.attrSet("width", str(size[0]))
        image.attrSet("height", str(size[1]))


def _is_lone_picture(token: Token) -> bool:
    return token.type == "inline" and [child.type for child in token.children or []] == ["image"]


def _make_figure(paragraph: list[Token]) -> None:
    """Turn the three tokens of a paragraph into a figure; the picture's title is its caption."""
    opening, inline, closing = paragraph
    if opening.type != "paragraph_open":
        return
    image = (inline.children or [])[0]
    opening.tag = closing.tag = "figure"
    opening.hidden = closing.hidden = False
    caption = str(image.attrs.pop("title", "")).strip()
    if caption:
        inline.children = [
            image,
            Token("caption_open", "figcaption", 1),
            Token("text", "", 0, content=caption),
            Token("caption_close", "figcaption", -1),
        ]
