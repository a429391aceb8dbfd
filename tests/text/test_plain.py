"""The text of an essay out of its HTML, and the way back to the HTML."""

from html import unescape

from hypothesis import given, settings

from forum.text.plain import Plain, plain
from forum.text.render import render_essay
from tests.text.test_pathological import TEXTS

SOURCE = """\
A *b* &amp; <c> &nbsp;d
e  f[^1] [C1: the *claim* &c] end.

- one [C2: two]
- three

|a|b|
|-|-|
|c|d e|

```
x  y
```

a\\
b

[^1]: a note"""


def parts(html: str, text: Plain, start: int, end: int) -> list[str]:
    return [html[first:last] for first, last in text.spans(start, end)]


def test_it_is_what_a_reader_sees() -> None:
    text = plain(render_essay(SOURCE).html).text
    assert text.split("\n") == [
        "A b & <c> d e f the claim &c end.",
        *("one two", "three", "a", "b", "c", "d e", "x y", "a b", "a note"),
    ]


def test_a_stretch_of_it_leads_back_to_the_html() -> None:
    html = render_essay(SOURCE).html
    text = plain(html)
    start = text.text.index("the claim")
    assert parts(html, text, start, start + 12) == ["the ", "claim", " &amp;c"]
    assert parts(html, text, start + 1, start + 6) == ["he ", "cl"]


def test_the_places_of_claims_and_of_what_is_said_about_them() -> None:
    html = render_essay(SOURCE).html
    text = plain(html)
    one, two = text.claims[1], text.claims[2]
    assert text.text[one.start : one.end] == "the claim &c"
    assert html[: one.tag_at] == "<p>"
    assert html[: one.notes_at].endswith("end.</p>")
    assert text.text[two.start : two.end] == "two"
    assert html[: two.tag_at].endswith("<ul>\n<li>")
    assert html[: two.notes_at].endswith("three</li>\n</ul>")


@settings(max_examples=100)
@given(TEXTS)
def test_no_piece_holds_a_tag_and_all_pieces_are_the_text(source: str) -> None:
    html = render_essay(source).html
    text = plain(html)
    pieces = parts(html, text, 0, len(text.text))
    assert not any("<" in piece or ">" in piece for piece in pieces)
    assert "".join(unescape("".join(pieces)).split()) == "".join(text.text.split())
    for place in text.claims.values():
        assert html[place.tag_at - 1] == ">"
        assert html[place.notes_at - 1] == ">"
