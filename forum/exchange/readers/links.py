"""Links and pictures within Markdown that lead nowhere once the text has left its old site."""

import re

from django.utils.translation import gettext as _

from forum.exchange.readers import html
from forum.exchange.readers.reading import LeftOut

WORDS = r"((?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)"
ADDRESS = r"\(\s*<?((?:[^()\s<>]|\([^()\s]*\))*)>?(?:\s+(?:\"([^\"]*)\"|'([^']*)'))?\s*\)"
PICTURE = re.compile(rf"!\[{WORDS}\]{ADDRESS}")
LINKED_PICTURE = re.compile(rf"\[\s*!\[{WORDS}\]{ADDRESS}\s*\](?=\()")
LINK = re.compile(rf"(?<![!\\])\[{WORDS}\]{ADDRESS}")
NAMED_PICTURE = re.compile(r"!\[([^\[\]]*)\]\[([^\[\]]*)\]")
NAMED_LINK = re.compile(r"(?<!!)\[([^\[\]^][^\[\]]*)\]\[([^\[\]]*)\]")
DEFINITION = re.compile(
    r"^ {0,3}\[([^\]^\n][^\]\n]*)\]:[ \t]*<?([^\s<>]+)>?[ \t]*(?:[\"'(].*[\"')])?[ \t]*\n?", re.M
)
CAPTION_SHORTEST = 4  # words: a shorter title of a picture is its name, not a caption


def without_pictures(text: str, left_out: LeftOut) -> str:
    """Pictures from elsewhere become links; those that lie beside the file are left out."""
    known = {name.casefold(): address for name, address in DEFINITION.findall(text)}

    def spelled_out(found: re.Match[str]) -> str:
        address = known.get((found[2] or found[1]).casefold(), "")
        return f"![{found[1]}]({address})" if address else found.group()

    def replace(found: re.Match[str], linked: bool = False) -> str:
        alt, address, title = found[1].strip(), found[2], found[3] or found[4] or ""
        if not html.is_elsewhere(address):
            left_out.note(_("a picture that is not in the file, left out"))
            return f"[{alt or _('Picture')}]" if linked else ""
        left_out.note(_("a picture, now a link to it: pictures are not fetched"))
        if linked:
            return f"[{alt or _('Picture')}]"
        caption = f": {title}" if len(title.split()) >= CAPTION_SHORTEST else ""
        words = _("Picture: %(alt)s") % {"alt": alt} if alt else _("Picture")
        return f"[{words}]({address}){caption}"

    text = NAMED_PICTURE.sub(spelled_out, text)
    text = LINKED_PICTURE.sub(lambda found: replace(found, linked=True), text)
    return PICTURE.sub(replace, text)


def without_relative_links(text: str, left_out: LeftOut) -> str:
    """A link to another page of the old site keeps its words only."""
    nowhere = {
        name.casefold(): address
        for name, address in DEFINITION.findall(text)
        if not _leads_somewhere(address)
    }

    def inline(found: re.Match[str]) -> str:
        if _leads_somewhere(found[2]):
            return found.group()
        left_out.note(_("a link that leads nowhere outside its old site, now plain text"))
        return found[1]

    def named(found: re.Match[str]) -> str:
        if (found[2] or found[1]).casefold() not in nowhere:
            return found.group()
        left_out.note(_("a link that leads nowhere outside its old site, now plain text"))
        return found[1]

    text = NAMED_LINK.sub(named, LINK.sub(inline, text))
    return DEFINITION.sub(lambda found: "" if found[1].casefold() in nowhere else found[0], text)


def _leads_somewhere(address: str) -> bool:
    return html.is_elsewhere(address) or address.startswith("#")
