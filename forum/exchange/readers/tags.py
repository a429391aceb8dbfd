"""HTML within Markdown: whole blocks are converted, in a line what Markdown has a sign for is."""

import re

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from forum.exchange.readers import html
from forum.exchange.readers.reading import LeftOut

COMMENT = re.compile(r"<!--.*?-->[ \t]*\n?", re.DOTALL)
# The elements that HTML has. `<T>` and `<your name>` are words of the text.
ELEMENTS = """
    a abbr acronym address article aside b bdi bdo big blockquote body br button caption center
    cite code col colgroup data dd del details dfn div dl dt em embed fieldset figcaption figure
    font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend
    li link main mark menu meta nav noscript object ol option p picture pre q rp rt ruby s samp
    script section select small source span strike strong style sub summary sup svg table tbody td
    template textarea tfoot th thead time title tr tt u ul var video wbr
""".split()  # noqa: SIM905 - a list of 100 quoted words is harder to read
TAG = re.compile(r"(?<!\\)</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>")
SIGNS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
PAIR = re.compile(r"<(em|i|cite|strong|b|del|s)(?:\s[^<>]*)?>\s*(.+?)\s*</\1>", re.DOTALL)
CODE = re.compile(r"<(code|kbd|samp|tt)(?:\s[^<>]*)?>([^`]+?)</\1>")
RAISED = re.compile(r"<(sup|sub)>([0-9+=()ni-]{1,6})</\1>")
LINK = re.compile(r"""<a\s[^<>]*?href=["']([^"'<>]*)["'][^<>]*>(.*?)</a>""", re.DOTALL)
PICTURE = re.compile(r"""<img\s[^<>]*>""")
BREAK = re.compile(r"<br\s*/?>[ \t]*\n?")


def without_html(text: str, left_out: LeftOut) -> str:
    text, comments = COMMENT.subn("", text)
    left_out.note(_("an HTML comment, left out"), comments)
    lines = text.split("\n")
    for start, end in reversed(_blocks(text)):
        block = html.to_markdown(html.parse("\n".join(lines[start:end])), left_out)
        left_out.note(_("a block of HTML, converted"))
        lines[start:end] = ["", block, ""]
    return _without_tags(_converted("\n".join(lines)), left_out)


def _blocks(text: str) -> list[tuple[int, int]]:
    """From which line to which a block of HTML goes."""
    tokens = MarkdownIt("commonmark", {"html": True, "maxNesting": 20}).parse(text)
    maps = [token.map for token in tokens if token.type == "html_block" and token.map]
    return [(start, end) for start, end in maps]


def _converted(text: str) -> str:
    text = BREAK.sub("\\\\\n", text)
    text = CODE.sub(r"`\2`", text)
    text = RAISED.sub(_raised, text)
    text = PICTURE.sub(_picture, text)
    text = LINK.sub(r"[\2](\1)", text)
    return PAIR.sub(lambda pair: f"{SIGNS[pair[1]]}{pair[2]}{SIGNS[pair[1]]}", text)


def _raised(found: re.Match[str]) -> str:
    return found[2].translate(html.RAISED if found[1] == "sup" else html.LOWERED)


def _picture(found: re.Match[str]) -> str:
    image = html.parse(found.group()).img
    if image is None or not image.get("src"):
        return ""
    return f"![{image.get('alt', '')}]({image['src']})"


def _without_tags(text: str, left_out: LeftOut) -> str:
    """Drop the tags that are left, keep their words."""

    def drop(found: re.Match[str]) -> str:
        if found[1].lower() not in ELEMENTS:
            return found.group()
        if not found.group().startswith("</"):
            words_only = _("an HTML tag, of which only the words are kept (<%s>)")
            left_out.note(words_only % found[1].lower())
        return ""

    return TAG.sub(drop, text)
