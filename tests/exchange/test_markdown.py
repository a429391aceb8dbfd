"""Markdown files from elsewhere: what they say of themselves, and what we cannot take over."""

from datetime import UTC, datetime

import pytest

from forum.exchange.readers import Reading, Unreadable, read

FRONT = """---
title: 'The queue at the bakery: a *defence*'
description: Why waiting in line is fair
thesis: A queue is the fairest way to share what is scarce.
tags: [Towns, manners]
date: 2019-05-02 08:30:00 +0200
---
"""


def reading(text: str, name: str = "essay.md") -> Reading:
    return read(name, text.encode())


def test_front_matter_gives_title_subtitle_thesis_tags_and_date() -> None:
    essay = reading(FRONT + "\nWe stood in the rain.")
    assert essay.title == "The queue at the bakery: a defence"  # a title holds no markup
    assert essay.subtitle == "Why waiting in line is fair"
    assert essay.thesis == "A queue is the fairest way to share what is scarce."
    assert essay.tags == ("Towns", "manners")
    assert essay.date == datetime(2019, 5, 2, 6, 30, tzinfo=UTC)
    assert essay.source == "We stood in the rain."
    assert essay.left_out == ()


def test_the_name_of_a_jekyll_file_gives_the_day_and_the_title() -> None:
    essay = reading("Text.", "2014-03-31-on-standing_in-line.md")
    assert (essay.title, essay.date) == ("On standing in line", datetime(2014, 3, 31, tzinfo=UTC))


def test_an_impossible_day_in_a_name_is_no_date() -> None:
    assert reading("Text.", "2014-06-31-june.md").date is None


@pytest.mark.parametrize(
    "text", ["# On queues\n\nText.", "On queues\n=========\n\nText.", "\n\n#   On queues  #\nText."]
)
def test_without_front_matter_the_first_heading_is_the_title(text: str) -> None:
    essay = reading(text)
    assert (essay.title, essay.source) == ("On queues", "Text.")


def test_a_heading_that_says_title_or_subtitle_again_is_left_out() -> None:
    text = (
        FRONT + "# The queue at the bakery: a *defence*\n\n## Why waiting in line is fair\n\nText."
    )
    assert reading(text).source == "Text."


def test_a_rule_at_the_top_of_a_text_is_no_front_matter() -> None:
    assert reading("---\n\nText.\n\n---\n\nMore.").source == "---\n\nText.\n\n---\n\nMore."


def test_broken_front_matter_is_refused_with_its_line() -> None:
    with pytest.raises(Unreadable, match="broken at line 3"):
        reading("---\ntitle: Fine\ntags: [one, two\n---\nText.")


def test_front_matter_without_a_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="no text"):
        reading(FRONT)


@pytest.mark.parametrize("line", ["tags: one, two words", "tags: [one, two words]"])
def test_tags_are_a_list_or_a_line_with_commas(line: str) -> None:
    tags = reading(f"---\n{line}\n---\nText.").tags
    assert [tag.strip() for tag in tags] == ["one", "two words"]


@pytest.mark.parametrize("line", ["draft: true", "published: false"])
def test_a_file_may_say_that_it_is_a_draft(line: str) -> None:
    assert reading(f"---\n{line}\n---\nText.").is_draft


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("Text.\n{: .lead }\n\nMore.", "Text.\n\nMore."),
        (
            "A [link](https://a.example){: target='_blank'} here.",
            "A [link](https://a.example) here.",
        ),
        ("* Contents\n{:toc}\n\nText.", "Text."),
        ("* Table of contents {:toc}\n\nText.", "Text."),
        ("| a |\n|---|\n| b |\n{: .table .w-50 }\n\nText.", "| a |\n|---|\n| b |\n\nText."),
        ("{% include nav.html %}\nText {{ page.x }}.", "Text ."),
        ("{% comment %}not\nthis{% endcomment %}Text.", "Text."),
        ("*[HTML]: Hyper Text\nText.", "Text."),
    ],
)
def test_other_dialects_are_left_out(written: str, taken: str) -> None:
    assert reading(written).source == taken


def test_a_liquid_highlight_becomes_a_fence_and_its_code_is_kept() -> None:
    essay = reading("{% highlight ruby %}\nputs '{{ x }}'\n{% endhighlight %}")
    assert essay.source == "```ruby\nputs '{{ x }}'\n```"


def test_code_is_left_as_it_is() -> None:
    code = "```html\n<u>{{ x }}</u> {: .a }\n```\n\nAnd `<b>{% raw %}</b>`:\n\n    <i>indented</i>"
    essay = reading(code)
    assert essay.source == code
    assert essay.left_out == ()


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("One <em>two</em> <b>three</b>.", "One *two* **three**."),
        ("<u>Kept</u> <span class='x'>words</span>.", "Kept words."),
        ("One<br/>two", "One\\\ntwo"),
        ("10<sup>6</sup> and H<sub>2</sub>O", "10⁶ and H₂O"),
        ("Press <kbd>Enter</kbd>.", "Press `Enter`."),
        ('<a href="https://a.example">There</a>', "[There](https://a.example)"),
        ("Text.<!-- a remark -->", "Text."),
        ("<div>\n<p>A <i>block</i>.</p>\n</div>", "A *block*."),
        ("A List<T> of <your name> and <https://a.example>.",) * 2,
    ],
)
def test_html_is_converted_or_its_words_are_kept(written: str, taken: str) -> None:
    assert reading(written).source == taken


def test_scripts_are_left_out_with_what_is_in_them() -> None:
    assert "alert" not in reading("Text.\n\n<script>\nalert(1)\n</script>\n\nMore.").source


def test_an_embed_in_html_becomes_a_link() -> None:
    essay = reading('Text.\n\n<iframe src="//video.example/7"></iframe>')
    assert "[Embedded from video.example](https://video.example/7)" in essay.source
    assert "an embed, now a link" in essay.left_out


def test_a_picture_from_elsewhere_becomes_a_link() -> None:
    essay = reading('![A *tin*](https://a.example/1.png "What the tin held in one year")')
    link = "[Picture: A *tin*](https://a.example/1.png): What the tin held in one year"
    assert essay.source == link
    assert essay.left_out == ("a picture, now a link to it: pictures are not fetched",)


def test_a_picture_beside_the_file_is_left_out() -> None:
    essay = reading("![A tin](/img/1.png)\n\nText.")
    assert essay.source == "Text."
    assert essay.left_out == ("a picture that is not in the file, left out",)


def test_of_a_linked_picture_the_link_is_kept() -> None:
    essay = reading("[![Word 1.0](/img/w.png){: .right }](https://a.example/post)")
    assert essay.source == "[Word 1.0](https://a.example/post)"


def test_a_link_within_the_old_site_keeps_its_words() -> None:
    text = "See [the *first* part](/1/), [two][p] and [three](https://a.example).\n\n[p]: ../p"
    essay = reading(text)
    assert essay.source == "See the *first* part, two and [three](https://a.example)."
    assert essay.left_out == (
        "a link that leads nowhere outside its old site, now plain text (2 times)",
    )


def test_notes_named_and_used_twice_are_kept() -> None:
    text = "One[^a], two[^a].\n\n[^a]: See [there](https://a.example)."
    assert reading(text).source == text


def test_a_notes_mark_is_put_at_its_word() -> None:
    assert reading("One. [^1] Two.\n\n[^1]: Note.").source == "One.[^1] Two.\n\n[^1]: Note."
