"""The exact list of what HTML may leave the renderer: the last gate, whatever came before."""

from functools import partial

import nh3

from forum.text.inline import PICTURE

SCHEMES = {"http", "https", "mailto"}
INLINE = {"a", "br", "code", "em", "s", "strong"}
BLOCKS = {"blockquote", "div", "hr", "li", "ol", "p", "pre", "ul"}
TABLES = {"table", "tbody", "td", "th", "thead", "tr"}
COMMENT_TAGS = INLINE | BLOCKS | TABLES | {"h4", "h5", "h6"}
ESSAY_TAGS = COMMENT_TAGS | {"figcaption", "figure", "h2", "h3", "img", "section", "span", "sup"}

COMMENT_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    "div": {"aria-label"},
}
ESSAY_ATTRIBUTES = {
    **COMMENT_ATTRIBUTES,
    "a": {"href", "title", "rel", "id", "aria-label"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id"},
    "section": {"aria-label"},
    "span": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
SIDES = {"class": {"left", "center", "right"}}
COMMENT_VALUES = {
    "a": {"class": {"bare", "mention"}},
    "td": SIDES,
    "th": SIDES,
    "div": {"class": {"wide"}, "role": {"group"}, "tabindex": {"0"}},
    "pre": {"tabindex": {"0"}},
}
ESSAY_VALUES = {
    **COMMENT_VALUES,
    "a": {"class": {"back", "bare", "mention"}},
    "section": {"class": {"notes"}},
    "span": {"class": {"claim"}},
    "img": {"loading": {"lazy"}, "decoding": {"async"}},
}


def _filtered(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "src":
        return value if PICTURE.fullmatch(value) else None
    return value


_clean = partial(
    nh3.clean,
    clean_content_tags={"script", "style"},
    attribute_filter=_filtered,
    strip_comments=True,
    link_rel=None,
    url_schemes=SCHEMES,
)


def essay(html: str) -> str:
    return _clean(
        html,
        tags=ESSAY_TAGS,
        attributes=ESSAY_ATTRIBUTES,
        tag_attribute_values=ESSAY_VALUES,
    )


def comment(html: str) -> str:
    return _clean(
        html,
        tags=COMMENT_TAGS,
        attributes=COMMENT_ATTRIBUTES,
        tag_attribute_values=COMMENT_VALUES,
    )
