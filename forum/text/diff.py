"""The difference between two texts, for people: whole paragraphs, and words within them.

Paragraphs are matched first, so that an essay with one changed word shows one changed paragraph.
Cost is bounded: what is too long or too much to compare is shown as taken out and put in whole.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "del", "ins"]

# SequenceMatcher compares each word with every equal word of the other text, so that its time grows
# with the square of a text of few different words. Both numbers count such pairs: a paragraph of
# ordinary prose with 500 words makes some 10,000, one word 500 times over makes 250,000.
PAIRS_IN_PARAGRAPH = 300_000
PAIRS_OF_PARAGRAPHS = 1_000_000
LOOK_AHEAD = 8  # paragraphs that may have been taken out before one that was changed
ALIKE = 1 / 3  # the share of words in common from which a paragraph is the same one, changed
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
    result: list[Paragraph] = []
    for same, gone, came in _steps(before, after, PAIRS_OF_PARAGRAPHS):
        if same:
            result += [Paragraph("same", [Run("same", text)]) for text in came]
        else:
            result += _replaced(gone, came)
    return result


def word_diff(old: str, new: str) -> list[Run]:
    """The words that stayed, went and came, within one paragraph or line."""
    runs: list[Run] = []
    out = put_in = ""
    steps = _steps(WORDS.findall(old), WORDS.findall(new), PAIRS_IN_PARAGRAPH)
    for same, words_gone, words_came in steps:
        gone, came = "".join(words_gone), "".join(words_came)
        # A lone space between two changed words belongs to the change: ‘one two’ became
        # ‘three four’ reads better than each word by itself.
        if same and not (gone.isspace() and (out or put_in)):
            runs += [*_whole(out, put_in), Run("same", came)]
            out = put_in = ""
        else:
            out, put_in = out + gone, put_in + came
    return runs + _whole(out, put_in)


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
    parts = (part.strip("\n") for part in re.split(r"\n[^\S\n]*\n", text))
    return [part for part in parts if part.strip()]


def _steps(
    before: list[str], after: list[str], pairs_max: int
) -> Iterator[tuple[bool, list[str], list[str]]]:
    """The way from one list to the other: (is it the same?, what went, what came)."""
    counts = Counter(before)
    if sum(counts[item] for item in after) > pairs_max:
        yield before == after, before, after
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for step, a1, a2, b1, b2 in matcher.get_opcodes():
        yield step == "equal", before[a1:a2], after[b1:b2]


def _replaced(before: list[str], after: list[str]) -> list[Paragraph]:
    """Paragraphs that took the place of others: those alike are compared word by word."""
    result: list[Paragraph] = []
    fresh: list[Paragraph] = []
    start = 0
    for new in after:
        twin = _twin(before, start, new)
        if twin is None:
            fresh.append(Paragraph("ins", [Run("ins", new)]))
            continue
        result += [*_gone(before[start:twin]), *fresh]
        result.append(Paragraph("changed", word_diff(before[twin], new)))
        start, fresh = twin + 1, []
    return [*result, *_gone(before[start:]), *fresh]


def _gone(paragraphs: list[str]) -> list[Paragraph]:
    return [Paragraph("del", [Run("del", text)]) for text in paragraphs]


def _twin(before: list[str], start: int, new: str) -> int | None:
    """Which of the next paragraphs is an older form of this one."""
    ahead = range(start, min(start + LOOK_AHEAD, len(before)))
    return next((place for place in ahead if _alike(before[place], new)), None)


def _alike(old: str, new: str) -> bool:
    """Do they share enough words? Else two paragraphs, one after the other, read better."""
    before, after = Counter(re.findall(r"\w+", old)), Counter(re.findall(r"\w+", new))
    return 2 * (before & after).total() > ALIKE * (before.total() + after.total())


def _whole(old: str, new: str) -> list[Run]:
    """What went, then what came. A space that both end with stays: it is no change."""
    tail = " " if old.endswith(" ") and new.endswith(" ") else ""
    parts: list[tuple[Kind, str]] = [
        ("del", old.removesuffix(tail)),
        ("ins", new.removesuffix(tail)),
        ("same", tail),
    ]
    return [Run(kind, text) for kind, text in parts if text]
