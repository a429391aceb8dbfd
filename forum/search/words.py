"""What counts as a word, and what of it counts: pure, and the same on every database.

The engines would part and stem words each in its own way, by the server's locale even. They are
given these instead, and compare letters only.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

LONGEST = 40  # letters of a word that count; what is longer is no word that somebody would type
# Scripts that part no words: each sign is a word, and several together are searched for as a row.
SIGNS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
# Of a text whose underscores are gaps. Most texts have no such sign, and are parted much faster.
WORD = re.compile(r"[^\W_][\w\u0300-\u036f]*")
OR_SIGN = re.compile(rf"[{SIGNS}]|(?:(?![{SIGNS}])[^\W_])(?:(?![{SIGNS}])[\w\u0300-\u036f])*")
SIGN = re.compile(rf"[{SIGNS}]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# Readers write one of these for the other, and the stems of Russian are made with the second.
ALIKE = str.maketrans("ё", "е")


Word = tuple[str, int, int]  # of a word of a text: what counts of it, from, to


def clean(text: str) -> str:
    """With each letter and its accent as one character: offsets are into this text."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> Iterator[Word]:
    """The words of a clean text, in their order."""
    parts, parted = _parts(text)
    for found in parts.finditer(parted):
        if counts := stem(found[0]):
            yield counts, found.start(), found.end()


def stems(text: str) -> list[str]:
    """What counts of a text."""
    parts, parted = _parts(clean(text))
    return [*filter(None, map(stem, parts.findall(parted)))]


def _parts(text: str) -> tuple[re.Pattern[str], str]:
    """What finds its words in which text."""
    return OR_SIGN if SIGN.search(text) else WORD, text.replace("_", " ")


@lru_cache(maxsize=20_000)  # some two megabytes, and nearly every word of a text is among them
def stem(word: str) -> str:
    """What a word has in common with its other forms, without case and accents.

    By the Snowball algorithms: Russian for Cyrillic, English for all else, which cuts little off
    other languages (and the same off each text and each question).
    """
    folded = word.casefold()
    if CYRILLIC.search(folded):
        return _bare(_russian.stemWord(folded.translate(ALIKE)[:LONGEST]))
    return _english.stemWord(_bare(folded)[:LONGEST])


def _bare(word: str) -> str:
    """Its letters and digits without accents; compatible ones (ﬁ, ２) as the plain ones."""
    parts = unicodedata.normalize("NFKD", word)
    return unicodedata.normalize("NFC", "".join(filter(str.isalnum, parts)))


_english = Stemmer.Stemmer("english")
_russian = Stemmer.Stemmer("russian")
