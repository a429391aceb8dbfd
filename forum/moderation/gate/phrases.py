"""The operator's lists of words and patterns: compiled once, searched all at once.

RE2 needs time that grows with the text only, whatever the patterns, so that no pattern of an
operator and no text of a member can stop the site.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

import re2
from django.db.models import Count, Max
from django.utils.translation import gettext as _

from forum.moderation.gate.facts import Found
from forum.moderation.models import Phrase, PhraseKind, PhraseVerdict

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
    """Phrases, compiled: one pass over a text finds those that are in it."""

    def __init__(self, phrases: Iterable[Listed]) -> None:
        self._phrases = list(phrases)
        self._all = re2.Set.SearchSet(_options())
        for phrase in self._phrases:
            self._all.Add(pattern_of(phrase.kind, phrase.text))
        self._all.Compile()

    def find(self, text: str) -> tuple[Found, ...]:
        if not self._phrases:
            return ()
        return tuple(self._found(self._phrases[at], text) for at in self._matching(text))

    def _matching(self, text: str) -> list[int]:
        return sorted(self._all.Match(text) or [])  # None where nothing is found

    def _found(self, phrase: Listed, text: str) -> Found:
        found = re2.search(pattern_of(phrase.kind, phrase.text), text, _options())
        words = " ".join(found[0].split()).strip(" .,;:!?()\"'") if found else phrase.text
        return Found(words[:SHOWN], phrase.verdict == PhraseVerdict.REFUSE, phrase.rule)


def pattern_of(kind: str, text: str) -> str:
    """Words stand by themselves, with any space between them; a pattern is as it was written."""
    if kind == PhraseKind.PATTERN:
        return text
    return BEFORE + r"\s+".join(re2.escape(word) for word in text.split()) + AFTER


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
    return _compiled(
        Version(
            **Phrase.objects.aggregate(
                size=Count("id"), changed_at=Max("changed_at"), newest=Max("id")
            )
        )
    )


@lru_cache(maxsize=2)
def _compiled(version: Version) -> Wordlist:
    rows = Phrase.objects.values_list("kind", "text", "verdict", "rule__slug")
    return Wordlist(Listed(*row) for row in rows)


def _options() -> re2.Options:
    options = re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    return options
