"""Passages of real essays are found again after real edits, and never in a wrong place."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from forum.articles.models.anchors import CONTEXT
from forum.text.anchoring import Found, Quoted, Searched
from forum.text.plain import plain
from forum.text.render import render_essay
from tests.text import edits

ROOT = Path(__file__).parents[2]
OURS = ROOT / "forum/exchange/demo/texts/essays"
OTHERS = ROOT.parent / "shared/data/markdown"  # real ones, where they are at hand
EACH = 4  # passages of a kind from each essay

KINDS = {
    "a sentence": re.compile(r"(?<=[.!?] )[A-Z][^.!?\n]{30,300}[.!?]"),
    "part of a sentence": re.compile(r"\b\w[^.!?\n]{15,60}\w\b"),
    "two words": re.compile(r"(?<![\w’'])\w{2,} \w{2,}\b"),
    "two sentences": re.compile(r"(?<=[.!?] )[A-Z][^.!?\n]{20,300}[.!?] [A-Z][^.!?\n]{20,200}[.!?]"),
    "over a paragraph's end": re.compile(r"\b\w[^\n]{20,80}\n\w[^\n]{20,80}\w\b"),
}


@cache
def essays() -> list[str]:
    files = [*sorted(OURS.glob("*.md")), *sorted(OTHERS.glob("*.md"))]
    sources = (re.sub(r"\A---\n.*?\n---\n", "", file.read_text(), flags=re.S) for file in files)
    return [plain(render_essay(source).html).text for source in sources]


def passages(text: str, kind: str) -> Iterator[tuple[int, int]]:
    found = [match.span() for match in KINDS[kind].finditer(text)]
    yield from Random(len(text)).sample(found, min(EACH, len(found)))


def verdict(found: Found | None, places: list[tuple[int, int]]) -> str:
    """Right is what shows mostly the passage as it stands now, and a good part of it."""
    if found is None:
        return "lost" if places else "right"
    for start, end in places:
        shared = min(end, found.end) - max(start, found.start)
        if 2 * shared > found.end - found.start and 3 * shared > end - start:
            return "right"
    return "wrong"


def tried(edit: edits.Edit, kind: str) -> Counter[str]:
    """How often a passage of this kind is found in its place after this edit."""
    told: Counter[str] = Counter()
    for text in essays():
        rng = Random(len(text))
        for start, end in passages(text, kind):
            prefix, suffix = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
            quoted = Quoted(text[start:end], prefix, suffix, start)
            quoted = replace(quoted, rival=Searched(text).rival(quoted, start, end))
            edited, places = edits.unmark(edit(edits.mark(text, start, end), rng))
            told[verdict(Searched(edited).find(quoted), places)] += 1
    return told
