"""Plain text: a first line that stands alone is the title; every sign stands for itself."""

import re
from pathlib import PurePath

from forum.exchange.readers.escaping import as_written
from forum.exchange.readers.names import dated_name
from forum.exchange.readers.reading import Reading

TITLE_LONGEST = 150  # characters: a longer first line is the beginning of the text
BREAK = re.compile(r"\n[ \t]*\n")


def read(text: str, path: PurePath) -> Reading:
    date, title = dated_name(path.stem)
    first, *rest = BREAK.split(text.strip("\n"), maxsplit=1)
    if rest and len(first) <= TITLE_LONGEST and "\n" not in first.strip():
        title, text = first.strip(), rest[0]
    paragraphs = [as_written(paragraph.strip("\n")) for paragraph in BREAK.split(text)]
    source = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return Reading(title=title, source=source, date=date)
