"""What essays may be written with, and what becomes of it."""

import pytest

from forum.text.render import render_comment, render_essay
from tests.text.markup import Markup

PICTURE = "/uploads/2026/05/ab12.png"


def essay(source: str) -> str:
    return render_essay(source).html


def test_commonmark_tables_and_strikethrough_are_rendered() -> None:
    html = essay("*a* **b** ~~c~~ `d`\n\n> e\n\n1. f\n\n|g|h|\n|-|-:|\n|i|j|\n\n---\n")
    for part in ("<em>a</em>", "<strong>b</strong>", "<s>c</s>", "<code>d</code>", "<blockquote>"):
        assert part in html
    assert '<td class="right">j</td>' in html
    assert "<hr>" in html


def test_html_is_shown_as_text() -> None:
    html = essay("<script>alert(1)</script>\n\n<b onclick='x()'>bold</b>")
    assert Markup(html).tags == {"p": 2}
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///x"],
)
def test_links_that_run_something_are_no_links(address: str) -> None:
    assert Markup(essay(f"[x]({address}) <{address}>")).links == []


def test_a_task_list_is_a_plain_list() -> None:
    assert essay("- [ ] do it") == "<ul>\n<li>[ ] do it</li>\n</ul>\n"


def test_quotes_are_left_as_they_were_typed() -> None:
    assert essay("\"a\" -- 'b' ...") == "<p>\"a\" -- 'b' ...</p>\n"


def test_addresses_become_links_that_are_marked_as_their_writers() -> None:
    link = '<a href="https://a.example/b" class="bare" rel="ugc noopener">https://a.example/b</a>'
    assert link in essay("see https://a.example/b")


def test_words_with_a_full_stop_between_them_are_no_address() -> None:
    assert "<a " not in render_comment("It ended last year.In the end, README.md was all we had.")


def test_links_within_the_site_are_not_marked() -> None:
    assert '<a href="/articles/x/">y</a>' in essay("[y](/articles/x/)")
    assert 'rel="ugc noopener"' in essay("[y](//elsewhere.example/)")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# a\n\n# b", "h2 h2"),
        ("### a\n\n# b\n\n## c", "h2 h2 h3"),
        ("# a\n\n#### b\n\n## c\n\n### d\n\n# e", "h2 h3 h3 h4 h2"),
        ("a\n===\n\nb\n---", "h2 h3"),
        ("# a\n## b\n### c\n#### d\n##### e\n###### f", "h2 h3 h4 h5 h6 h6"),
    ],
)
def test_headings_start_at_h2_and_skip_no_level(written: str, shown: str) -> None:
    levels = [entry["level"] for entry in render_essay(written).contents]
    assert " ".join(f"h{level}" for level in levels) == shown


def test_contents_lead_to_the_headings() -> None:
    rendered = render_essay("# One & *two*\n\n# One & two\n\n# Тайна\n\n# ???\n\n> # quoted\n\n#")
    assert [entry["text"] for entry in rendered.contents] == [
        "One & two",
        "One & two",
        "Тайна",
        "???",
    ]
    ids = [entry["id"] for entry in rendered.contents]
    assert ids == ["s-one-two", "s-one-two-2", "s-тайна", "s-part"]
    assert set(ids) == set(Markup(rendered.html).ids)


def test_equal_headings_never_share_an_id() -> None:
    rendered = render_essay("# a\n\n# a-2\n\n# a\n\n# a\n\n# a-2")
    assert Markup(rendered.html).faults == []


def test_a_link_to_a_heading_by_its_words_arrives() -> None:
    assert 'href="#s-the-end"' in essay("[down](#the-end)\n\n# The end")


def test_a_lone_picture_with_a_title_is_a_figure() -> None:
    html = render_essay(f'![A & b]({PICTURE} "What it <shows>")', {PICTURE: (600, 400)}).html
    assert html.startswith(f'<figure><img src="{PICTURE}" alt="A &amp; b" ')
    assert 'loading="lazy"' in html
    assert 'width="600" height="400"' in html
    assert "<figcaption>What it &lt;shows&gt;</figcaption></figure>" in html


def test_a_lone_picture_in_a_tight_list_keeps_its_list() -> None:
    assert Markup(essay(f"- ![a]({PICTURE})\n- b")).faults == []


def test_a_picture_within_a_sentence_stays_there() -> None:
    assert essay(f"a ![b]({PICTURE}) c").startswith("<p>a <img ")


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/a.png",
        "//elsewhere.example/a.png",
        "/uploads/../secret.png",
        "/uploads/a.svg",
        "/articles/mine/",
        "data:image/png;base64,AAAA",
    ],
)
def test_pictures_from_elsewhere_are_never_shown(address: str) -> None:
    assert Markup(essay(f"![what it shows]({address})")).tags["img"] == 0


def test_a_picture_from_elsewhere_becomes_a_link_with_its_words() -> None:
    link = '<a href="https://e.example/a.png" rel="ugc noopener">what it shows</a>'
    assert link in essay("![what it shows](https://e.example/a.png)")


def test_a_picture_from_elsewhere_within_a_link_becomes_words() -> None:
    html = essay("[![what it shows](https://e.example/a.png)](https://f.example/)")
    assert html == '<p><a href="https://f.example/" rel="ugc noopener">what it shows</a></p>\n'


def test_wide_blocks_can_be_scrolled_by_keyboard() -> None:
    html = essay("|a|\n|-|\n|b|\n\n```py\nx = '<'\n```")
    assert '<div class="wide" role="group" tabindex="0" aria-label="Table">' in html
    assert "<pre tabindex=\"0\"><code>x = '&lt;'\n</code></pre>" in html


def test_words_are_counted_without_markup() -> None:
    source = f"# One two\n\nthree [four](https://e.example/five) `six`\n\n![seven]({PICTURE})"
    assert render_essay(source).words == 5


def test_a_comment_has_headings_from_h4_and_no_pictures_or_ids() -> None:
    html = render_comment(f"# a\n\n## b\n\n![c]({PICTURE})\n\nd[^1]\n\n[^1]: e")
    markup = Markup(html)
    assert markup.ids == {}
    assert markup.tags["img"] == 0
    assert (markup.tags["h4"], markup.tags["h5"]) == (1, 1)


def test_links_in_a_comment_lift_nobody() -> None:
    assert 'rel="nofollow ugc noopener"' in render_comment("https://spam.example/")
