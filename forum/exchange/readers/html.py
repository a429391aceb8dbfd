"""HTML to Markdown: text, links, lists, quotes, code and tables; pictures and embeds become links.

Shared by the reader of Medium's pages and by Markdown with HTML in it.
"""

import re
import unicodedata
from itertools import groupby
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from bs4.element import Comment
from django.utils.translation import gettext as _
from markdownify import BACKSLASH, MarkdownConverter

from forum.exchange.readers import escaping
from forum.exchange.readers.reading import LeftOut

DROPPED = ("script", "style", "noscript", "template", "form", "input", "button", "select")
EMBEDS = ("iframe", "embed", "object", "video", "audio")
STRESSED = ("em", "i", "strong", "b", "del", "s")
BLOCKS = ("p", "ul", "ol", "blockquote", "pre", "table", "h1", "h2", "h3", "h4", "h5", "h6")
RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SPACES = re.compile("[\u00a0\u2000-\u200a\u202f]")  # hair, thin and no-break spaces


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def to_markdown(root: Tag, left_out: LeftOut) -> str:
    """The Markdown of everything under `root`, which is changed on the way."""
    for node in root.find_all(string=lambda text: isinstance(text, Comment)):
        node.extract()
    for element in root.find_all(DROPPED):
        element.decompose()
    for element in root.find_all(EMBEDS):
        _embed_to_link(element, left_out)
    for image in root.find_all("img"):
        _picture_to_link(image, left_out)
    for link in root.find_all("a"):
        _check_link(link, left_out)
    for element in root.find_all(STRESSED):
        _join_next(element)
    markdown = _Converter().convert_soup(root)
    return re.sub(r"\n{3,}", "\n\n", markdown).strip()


def plain_text(node: PageElement) -> str:
    """What a reader sees of it, with single ordinary spaces."""
    return " ".join(SPACES.sub(" ", node.get_text()).split())


def is_elsewhere(address: str) -> bool:
    """An address that means the same wherever it stands."""
    return urlsplit(address).scheme.lower() in {"http", "https", "mailto"}


def new_tag(name: str, text: str = "", **attributes: str) -> Tag:
    tag = Tag(name=name, attrs=attributes)
    if text:
        tag.append(text)
    return tag


def _picture_words(address: str, alt: str) -> list[Tag | str]:
    """A link in a picture's place. Some give the page a picture is from as its alternative text."""
    if is_elsewhere(alt):
        return [new_tag("a", _("Picture"), href=address), f" ({alt})"]
    words = _("Picture: %(alt)s") % {"alt": alt} if alt else _("Picture")
    return [new_tag("a", words, href=address)]


def _embed_to_link(element: Tag, left_out: LeftOut) -> None:
    source = element if element.get("src") or element.get("data") else element.find(src=True)
    address = str((source.get("src") or source.get("data")) if isinstance(source, Tag) else "")
    address = "https:" + address if address.startswith("//") else address
    if not is_elsewhere(address):
        left_out.note(_("an embed without an address, left out"))
        element.decompose()
        return
    left_out.note(_("an embed, now a link"))
    words = _("Embedded from %(site)s") % {"site": urlsplit(address).hostname}
    paragraph = new_tag("p")
    paragraph.append(new_tag("a", words, href=address))
    element.replace_with(paragraph)


def _picture_to_link(image: Tag, left_out: LeftOut) -> None:
    """With a figure's caption after it, if there is one."""
    address, alt = (
        str(image.get("src") or ""),
        plain_text(NavigableString(str(image.get("alt", "")))),
    )
    figure, link = image.find_parent("figure"), image.find_parent("a")
    if is_elsewhere(address):
        left_out.note(_("a picture, now a link to it: pictures are not fetched"))
        image.replace_with(*([alt] if link else _picture_words(address, alt)))
    else:
        left_out.note(_("a picture that is not in the file, left out"))
        image.replace_with(alt if link else "")
    if figure:
        _figure_to_paragraph(figure)


