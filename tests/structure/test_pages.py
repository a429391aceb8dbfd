"""Conventions of templates and styles: one palette, nothing inline, every word translatable."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from forum.statics import SHEETS
from tests.structure.source import ROOT, files, lines, where

TEMPLATES = list(files("templates", suffix=".html"))
STYLES = [*files("static/css", suffix=".css")]

HEX = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![-\w])")
PAINT = re.compile(r"\b(?:fill|stroke|color|background)\s*[=:]\s*[\"']?#[0-9a-fA-F]{3}")
# The policy for content allows neither; a script of a data type is not run.
INLINE = re.compile(
    r"\sstyle\s*=|<style|\son[a-z]+\s*=|hx-on|javascript:|hx-\w+=.js:", re.IGNORECASE
)
# What goes out by mail: no program of mail fetches a style sheet.
MAILED = {"letter.html", "_line.html"}
SCRIPT = re.compile(r"<script(?![^>]*(?:\ssrc=|type=\"application/json\"))")

NOT_WORDS = [
    r"{#.*?#}",
    r"{%\s*comment.*?endcomment\s*%}",
    r"{%\s*blocktrans.*?endblocktrans\s*%}",
    r"{%\s*blocktranslate.*?endblocktranslate\s*%}",
    r"{%.*?%}",
    r"{{.*?}}",
    r"<!--.*?-->",
    r"<script.*?</script>",
    r"&\w+;",
]
SAID = re.compile(r"\b(?:aria-label|alt|title|placeholder|aria-description)=\"([^\"]*)\"")
NAMES = {"Counterpoint", "Markdown", "Ctrl", "Enter", "Esc", "BibTeX", "RSS"}


def bare_words(source: str) -> Iterator[tuple[int, str]]:
    """Words between and in the tags of a template that do not go through gettext, with lines."""
    for pattern in NOT_WORDS:
        source = re.sub(pattern, _blank, source, flags=re.DOTALL)
    said = [(match.start(), match[1]) for match in SAID.finditer(source)]
    text = re.sub(r"<[^>]*>", _blank, source)
    said += [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", text)]
    for start, words in said:
        for word in re.findall(r"[A-Za-z]{2,}", words):
            if word not in NAMES:
                yield source.count("\n", 0, start) + 1, word


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def test_bare_words_are_found() -> None:
    template = '<p title="Go">{% trans "Yes" %} {{ no }}\n<b>not</b> {# why #}&middot;</p>'
    assert list(bare_words(template)) == [(1, "Go"), (2, "not")]


def test_every_word_of_a_page_can_be_translated() -> None:
    found = [
        f"{where(file, line)} {word}"
        for file in TEMPLATES
        for line, word in bare_words(file.read_text())
    ]
    assert not found


def test_colours_are_named_in_one_place() -> None:
    found = [place for file in STYLES if file.name != "tokens.css" for place in _lines(file, HEX)]
    found += [place for file in TEMPLATES for place in _lines(file, PAINT)]
    assert not found


def test_nothing_is_inline() -> None:
    pages = [file for file in TEMPLATES if file.name not in MAILED]
    found = [place for file in pages for place in _lines(file, INLINE)]
    found += [place for file in TEMPLATES for place in _lines(file, SCRIPT)]
    assert not found


def _lines(file: Path, pattern: re.Pattern[str]) -> list[str]:
    return [f"{place} {line.strip()[:80]}" for place, line in lines(file) if pattern.search(line)]


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name)
def test_every_style_sheet_is_used(file: Path) -> None:
    link = f"css/{file.name}"
    is_linked = any(link in template.read_text() for template in TEMPLATES)
    is_joined = any(file.stem in parts for parts in SHEETS.values())  # to what every essay links to
    assert is_linked or is_joined, f"no page links {link}"


def test_every_static_file_that_a_page_names_is_there() -> None:
    named = {
        (template, path)
        for template in TEMPLATES
        for path in re.findall(r"{% static ['\"]([^'\"]+)['\"] %}", template.read_text())
    }
    assert not [
        f"{template.name} names {path}"
        for template, path in named
        if not path.startswith("django_htmx/") and not (ROOT / "static" / path).is_file()
    ]


def test_static_files_can_be_collected_for_a_real_site(settings: object, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").is_file()
