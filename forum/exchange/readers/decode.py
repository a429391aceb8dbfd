"""Bytes to text: which encoding a file is in, and whether it is text at all."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.exchange.readers.reading import Unreadable

FILE_MAX = 5_000_000  # bytes: an essay of the longest size in the wordiest HTML
# The beginnings of files that are often taken for texts.
KINDS = {
    b"PK\x03\x04": gettext_lazy("an archive or a Word document; unpack it, or save it as text"),
    b"%PDF": gettext_lazy("a PDF; save its text as Markdown or plain text"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Word document; save it as text"),
    b"{\\rtf": gettext_lazy("a rich text document; save it as plain text"),
    b"\x89PNG": gettext_lazy("a picture"),
    b"\xff\xd8\xff": gettext_lazy("a picture"),
    b"GIF8": gettext_lazy("a picture"),
}
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# Signs that show nothing: a byte order mark in mid-text, marks that turn the writing direction.
UNSEEN = re.compile("[\ufeff\u200b\u2060\u202a-\u202e\u2066-\u2069]")
# Three high bytes in a row are a word in Cyrillic; in Western languages accents stand alone.
CYRILLIC_RUN = re.compile(rb"[\xc0-\xff\xa8\xb8]{3,}")


def decode(data: bytes) -> tuple[str, str]:
    """The text with plain line ends, and a remark if its encoding was guessed."""
    if len(data) > FILE_MAX:
        raise Unreadable(_("longer than 5 MB"))
    for beginning, kind in KINDS.items():
        if data.startswith(beginning):
            raise Unreadable(_("not a text: %(kind)s") % {"kind": kind})
    text, remark = _decoded(data)
    if len(CONTROL.findall(text)) > max(2, len(text) // 200):  # one may slip into any text
        raise Unreadable(_("not a text: it holds bytes that are no letters"))
    text = UNSEEN.sub("", CONTROL.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable(_("empty"))
    return unicodedata.normalize("NFC", text), remark


def _decoded(data: bytes) -> tuple[str, str]:
    try:
        return data.decode(WIDE.get(data[:2], "utf-8-sig")), ""
    except UnicodeDecodeError:
        pass
    if b"\0" in data or data[:2] in WIDE:
        raise Unreadable(_("not a text: it holds bytes that are no letters"))
    high = sum(byte >= 0x80 for byte in data)
    in_runs = sum(len(run) for run in CYRILLIC_RUN.findall(data))
    encoding, name = (
        ("cp1251", "Windows-1251") if in_runs > high / 2 else ("cp1252", "Windows-1252")
    )
    text = data.decode(encoding, errors="replace")
    if text.count("\ufffd") > high / 10:
        raise Unreadable(_("not a text in UTF-8 or any other encoding we know"))
    return text, _("not UTF-8: read as %(name)s, look at its accents") % {"name": name}
