"""The advice before publishing."""

import pytest

from forum.articles.checks import checks
from forum.articles.manuscript import Manuscript
from forum.text.render import render_essay
from tests.cast import THESIS


def undone(**words: object) -> list[str]:
    whole = {"title": "t", "thesis": THESIS, "source": "Words.", "tags": ("Money",)}
    manuscript = Manuscript(**{**whole, **words})
    found = checks(manuscript, render_essay(manuscript.source))
    return [check.text for check in found if not check.ok]


def test_a_whole_essay_leaves_nothing_to_do() -> None:
    assert undone() == []


@pytest.mark.parametrize(
    ("thesis", "advice"),
    [
        ("", "no thesis yet"),
        ("One thing. Another thing.", "more than one sentence"),
        ("Should we?", "is a question"),
        ("x" * 281, "too long"),
        ("Тайна. Закон.", "more than one sentence"),
    ],
)
def test_the_thesis_is_one_sentence(thesis: str, advice: str) -> None:
    assert advice in undone(thesis=thesis)[0]


@pytest.mark.parametrize(
    "thesis",
    [
        "The U.S. should leave.",
        "Pay 3.5 times more.",
        "Say ‘no’ to e.g. fines, etc. and be done.",
        "No full stop",
    ],
)
def test_points_within_a_sentence_do_not_end_it(thesis: str) -> None:
    assert undone(thesis=thesis) == []


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("", "The essay is empty."),
        ("word " * 901, "no headings"),
        ("a\n\n![](/uploads/a.png)", "The figure on line 3 has no alternative text."),
        ("![b](/uploads/a.png)", "The figure on line 1 has no caption."),
        ("![b](https://e.example/a.png)", "The picture on line 1 is on another site"),
        ("a[^1]", "The note [^1] on line 1 is not written yet."),
        ("a\n\n[^1]: b", "The note [^1] on line 3 is called nowhere"),
    ],
)
def test_what_a_reader_would_miss_is_named_with_its_line(source: str, advice: str) -> None:
    assert advice in undone(source=source)[0]


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("[C1: a]\n\n[C1: b]", "C1 on line 3 is used twice."),
        ("a\n\n[C2: b\n\nc]", "C2 on line 3 is no claim yet"),
    ],
)
def test_what_is_meant_as_a_claim_and_is_none_is_named(source: str, advice: str) -> None:
    [said] = undone(source=source)
    assert advice in said


@pytest.mark.parametrize(
    ("source", "advice"),
    [
        ("[C1: a]", "One claim is marked. Readers can answer it."),
        ("[C1: a] [C4: b]", "2 claims are marked. Readers can answer each of them."),
    ],
)
def test_how_many_claims_are_marked_is_said(source: str, advice: str) -> None:
    found = checks(Manuscript(source=source), render_essay(source))
    assert advice in [check.text for check in found if check.ok]


def test_a_thousand_faults_make_a_short_list() -> None:
    assert len(undone(source="![b](/uploads/a.png)\n" * 1_000)) == 20
