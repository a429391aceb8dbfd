"""The difference between two texts, for people: whole paragraphs, and words within them.

Paragraphs are matched first, so that an essay with one changed word shows one changed paragraph.
Cost is bounded: past `EXACT_WORDS` a changed paragraph is shown as taken out and put in whole.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

Kind = Literal["same", "del", "ins"]

# SequenceMatcher's time grows with the square of the length at worst; at this size a comparison
# takes some 50 ms. A paragraph of 1,500 words is rare.
EXACT_WORDS = 1_500
PARAGRAPHS_MAX = 4_000  # in one essay; beyond, the texts are compared as one block
WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Run:
    """A stretch of words that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph that stayed, went, came, or changed within ("changed")."""

    kind: Literal["same", "del", "ins", "changed"]
    runs: list[Run]
    left_out: int = 0  # this stands for so many paragraphs that stayed and are not shown


def paragraph_diff(old: str, new: str) -> list[Paragraph]:
    """What became of each paragraph, in reading order."""
    before, after = _paragraphs(old), _paragraphs(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    result: list[Paragraph] = []
    for _op, a1, a2, b1, b2 in matcher.get_opcodes():
        if _op == "equal":
            result += [Paragraph("same", [Run("same", text)]) for text in after[b1:b2]]
        else:
            result += _replaced(before[a1:a2], after[b1:b2])
    return result


def word_diff(old: str, new: str) -> list[Run]:
    """The words that stayed, went and came, within one paragraph or line."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if len(before) + len(after) > 2 * EXACT_WORDS:
        return _whole(old, new)
    runs: list[Run] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for op, a1, a2, b1, b2 in matcher.get_opcodes():
        if op == "equal":
            runs.append(Run("same", "".join(after[b1:b2])))
        else:
            runs += _whole("".join(before[a1:a2]), "".join(after[b1:b2]))
    return runs


def shortened(paragraphs: list[Paragraph], around: int = 1) -> list[Paragraph]:
    """Only what changed, with `around` paragraphs before and after it to show where it stands."""
    changed = [place for place, part in enumerate(paragraphs) if part.kind != "same"]
    shown = {near for place in changed for near in range(place - around, place + around + 1)}
    result: list[Paragraph] = []
    hidden = 0
    for place, part in enumerate(paragraphs):
        if place not in shown:
            hidden += 1
            continue
        result += [Paragraph("same", [], hidden)] if hidden else []
        result.append(part)
        hidden = 0
    return [*result, Paragraph("same", [], hidden)] if hidden else result


def _paragraphs(text: str) -> list[str]:
    parts = [part.strip("\n") for part in re.split(r"\n\s*\n", text.strip())]
    parts = [part for part in parts if part]
    return parts if len(parts) <= PARAGRAPHS_MAX else ["\n\n".join(parts)]


def _replaced(before: list[str], after: list[str]) -> list[Paragraph]:
    """Paragraphs that took the place of others: those alike are compared word by word."""
    result: list[Paragraph] = []
    for old, new in zip_longest(before, after, fillvalue=""):
        if old and new and _alike(old, new):
            result.append(Paragraph("changed", word_diff(old, new)))
            continue
        result += [Paragraph("del", [Run("del", old)])] if old else []
        result += [Paragraph("ins", [Run("ins", new)])] if new else []
    return result


def _alike(old: str, new: str) -> bool:
    """Do they share at least a third of their words? Else two texts side by side read better."""
    return SequenceMatcher(None, WORDS.findall(old), WORDS.findall(new)).quick_ratio() > 1 / 3


def _whole(old: str, new: str) -> list[Run]:
    both: list[tuple[Kind, str]] = [("del", old), ("ins", new)]
    return [Run(kind, text) for kind, text in both if text]
