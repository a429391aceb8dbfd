"""What other programs read into Markdown and ours does not: Liquid tags, kramdown's lists."""

import re

from django.utils.translation import gettext as _

from forum.exchange.readers.reading import LeftOut

HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+([\w+#-]+)[^%]*%\}\n?(.*?)\n?\{%-?\s*endhighlight\s*-?%\}", re.DOTALL
)
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# A link's address that begins with a tag is one within the old site.
LIQUID_ADDRESS = re.compile(r"(?<=\]\()\s*\{\{\s*(?:site\.)?(?:base)?url\s*\}\}(?=[^)\s])")

KRAMDOWN_COMMENT = re.compile(r"\{::comment\}.*?\{:/(?:comment)?\}", re.DOTALL)
CONTENTS = re.compile(
    r"^[ \t]*(?:[*+-]|\d+\.)[ \t][^\n]*\n?[ \t]*\{:\s*/?toc[^}\n]*\}[ \t]*$", re.M
)
ATTRIBUTES = re.compile(r"[ \t]*\{:{1,2}/?[^}\n]*\}")
LONE_ATTRIBUTES = re.compile(r"^[ \t>]*\{:{1,2}/?[^}\n]*\}[ \t]*\n?", re.MULTILINE)
ABBREVIATION = re.compile(r"^\*\[[^\]\n]+\]:[^\n]*\n?", re.MULTILINE)
LINE_OF_ITS_OWN = re.compile(r"^[ \t]*(?:\{%[^\n]*?%\}|\{\{[^\n]*?\}\})[ \t]*\n?", re.MULTILINE)


def with_fences(text: str) -> str:
    """Liquid's way to mark code, as a fence: before the code is put aside."""
    return HIGHLIGHT.sub(lambda found: f"```{found[1]}\n{found[2]}\n```", text)


def without_liquid(text: str, left_out: LeftOut) -> str:
    text = COMMENT.sub("", RAW.sub("", text))
    text = LIQUID_ADDRESS.sub("", text)
    text, alone = LINE_OF_ITS_OWN.subn("", text)
    text, within = LIQUID.subn("", text)
    left_out.note(_("a Liquid tag, left out"), alone + within)
    return text


def without_kramdown(text: str, left_out: LeftOut) -> str:
    text = KRAMDOWN_COMMENT.sub("", text)
    text, contents = CONTENTS.subn("", text)
    left_out.note(_("a list of contents, which the site makes itself"), contents)
    text, alone = LONE_ATTRIBUTES.subn("", text)
    text, within = ATTRIBUTES.subn("", text)
    left_out.note(_("a list of attributes, left out"), alone + within)
    text, abbreviations = ABBREVIATION.subn("", text)
    left_out.note(_("the long form of an abbreviation, left out"), abbreviations)
    return text
