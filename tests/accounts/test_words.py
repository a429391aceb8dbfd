"""Our own words for what allauth says: compiled, and still said by the allauth in use."""

import gettext
import re
from pathlib import Path

import allauth
from django.conf import settings

FOLDER = Path(settings.LOCALE_PATHS[0]) / "en_GB" / "LC_MESSAGES"
PAIR = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)


def pairs() -> dict[str, str]:
    source = (FOLDER / "django.po").read_text(encoding="utf-8")
    return {_unquoted(said): _unquoted(ours) for said, ours in PAIR.findall(source)}


def _unquoted(text: str) -> str:
    return text.replace('\\"', '"').replace("\\n", "\n")


def test_what_is_compiled_is_what_is_written() -> None:
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert len(pairs()) > 100
    assert {said: compiled.gettext(said) for said in pairs()} == pairs()


def test_allauth_still_says_what_we_say_otherwise() -> None:
    """After an upgrade: a sentence it no longer has is one of ours that nobody reads."""
    folder = Path(allauth.__file__).parent
    files = [file for end in ("html", "txt", "py") for file in folder.rglob(f"*.{end}")]
    said = "\n".join(file.read_text(encoding="utf-8", errors="ignore") for file in files)
    said = re.sub(r"\{\{ *(\w+) *\}\}", r"%(\1)s", said)
    assert [words for words in pairs() if words not in said] == []
