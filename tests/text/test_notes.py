"""Footnotes: numbered, reachable both ways, whatever their names."""

from forum.text.render import render_essay
from tests.text.markup import Markup


def test_a_note_is_reached_and_left() -> None:
    html = render_essay("A fact.[^1]\n\n[^1]: Its source.").html
    assert '<sup><a id="fnref-1" href="#fn-1" aria-label="Note 1">1</a></sup>' in html
    assert '<section class="notes" aria-label="Notes"><ol><li id="fn-1"><p>Its source.' in html
    back = '<a class="back" href="#fnref-1" aria-label="Back to the text, note 1">Back</a>'
    assert back in html


def test_a_note_that_is_used_again_leads_back_to_each_place() -> None:
    markup = Markup(render_essay("a[^n] b[^n] c[^n]\n\n[^n]: once").html)
    assert markup.faults == []
    assert [link for link in markup.links if "ref" in link] == [
        "#fnref-1",
        "#fnref-1-2",
        "#fnref-1-3",
    ]


def test_named_notes_are_numbered_by_where_they_are_called() -> None:
    html = render_essay("a[^late] b[^early]\n\n[^early]: E\n\n[^late]: L").html
    assert html.index("<p>L") < html.index("<p>E")


def test_a_note_may_hold_paragraphs_lists_and_other_notes() -> None:
    source = "a[^1]\n\n[^1]: one[^2]\n\n    - two\n\n    three\n\n[^2]: four"
    markup = Markup(render_essay(source).html)
    assert markup.faults == []
    assert markup.ids["fn-2"] == 1


def test_a_call_without_a_note_stays_as_it_was_typed() -> None:
    assert render_essay("a[^1] b").html == "<p>a[^1] b</p>\n"


def test_a_note_that_nothing_calls_is_not_shown() -> None:
    assert render_essay("a\n\n[^1]: b").html == "<p>a</p>\n"


def test_calls_that_cannot_be_shown_leave_no_way_back_to_nowhere() -> None:
    source = (
        "[in a link[^1]](https://e.example/) ![in a picture[^1]](/uploads/2026/01/a.png)\n\n"
        "# In a heading[^1]\n\n[^1]: note[^1]"
    )
    rendered = render_essay(source)
    assert Markup(rendered.html).faults == []
    assert rendered.contents[0]["text"] == "In a heading"
