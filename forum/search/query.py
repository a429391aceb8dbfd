"""What somebody typed, read as a question: words, "a phrase", -without, author:anna. Pure; every
string is a question, and what is no sign of this little language is a word."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from forum.articles.positions import Position
from forum.search.words import stems

TYPED_MAX = 300  # characters: a few lines; the work of a search grows with them
TERMS_MAX = 20  # words and phrases that are looked for; nobody types more of them by hand

# -author:"Anna K"   -"a phrase"   word. A quotation that does not close ends with the text.
PART = re.compile(r'(?P<minus>-?)(?:(?P<name>[a-z]+):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<bare>\S+))')
ESSAYS, ARGUMENTS = "essays", "arguments"
KINDS = {ESSAYS: ESSAYS, ARGUMENTS: ARGUMENTS, "comments": ARGUMENTS}

Term = tuple[str, ...]  # the stems of a word or a phrase, which stand in a row


@dataclass(frozen=True)
class Query:
    """What is asked for. `wanted` must all be there, `without` none."""

    wanted: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    author: str = ""
    tag: str = ""
    position: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_filtered(self) -> bool:
        return any((self.author, self.tag, self.position, self.since, self.until))

    @property
    def is_empty(self) -> bool:
        """Nothing that could be found: no word, and nothing that narrows."""
        return not self.wanted and not self.is_filtered

    def within(self, kind: str) -> "Query":
        return replace(self, kind=kind)


@dataclass
class _Reading:
    wanted: list[Term] = field(default_factory=list)
    without: list[Term] = field(default_factory=list)
    named: dict[str, object] = field(default_factory=dict)

    def take(self, part: re.Match[str]) -> None:
        name, said = part["name"], part["quoted"] if part["quoted"] is not None else part["bare"]
        if name and not part["minus"] and (meant := _named(name, said)):
            self.named |= meant
            return
        if term := tuple(stems(f"{name} {said}" if name else said)):
            (self.without if part["minus"] else self.wanted).append(term)


def parse(typed: str) -> Query:
    """Raises nothing, whatever was typed."""
    reading = _Reading()
    for part in PART.finditer(typed):
        reading.take(part)
    unique = [tuple(dict.fromkeys(terms)) for terms in (reading.wanted, reading.without)]
    return Query(unique[0][:TERMS_MAX], unique[1][:TERMS_MAX], **reading.named)  # type: ignore[arg-type]


def _named(name: str, said: str) -> dict[str, object]:
    """What `name:said` asks for; nothing if it is none of our names, or says what cannot be."""
    value = said.strip().casefold()
    if name in ("author", "tag"):
        value = value.removeprefix("@" if name == "author" else "#")
        return {name: value} if value else {}
    if name == "position":
        return {name: value} if value in Position.values else {}
    if name == "in":
        return {"kind": KINDS[value]} if value in KINDS else {}
    if name in ("since", "until"):
        return {name: on} if (on := _date(value)) else {}
    return {}


def _date(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None
    except ValueError:
        return None