def _figure_to_paragraph(figure: Tag) -> None:
    figure.name = "p"
    if caption := figure.find("figcaption"):
        caption.name = "span"
        if figure.get_text(strip=True) != caption.get_text(strip=True) and plain_text(caption):
            caption.insert_before(": ")


def _check_link(link: Tag, left_out: LeftOut) -> None:
    address = str(link.get("href") or "").strip()
    address = "https:" + address if address.startswith("//") else address
    link["href"] = address
    del link["title"]
    if not address or not plain_text(link):
        link.unwrap()
    elif not is_elsewhere(address):
        left_out.note(_("a link that leads nowhere outside its old site, now plain text"))
        link.unwrap()


def _join_next(element: Tag) -> None:
    """`<b>a</b><b>b</b>` as one: Markdown cannot end and begin a stress in one place."""
    following = element.next_sibling
    while isinstance(following, Tag) and following.name == element.name:
        for child in list(following.children):
            element.append(child)
        following.decompose()
        following = element.next_sibling


class _Converter(MarkdownConverter):
    """markdownify with our escapes, and with stress that Markdown can tell from its neighbours."""

    # What markdownify makes of them; its stubs do not know these methods.
    _plain_li = MarkdownConverter.convert_li  # type: ignore[attr-defined]
    _plain_a = MarkdownConverter.convert_a  # type: ignore[attr-defined]
    _plain_blockquote = MarkdownConverter.convert_blockquote  # type: ignore[attr-defined]

    class Options:
        heading_style = "atx"
        newline_style = BACKSLASH
        bullets = "-"
        autolinks = True

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escaping.inline(SPACES.sub(" ", text))

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _stressed(el, text, "*")

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags and el.find_parent(re.compile("h[1-6]")):
            return text  # a heading is bold already
        return _stressed(el, text, "**")

    convert_i, convert_b = convert_em, convert_strong

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        return "".join(f"\n\n{part}\n\n" for part in _paragraphs(text))

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(self._plain_li(el, _bare_start(el, text), parent_tags))

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(self._plain_blockquote(el, _bare_start(el, text), parent_tags))

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if text.strip() == el.get("href") and "_noformat" not in parent_tags:
            return text  # our renderer links a bare address
        return str(self._plain_a(el, text, parent_tags))

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text.translate(RAISED)

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text.translate(LOWERED)

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"“{text}”"


def _paragraphs(text: str) -> list[str]:
    """A paragraph's text, split where it has two line breaks in a row; none at its edges."""
    lines = [line.strip() for line in text.split("\\\n")]
    groups = [list(group) for filled, group in groupby(lines, key=bool) if filled]
    return [escaping.line_starts("\\\n".join(group)) for group in groups]


def _bare_start(element: Tag, text: str) -> str:
    """The text of an element that may hold blocks, and here holds none."""
    return text if element.find(BLOCKS) else escaping.line_starts(text.strip())


def _stressed(element: Tag, text: str, mark: str) -> str:
    """Marks around the words. Spaces, and signs that touch a letter outside, stay outside:
    `**Note:**this` would show its asterisks."""
    core = text.strip(" \n\\")
    if not core:
        return " " if text else ""
    before, after = text.split(core, 1)
    if not after and _is_letter(_edge(element.next_sibling, first=True)):
        core, after = _without_sign(core, last=True)
    if not before and _is_letter(_edge(element.previous_sibling, first=False)):
        core, before = _without_sign(core, last=False)
    return f"{before}{mark}{core}{mark}{after}" if core else before + after


def _without_sign(core: str, last: bool) -> tuple[str, str]:
    """The words and the signs at their edge; a link's brackets and code marks are kept on."""
    edge = core[::-1] if last else core
    signs = 0
    while signs < len(edge) and unicodedata.category(edge[signs])[0] in "PSZ":
        signs += 1
    taken = edge[:signs]
    if not taken or "](" in core or set(taken) & set("[]`*_\\"):
        return core, ""
    return (core[:-signs], taken[::-1]) if last else (core[signs:], taken)


def _edge(node: PageElement | None, first: bool) -> str:
    text = node.get_text() if node is not None else ""
    return text[:1] if first else text[-1:]


def _is_letter(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "LN"
