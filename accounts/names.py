"""Usernames: what one may look like, and when two look alike.

The data of confusable-homoglyphs takes 5 MB of each process, so it is loaded by who first needs it.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NAME_LONGEST = 30  # characters: an @mention stays short enough for a phone's line

PUNCTUATION = "-_."
# Letters that no script owns; all else without a script (digits of other systems, signs) is out.
SHARED = frozenset("0123456789" + PUNCTUATION + "ー")
# Scripts that are written together: the 'highly restrictive' profile of Unicode TR 39, 5.2.
TOGETHER = (
    {"LATIN", "HAN", "HIRAGANA", "KATAKANA"},
    {"LATIN", "HAN", "BOPOMOFO"},
    {"LATIN", "HAN", "HANGUL"},
)
# Letters by category that show nothing: Hangul fillers, Khmer inherent vowels.
INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
# The classes of look-alikes keep case apart, for Η is no η; names do not. These join them again.
JOINED = str.maketrans({"0": "o", "1": "l", "|": "l", "i": "l"})
INVISIBLE_MARKS = "\u200e\u200f"  # the data wraps right-to-left letters in them

# Words that would speak for the site, or that its addresses use.
RESERVED = """
abuse accounts admin administration administrator all anonymous api articles comments counterpoint
debate deleted demo drafts editor essays everyone feeds help here login logout me member members
mod moderation moderator mods new nobody noreply notices null official owner postmaster queue root
rules search security settings signup staff static support sysop system tags team undefined
uploads webmaster
""".split()  # noqa: SIM905 - a list of 60 quoted words is harder to read and to keep sorted


def normal(username: str) -> str:
    """The form in which a username is kept: NFKC, and in lower case where the script is not Latin.

    Capitals of other scripts look like Latin ones (Greek ΗΑΤ, Cyrillic НАТ) while their small
    letters do not: kept small, each name has one look.
    """
    username = unicodedata.normalize("NFKC", username).strip()
    return "".join(char if _script(char) == "LATIN" else char.lower() for char in username)


def key(username: str) -> str:
    """What a username looks like, for comparison: names with equal keys can be mistaken.

    The skeleton of Unicode TR 39, over the data of confusable-homoglyphs, for single characters,
    and blind to case: 'paypal' and 'раypal' with a Cyrillic а, 'Ivan', 'lvan' and '1van'.
    """
    folded = normal(username).casefold()
    return "".join(_lookalikes().get(char, char) for char in folded).translate(JOINED)


def validate(username: str) -> None:
    """Raise a ValidationError unless it is made of letters and digits of one script.

    Control, bidirectional and zero-width characters are none, so they cannot hide in a name.
    """
    username = normal(username)
    if len(username) > NAME_LONGEST:
        raise ValidationError(_("At most 30 characters."))
    if not all(_is_allowed(char) for char in username):
        raise ValidationError(_("Use letters, digits and - _ . only."))
    if any(char in PUNCTUATION for char in username[:1] + username[-1:]) or any(
        a in PUNCTUATION and b in PUNCTUATION for a, b in pairwise(username)
    ):
        raise ValidationError(_("Use - _ . only between letters or digits."))
    if not _is_one_script(username):
        raise ValidationError(_("Use letters of one script: mixed ones can pass for another name."))


def validate_shown(text: str) -> None:
    """Raise a ValidationError if a display name or a bio holds characters that show nothing or
    turn the direction of what follows (zero-width, control, bidirectional)."""
    if any(unicodedata.category(char)[0] == "C" for char in text if char not in "\r\n"):
        raise ValidationError(_("Leave out invisible and control characters."))


def is_reserved(username: str) -> bool:
    """Is it, or does it look like, a word that speaks for the site?"""
    bare = key("".join(char for char in username if char not in PUNCTUATION))
    return bare in {key(word) for word in RESERVED}


def _is_allowed(char: str) -> bool:
    if char in SHARED:
        return True
    return (
        unicodedata.category(char)[0] in "LM"
        and char not in INVISIBLE
        and _script(char) not in ("COMMON", "INHERITED")
    )


def _is_one_script(username: str) -> bool:
    scripts = {_script(char) for char in username} - {"COMMON"}
    return len(scripts) <= 1 or any(scripts <= together for together in TOGETHER)


def _script(char: str) -> str:
    from confusable_homoglyphs.categories import alias

    return str(alias(char))


@cache
def _lookalikes() -> dict[str, str]:
    """For each character that looks like others, the one that stands for them all."""
    leader: dict[str, str] = {}

    def find(char: str) -> str:
        while (above := leader.setdefault(char, char)) != char:
            char = above
        return char

    for one, other in _pairs():
        first, second = sorted((find(one), find(other)))  # ASCII sorts first
        leader[second] = first
    return {char: find(char) for char in list(leader)}


def _pairs() -> Iterator[tuple[str, str]]:
    """The data's pairs of single characters; 'rn' for 'm' and the like are left out."""
    from confusable_homoglyphs.confusables import confusables_data

    for char, alikes in confusables_data.items():
        for alike in alikes:
            one, other = char.strip(INVISIBLE_MARKS), alike["c"].strip(INVISIBLE_MARKS)
            if len(one) == len(other) == 1:
                yield one, other
