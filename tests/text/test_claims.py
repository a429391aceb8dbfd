"""Claims in the Markdown: which are claims, and what becomes of what is none."""

import pytest

from forum.text.claims import ClaimText
from forum.text.render import render_comment, render_essay


def claimed(source: str) -> list[tuple[int, str]]:
    return [(claim.number, claim.text) for claim in render_essay(source).claims]


def test_a_claim_is_a_span_with_its_number_and_its_words_are_kept() -> None:
    essay = render_essay("So: [C3: Without fines, the books *still* come back.] They do.")
    shown = "Without fines, the books <em>still</em> come back."
    assert f'So: <span class="claim" id="claim-3">{shown}</span> They do.' in essay.html
    assert essay.claims == [ClaimText(3, "Without fines, the books still come back.")]
    assert essay.words == 10


@pytest.mark.parametrize(
    "source",
    [
        "[C3: words](https://e.example/)",
        "[C3: words][there]\n\n[there]: https://e.example/",
        "[C3: words]\n\n[C3: words]: https://e.example/",
        "[words [C3: within a link]](https://e.example/)",
        "![C3: words](/uploads/a.png)",
        "`[C3: words]`",
        "\\[C3: words]",
        "the cells [C3:C7]",
        "[C0: words]",
        "[C100: words]",
        "[c3: words]",
        "[C3: ]",
        "[C3: words",
        "[C3: words\n\nnew paragraph]",
    ],
)
def test_what_is_a_link_or_not_whole_is_no_claim(source: str) -> None:
    essay = render_essay(source)
    assert essay.claims == []
    assert "<span" not in essay.html


def test_a_claim_may_hold_a_link_and_call_a_note() -> None:
    source = "[C1: see [there](https://e.example/) and [brackets]][^1]\n\n[^1]: a note"
    assert claimed(source) == [(1, "see there and [brackets]")]
    assert "</span><sup>" in render_essay(source).html


def test_of_two_claims_with_one_number_the_first_stands() -> None:
    essay = render_essay("[C1: first]\n\n- [C1: second *thing*]")
    assert [claim.text for claim in essay.claims] == ["first"]
    assert "<li>second <em>thing</em></li>" in essay.html


def test_a_claim_within_a_claim_is_plain_words() -> None:
    essay = render_essay("[C1: outer [C2: inner] words] [C2: later]")
    assert claimed("[C1: outer [C2: inner] words] [C2: later]") == [
        (1, "outer inner words"),
        (2, "later"),
    ]
    assert ">outer inner words</span>" in essay.html


def test_claims_stand_in_headings_lists_and_tables_too() -> None:
    source = "## [C1: One]\n\n- [C2: two]\n\n|a|\n|-|\n|[C3: three]|\n\n> [C4: four\n> lines]"
    assert claimed(source) == [(1, "One"), (2, "two"), (3, "three"), (4, "four lines")]
    assert render_essay(source).contents == [{"level": 2, "id": "s-one", "text": "One"}]


def test_in_comments_there_are_no_claims() -> None:
    assert render_comment("[C3: words]") == "<p>[C3: words]</p>\n"
