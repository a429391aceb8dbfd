"""Markdown files, with front matter or without, as Jekyll, Hugo and others write them."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import PurePath
from typing import Any

from django.utils.translation import gettext as _

from forum.exchange.readers import dialects, links, tags
from forum.exchange.readers.code import Code
from forum.exchange.readers.names import dated_name
from forum.exchange.readers.reading import LeftOut, Reading, Unreadable

FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
HEADING = re.compile(r"\A\s*(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|\Z)")
UNDERLINED = re.compile(r"\A\s*([^\n]+)\n(=+|-+)[ \t]*(?:\n|\Z)")
LOOSE_NOTE = re.compile(r"(?<=[^\s:]) +(?=\[\^[^\]\s]+\](?!:))")  # a note's mark stands at its word
MARKUP = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\))?|<[^>]+>|[*`]|(?<!\w)_|_(?!\w)")

type Cleaning = Callable[[str, LeftOut], str]
# In this order: what one leaves, the next one takes for text.
CLEANINGS: list[Cleaning] = [
    dialects.without_liquid,
    dialects.without_kramdown,
    tags.without_html,
    links.without_pictures,
    links.without_relative_links,
]


def read(text: str, path: PurePath) -> Reading:
    fields, body = _split(text)
    left_out = LeftOut()
    name_date, name_title = dated_name(path.stem)
    source = clean(body, left_out)
    title = plain(fields.get("title"))
    subtitle = plain(fields.get("subtitle") or fields.get("description"))
    if not title and (found := _first_heading(source, any_level=False)):
        title, source = found
    title = title or name_title
    source = _without_repetition(source, {title, subtitle})
    if not source:
        raise Unreadable(_("no text under the front matter") if fields else _("empty"))
    return Reading(
        title=title,
        subtitle=subtitle,
        thesis=plain(fields.get("thesis")),
        tags=_tags(fields.get("tags") or fields.get("categories")),
        date=_date(fields.get("date")) or name_date,
        is_draft=bool(fields.get("draft")) or fields.get("published") is False,
        source=source,
        left_out=left_out.phrases(),
    )


def clean(body: str, left_out: LeftOut) -> str:
    """The Markdown that our renderer takes; code is left as it is."""
    body = dialects.with_fences(body)
    code = Code()
    text = code.hide(body)
    for cleaning in CLEANINGS:
        text = cleaning(text, left_out)
    text = LOOSE_NOTE.sub("", text)
    return code.show(re.sub(r"\n[ \t]*(?:\n[ \t]*)+\n", "\n\n", text)).strip()


def plain(value: object) -> str:
    """A field of the front matter as text without markup: titles are not Markdown here."""
    text = "" if value is None else str(value)
    return " ".join(MARKUP.sub(lambda found: found.group(1) or "", text).split())


def _split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter's fields and the rest. A rule at the top of a text is no front matter."""
    found = FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    import yaml  # its 3 MB, in the processes that read such files only

    try:
        fields = yaml.safe_load(found.group(1))
    except (yaml.YAMLError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise Unreadable(
            _("its front matter is broken at line %(line)d") % {"line": line}
        ) from None
    if fields is not None and not isinstance(fields, dict):
        return {}, text
    return fields or {}, text[found.end() :]


def _first_heading(source: str, any_level: bool) -> tuple[str, str] | None:
    """The heading that the text begins with, and the text after it."""
    if found := HEADING.match(source):
        is_top, words = found.group(1) == "#", found.group(2)
    elif found := UNDERLINED.match(source):
        is_top, words = found.group(2).startswith("="), found.group(1)
    else:
        return None
    return (plain(words), source[found.end() :].strip()) if is_top or any_level else None


def _without_repetition(source: str, said: set[str]) -> str:
    """Leave out headings at the top that say the title or the subtitle again."""
    known = {_folded(words) for words in said if words}
    while (found := _first_heading(source, any_level=True)) and _folded(found[0]) in known:
        source = found[1]
    return source


def _folded(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(".")


def _tags(value: object) -> tuple[str, ...]:
    """A list, or one line: with commas between the tags, or as Jekyll has it, with spaces."""
    if isinstance(value, list):
        return tuple(str(tag) for tag in value if tag is not None)
    line = str(value or "")
    return tuple(line.split(",") if "," in line else line.split())


def _date(value: object) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value.strip().replace(" +", "+").replace(" UTC", "Z"))
        except ValueError:
            return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime.combine(value, time())
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return None
