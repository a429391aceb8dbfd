"""Passages of real essays are found again after real edits, and never in a wrong place.

`SHARE` states how many of a hundred are found, at least; docs/debate.md has the figures of a larger
run. What is lost is told to readers as made against an earlier version; what is wrong is a fault.
"""

import re
from collections import Counter
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
ESSAY = 6_000  # letters of each: enough to go wrong in, and few enough for a second of search
EACH = 2  # passages of a kind from each essay

KINDS = {
    "a sentence": re.compile(r"(?<=[.!?] )[A-Z][^.!?\n]{30,300}[.!?]"),
    "part of a sentence": re.compile(r"\b\w[^.!?\n]{15,60}\w\b"),
    "two words": re.compile(r"(?<![\w’'])\w{2,} \w{2,}\b"),
    "two sentences": re.compile(
        r"(?<=[.!?] )[A-Z][^.!?\n]{20,300}[.!?] [A-Z][^.!?\n]{20,200}[.!?]"
    ),
    "over a paragraph's end": re.compile(r"\b\w[^\n]{20,80}\n\w[^\n]{20,80}\w\b"),
}
# Of a hundred. Where a word of two is another, or half of what is quoted is new, most are lost.
SHARE = {
    edits.word_changed: 75,
    edits.word_deleted: 75,
    edits.word_added: 75,
    edits.typos_mended: 80,
    edits.sentence_put_within: 70,
}


@cache
def essays() -> list[str]:
    files = [*sorted(OURS.glob("*.md")), *sorted(OTHERS.glob("*.md"))]
    sources = (re.sub(r"\A---\n.*?\n---\n", "", file.read_text(), flags=re.S) for file in files)
    return [plain(render_essay(source).html).text[:ESSAY] for source in sources]


@cache
def passages(text: str) -> list[Quoted]:
    """Some of each kind, as they are kept; words whose surroundings leave open where they stand are
    not taken from a reader."""
    searched, quoted = Searched(text), []
    for kind in KINDS.values():
        spans = [match.span() for match in kind.finditer(text)]
        for start, end in Random(len(text)).sample(spans, min(EACH, len(spans))):
            prefix, suffix = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
            words = Quoted(text[start:end], prefix, suffix, start)
            if searched.find(replace(words, start=None)):
                quoted.append(replace(words, rival=searched.rival(words, start, end)))
    return quoted


def verdict(found: Found | None, places: list[tuple[int, int]]) -> str:
    """Right is what shows mostly the passage as it stands now, and a good part of it."""
    if found is None:
        return "lost" if places else "right"
    for start, end in places:
        shared = min(end, found.end) - max(start, found.start)
        if 2 * shared > found.end - found.start and 3 * shared > end - start:
            return "right"
    return "wrong"


def tried(edit: edits.Edit) -> Counter[str]:
    """How often a passage is found in its place after this edit."""
    told: Counter[str] = Counter()
    for text in essays():
        rng = Random(len(text))
        for quoted in passages(text):
            start = quoted.start or 0
            marked = edits.mark(text, start, start + len(quoted.quote))
            edited, places = edits.unmark(edit(marked, rng))
            told[verdict(Searched(edited).find(quoted), places)] += 1
    return told


@pytest.mark.parametrize("edit", edits.KEPT, ids=lambda edit: edit.__name__)
def test_a_passage_that_is_still_there_is_found_again(edit: edits.Edit) -> None:
    told = tried(edit)
    assert told["wrong"] == 0
    assert 100 * told["right"] >= SHARE.get(edit, 90) * told.total()


@pytest.mark.parametrize("edit", edits.GONE, ids=lambda edit: edit.__name__)
def test_a_passage_that_is_gone_is_found_nowhere(edit: edits.Edit) -> None:
    assert tried(edit)["wrong"] == 0


BUILT_ALIKE = """\
In the first year the city paid the fine and the river stayed as it was.
In the third year the city paid the fee and the river stayed as it was."""


def test_words_in_a_sentence_that_is_built_alike_are_not_taken_for_it() -> None:
    first, second = BUILT_ALIKE.split("\n")
    start = first.index("the city paid")
    quoted = Quoted("the city paid the fine", first[:start], first[start + 22 :][:32], start)
    rival = Searched(BUILT_ALIKE).rival(quoted, start, start + 22)
    assert rival > 0.8
    assert Searched(second).find(quoted) is not None
    assert Searched(second).find(replace(quoted, rival=rival)) is None
    assert Searched(BUILT_ALIKE).find(replace(quoted, rival=rival)) is not None


def test_a_single_word_must_be_known_by_its_surroundings() -> None:
    before, behind = "e asked about it in the spring, and ", " of that kind were gone by summer."
    quoted = Quoted("tax", before[-CONTEXT:], behind[:CONTEXT], len(before))

    def blurred(words: str, letters: int) -> str:
        return "".join("x" if at % 16 < letters else word for at, word in enumerate(words))

    for letters, found in ((4, True), (7, False)):
        text = f"{blurred(before, letters)}tax{blurred(behind, letters)}"
        assert bool(Searched(text).find(quoted)) is found


def test_of_two_places_that_are_as_good_the_clearly_nearer_one_is_taken_or_none() -> None:
    text = "one two three four. " * 2
    words = Quoted("two three", "one ", " four. ")
    assert Searched(text).find(words) is None
    first = Searched(text).find(replace(words, start=4))
    assert first is not None
    assert first.start == 4
    assert Searched(text).find(replace(words, start=13)) is None


def test_words_are_found_where_no_spaces_part_them() -> None:
    text = "公共图书馆应当停止收取逾期罚款,而依靠提醒和善意。罚款让人远离图书馆,这并不是它的目的。"
    start = text.index("罚款让人")
    quoted = Quoted(text[start : start + 9], text[:start][-32:], text[start + 9 :], start)
    found = Searched("新的开头。" + text.replace("远离", "远远离开")).find(quoted)
    assert found is not None
    assert found.start == start + 5


def test_a_word_that_stands_everywhere_is_found_by_what_surrounds_it() -> None:
    text = "the cat and the dog and the bird, " * 200 + "then the fine came and the end was near"
    start = text.index("the fine")
    quoted = Quoted("the", text[start - 32 : start], text[start + 3 : start + 35], start)
    found = Searched("Preface. " + text.replace("near", "nigh")).find(quoted)
    assert found is not None
    assert found.start == start + 9
    assert Searched(text).find(Quoted("the")) is None
