"""What the writing page says under 'Before you publish': advice, never a wall."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.articles.manuscript import Manuscript
from forum.articles.models import THESIS_MAX
from forum.text.inline import PICTURE
from forum.text.notes import LABEL
from forum.text.render import Essay

LONG_ESSAY = 900  # words; past this headings help a reader find the way back
IMAGE = re.compile(r"!\[(?P<alt>[^\]\n]*)\]\((?P<src>[^)\s]+)(?P<title>\s+\"[^\n]*\")?\)")
CLAIM = re.compile(r"\[C([1-9][0-9]?):(?:\s|$)")
# The end of a sentence within the thesis: a stop, then a new beginning.
SENTENCE_END = re.compile(r"[.!?…。！？]+[\"'”’)]*\s+(?=[^\W\d_a-zа-яё])")
LINES_MAX = 20  # remarks about single lines; the rest can wait until these are mended


@dataclass(frozen=True)
class Check:
    """One line of advice. `line` counts from 1 in the Markdown; 0 is for the whole."""

    ok: bool
    text: str
    line: int = 0


def checks(manuscript: Manuscript, essay: Essay) -> list[Check]:
    """What is ready and what a reader would miss."""
    return [
        _title(manuscript),
        _thesis(manuscript),
        *_body(manuscript, essay),
        _tags(manuscript),
        *list(_pictures(manuscript.source))[:LINES_MAX],
        *list(_notes(manuscript.source))[:LINES_MAX],
        *list(_claims(manuscript.source, essay))[:LINES_MAX],
    ]


def _title(manuscript: Manuscript) -> Check:
    if manuscript.title:
        return Check(True, _("It has a title."))
    return Check(False, _("It has no title yet."))


def _thesis(manuscript: Manuscript) -> Check:
    thesis = manuscript.thesis
    if not thesis:
        return Check(False, _("It has no thesis yet. None is published without one."))
    if len(thesis) > THESIS_MAX:
        return Check(False, _("The thesis is too long."))
    if SENTENCE_END.search(thesis):
        return Check(False, _("The thesis is more than one sentence. One is easier to answer."))
    if thesis.rstrip().endswith("?"):
        return Check(False, _("The thesis is a question. Say what you hold to be true."))
    return Check(True, _("The thesis is one sentence."))


def _body(manuscript: Manuscript, essay: Essay) -> Iterator[Check]:
    if not manuscript.source.strip():
        yield Check(False, _("The essay is empty."))
    elif essay.words > LONG_ESSAY and not essay.contents:
        yield Check(False, _("It is long and has no headings. They help readers find their way."))


def _tags(manuscript: Manuscript) -> Check:
    many = len(manuscript.tags)
    if not many:
        return Check(False, _("It has no tag. Readers find essays by their tags."))
    return Check(True, ngettext("It has one tag.", "It has %(many)d tags.", many) % {"many": many})


def _pictures(source: str) -> Iterator[Check]:
    for number, line in enumerate(source.split("\n"), 1):
        for image in IMAGE.finditer(line):
            if not PICTURE.fullmatch(image["src"]):
                text = _("The picture on line %d is on another site, so it is shown as a link.")
            elif not image["alt"].strip():
                text = _("The figure on line %d has no alternative text.")
            elif not image["title"]:
                text = _("The figure on line %d has no caption.")
            else:
                continue
            yield Check(False, text % number, number)


def _claims(source: str, essay: Essay) -> Iterator[Check]:
    """How many claims are marked, and which are meant as one and are none."""
    standing = {claim.number for claim in essay.claims}
    if many := len(standing):
        text = ngettext(
            "One claim is marked. Readers can answer it.",
            "%(many)d claims are marked. Readers can answer each of them.",
            many,
        )
        yield Check(True, text % {"many": many})
    written: set[int] = set()
    for line, words in enumerate(source.split("\n"), 1):
        for claim in map(int, CLAIM.findall(words)):
            if claim in written and claim in standing:
                text = _("C%(claim)d on line %(line)d is used twice. Only the first is a claim.")
            elif claim not in standing:
                text = _("C%(claim)d on line %(line)d is no claim yet: does its bracket close?")
            else:
                written.add(claim)
                continue
            yield Check(False, text % {"claim": claim, "line": line}, line)


def _notes(source: str) -> Iterator[Check]:
    """Footnotes that are called and not written, or written and not called."""
    called: dict[str, int] = {}
    written: dict[str, int] = {}
    for number, line in enumerate(source.split("\n"), 1):
        for found in LABEL.finditer(line):
            begins = found.start() == 0 and line[found.end() : found.end() + 1] == ":"
            (written if begins else called).setdefault(found.group(), number)
    for label in called.keys() - written.keys():
        text = _("The note %(label)s on line %(line)d is not written yet.")
        yield Check(False, text % {"label": label, "line": called[label]}, called[label])
    for label in written.keys() - called.keys():
        text = _("The note %(label)s on line %(line)d is called nowhere, so it is not shown.")
        yield Check(False, text % {"label": label, "line": written[label]}, written[label])
