"""The beginning of a text where the whole has no place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.text.excerpt import excerpt
from forum.text.render import render_comment


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Short &amp; <em>whole</em>.</p>", "Short & whole."),
        ("<p>One</p>\n<ul>\n<li>two</li>\n<li>three<br>four</li></ul>", "One two three four"),
        (
            "<p>One. Two are here. Three more, then it ends</p>",
            "One. Two are here.\N{NO-BREAK SPACE}…",
        ),
        ("<p>A. This sentence has no end within the bounds</p>", "A. This sentence has no end…"),
        ("<p>" + "д" * 50 + "</p>", "д" * 28 + "…"),
        ("<p>Нам не нужен штраф, нам нужно напоминание</p>", "Нам не нужен штраф, нам…"),
        ("", ""),
    ],
)
def test_it_ends_where_a_sentence_or_a_word_does(html: str, text: str) -> None:
    assert excerpt(html, 30).text == text


def test_it_says_whether_anything_was_left_out() -> None:
    assert excerpt("<p>All of it.</p>", 30).is_whole
    assert not excerpt("<p>Not all of it, by far, is here.</p>", 20).is_whole
    assert not excerpt("<blockquote><p>You said.</p></blockquote><p>I say.</p>", 30).is_whole


def test_nobody_is_taken_to_say_what_they_quote() -> None:
    html = render_comment("> You said *this*.\n>\n> > She said that.\n\nI do not.")
    assert excerpt(html, 30).text == "I do not."
    assert excerpt(render_comment("> Only a quotation."), 30).text == "Only a quotation."


@given(st.text(max_size=400), st.integers(10, 300))
def test_it_is_never_too_long_and_says_nothing_else(source: str, most: int) -> None:
    found = excerpt(render_comment(source), most)
    assert len(found.text) <= most
    assert "\n" not in found.text
    if not found.text.endswith("…"):
        assert found.text == excerpt(render_comment(source), 10_000).text
