"""The operator's lists of words and patterns: compiled once, searched all at once.

RE2 needs time that grows with the text only, whatever the patterns, so that no pattern of an
operator and no text of a member can stop the site.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import batched
from typing import NamedTuple

import re2
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from forum.moderation.gate.facts import Found
from forum.moderation.models import Phrase, PhraseKind, PhraseVerdict

GROUP = 100  # phrases that are searched at once; more of them need more memory than it is worth
SET_MEMORY = 32 * 1024 * 1024  # bytes; RE2 gives one pattern 8 MB
SHOWN = 60  # characters of what was found: enough to know it again
# RE2's own `\b` knows ASCII only.
BEFORE, AFTER = r"(?:^|[^\pL\pN_])", r"(?:$|[^\pL\pN_])"


class Listed(NamedTuple):
    """One phrase, ready to be searched for."""

    kind: str
    text: str
    verdict: str
    rule: str  # slug


class Version(NamedTuple):
    """Which list it is: another after every change of it."""

    size: int
    changed_at: datetime | None
    newest: int | None


class Wordlist:
    """Phrases, compiled: one pass over a text for each GROUP of them finds those in it."""

    def __init__(self, phrases: Iterable[Listed]) -> None:
        self._groups = [(group, _set_of(group)) for group in batched(phrases, GROUP)]

    def find(self, text: str) -> tuple[Found, ...]:
        near = (phrase for group, compiled in self._groups for phrase in _in(text, group, compiled))
        return tuple(found for phrase in near if (found := _found(phrase, text)))


def _set_of(group: Sequence[Listed]) -> re2.Set | None:
    """What searches for all of them at once; None if together they are too large for that."""
    try:
        options = _options()
        options.max_mem = SET_MEMORY
        compiled = re2.Set.SearchSet(options)
        for phrase in group:
            compiled.Add(_core_of(phrase.kind, phrase.text))
        compiled.Compile()
    except re2.error:
        return None
    return compiled


def _in(text: str, group: Sequence[Listed], compiled: re2.Set | None) -> Sequence[Listed]:
    """Those that may be in the text: whether words stand by themselves is seen one by one."""
    if compiled is None:
        return group
    return [group[at] for at in sorted(compiled.Match(text) or [])]  # None where nothing is


def _found(phrase: Listed, text: str) -> Found | None:
    found = re2.search(pattern_of(phrase.kind, phrase.text), text, _options())
    if found is None:
        return None
    words = " ".join(found[0].split()).strip(" .,;:!?()\"'")
    return Found(words[:SHOWN], phrase.verdict == PhraseVerdict.REFUSE, phrase.rule)


def _core_of(kind: str, text: str) -> str:
    """The words without what must stand around them, which would make a set of many too large."""
    if kind == PhraseKind.PATTERN:
        return text
    return r"\s+".join(re2.escape(word) for word in text.split())


def pattern_of(kind: str, text: str) -> str:
    """Words stand by themselves, with any space between them; a pattern is as it was written."""
    core = _core_of(kind, text)
    return core if kind == PhraseKind.PATTERN else BEFORE + core + AFTER


def is_usable(kind: str, text: str) -> str:
    """What is wrong with a phrase, as a sentence, or ''."""
    if not text.strip():
        return _("Write the words or the pattern.")
    try:
        compiled = re2.compile(pattern_of(kind, text), _options())
    except re2.error as error:
        said = error.args[0]
        reason = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        return _("RE2 cannot read this pattern: {reason}.").format(reason=reason)
    if compiled.search(""):
        return _("This pattern is found in every text, so every comment would be stopped.")
    return ""


def current() -> Wordlist:
    """The site's lists as they are now: one query, and one more after a change."""
    return at(
        Version(
            **Phrase.objects.aggregate(
                size=Count("id"), changed_at=Max("changed_at"), newest=Max("id")
            )
        )
    )


@lru_cache(maxsize=2)
def at(version: Version) -> Wordlist:
    """The lists in this version, which is that of now."""
    rows = Phrase.objects.values_list("kind", "text", "verdict", "rule__slug")
    return Wordlist(Listed(*row) for row in rows)


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return options
