"""Differences that a person can read, from which both texts can be told."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from forum.text.diff import Run, paragraph_diff, shortened, word_diff

WORDS = st.lists(st.sampled_from(["one", "two", "three", " ", ", ", "\n", "—"]), max_size=30)
TEXT = WORDS.map("".join)


def test_a_changed_word_is_shown_within_its_sentence() -> None:
    assert word_diff("four pounds twenty", "four pounds ten") == [
        Run("same", "four pounds "),
        Run("del", "twenty"),
        Run("ins", "ten"),
    ]


def test_words_that_changed_together_are_shown_together() -> None:
    runs = word_diff("the old grey house", "the new red house")
    assert [run.text for run in runs] == ["the ", "old grey", "new red", " house"]


def test_paragraphs_that_stayed_went_came_and_changed_are_told_apart() -> None:
    old = "It stays.\n\nIt goes for ever.\n\nIt has one word that changes.\n\nThe end."
    new = "It stays.\n\nIt has one letter that changes.\n\nThe end.\n\nA new one."
    assert [part.kind for part in paragraph_diff(old, new)] == [
        "same",
        "del",
        "changed",
        "same",
        "ins",
    ]


def test_a_paragraph_written_anew_is_not_compared_word_by_word() -> None:
    parts = paragraph_diff("The cat sat on a mat.", "Nobody expected rain yesterday!")
    assert [part.kind for part in parts] == ["del", "ins"]


def test_only_the_neighbours_of_a_change_are_shown() -> None:
    old = "\n\n".join(f"Paragraph number {n}." for n in range(20))
    new = old.replace("number 10.", "number ten.")
    parts = shortened(paragraph_diff(old, new))
    assert [part.left_out or part.kind for part in parts] == [9, "same", "changed", "same", 8]


@given(TEXT, TEXT)
def test_both_texts_can_be_read_from_the_difference(old: str, new: str) -> None:
    runs = word_diff(old, new)
    assert "".join(run.text for run in runs if run.kind != "ins") == old
    assert "".join(run.text for run in runs if run.kind != "del") == new


@settings(max_examples=40)
@given(TEXT)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert all(part.kind == "same" for part in paragraph_diff(text, text))


def test_long_texts_of_repeated_words_are_compared_in_time() -> None:
    old = "\n\n".join(["a b a b " * 150] * 160)
    new = "\n\n".join(["b a b c " * 150] * 160)
    start = time.process_time()
    paragraph_diff(old, new)
    assert time.process_time() - start < 15
