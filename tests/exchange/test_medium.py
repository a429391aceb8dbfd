"""Pages of a Medium export. The samples are ours; their structure is Medium's."""

from datetime import UTC, datetime

import pytest

from forum.exchange.readers import NotAnEssay, Reading, Unreadable, read

TITLE = "On the bench that faces\u00a0the wall"
HEADING = f'<h3 class="graf graf--h3 graf--title">{TITLE.replace("\u00a0", " ")}</h3>'
DATE = '<time class="dt-published" datetime="2020-02-19T04:57:26.437Z">then</time>'


def page(body: str, summary: str = "", date: str = DATE, title: str = TITLE) -> str:
    subtitle = f'<section data-field="subtitle" class="p-summary">{summary}</section>'
    return f"""<!DOCTYPE html><html><head><title>{title}</title><style>p {{ color: red }}</style>
    </head><body><article class="h-entry"><header><h1 class="p-name">{title}</h1></header>
    {subtitle if summary else ""}<section data-field="body" class="e-content">
    <section class="section"><div class="section-divider"><hr></div>{body}</section></section>
    <footer><p>By <a href="https://medium.example/@x">X</a> {date}</p></footer></article></body>"""


def post(body: str, **parts: str) -> Reading:
    return read("2020-02-19_x.html", page(HEADING + body, **parts).encode())


def test_title_date_and_text_are_taken() -> None:
    essay = post("<p>It looks at a drainpipe.</p>")
    assert essay.title == "On the bench that faces the wall"
    assert essay.date == datetime(2020, 2, 19, 4, 57, 26, 437000, tzinfo=UTC)
    assert essay.source == "It looks at a drainpipe."  # and the heading is not said twice
    assert not essay.is_draft


def test_a_draft_has_no_date() -> None:
    essay = post("<p>Text.</p>", date="")
    assert essay.is_draft
    assert essay.date is None


def test_the_subtitle_is_taken_once() -> None:
    essay = post("<h4>Free seats go missing</h4><p>Text.</p>", summary="Free seats go\u00a0missing")
    assert (essay.subtitle, essay.source) == ("Free seats go missing", "Text.")


def test_the_first_words_of_the_text_are_no_subtitle() -> None:
    essay = post("<p>It looks at a drainpipe, and so do you.</p>", summary="It looks at a…")
    assert essay.subtitle == ""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One<br>two<br><br>three<br></p>", "One\\\ntwo\n\nthree"),
        ("<p><br></p><p>Text.</p><p> </p>", "Text."),
        ("<h3>A part</h3><p>One.</p><h4>A lesser part</h4><p>Two.</p>",
         "## A part\n\nOne.\n\n### A lesser part\n\nTwo."),
        ("<h3><strong>Bold</strong></h3><p>One.</p>", "## Bold\n\nOne."),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
        ("<pre>if x:<br>    <strong>y</strong></pre>", "```\nif x:\n    y\n```"),
        ('<blockquote class="graf--blockquote">A</blockquote>'
         '<blockquote class="graf--blockquote">B</blockquote>', "> A\n>\n> B"),
        ("<p>One</p></section><section><div><hr></div><p>Two</p>", "One\n\n---\n\nTwo"),
    ],
)  # fmt: skip
def test_the_text_keeps_its_shape(html: str, markdown: str) -> None:
    assert post(html).source == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<strong>Note:</strong>this", "**Note**:this"),  # ** could not close after a sign
        ("a<em>(b)</em>c", "a(*b*)c"),
        ("<em>a</em><em> b</em>", "*a b*"),
        ("<em>a </em><strong>b</strong>.", "*a* **b**."),
        ("<em>a</em> <a href='https://a.example'><em>b</em></a><em>. c</em>",
         "*a* [*b*](https://a.example). *c*"),
        ("5 * 3 and snake_case and _this_", r"5 \* 3 and snake_case and \_this\_"),
        ("1. Not a list", r"1\. Not a list"),
        ("# Not a heading", r"\# Not a heading"),
        ("[1] a note, [x](y)", r"[1] a note, [x\](y)"),
        ("word\u200a—\u200aword\u00a0word", "word — word word"),
        ("&lt;b&gt; and &amp;copy;", r"\<b> and \&copy;"),
        ("https://a.example/_x_*y", "https://a.example/_x_*y"),
    ],
)  # fmt: skip
def test_signs_mean_what_they_meant(html: str, markdown: str) -> None:
    assert post(f"<p>{html}</p>").source == markdown


def test_pictures_become_links_with_their_captions() -> None:
    essay = post(
        '<figure><img alt="A tin" src="https://a.example/1.png"><figcaption>By '
        '<a href="https://b.example">me</a></figcaption></figure>'
        '<figure><img src="https://a.example/2.png"></figure>'
    )
    assert essay.source == (
        "[Picture: A tin](https://a.example/1.png): By [me](https://b.example)\n\n"
        "[Picture](https://a.example/2.png)"
    )
    assert essay.left_out == ("a picture, now a link to it: pictures are not fetched (2 times)",)


def test_embeds_and_previews_become_links() -> None:
    essay = post(
        '<figure><iframe src="https://video.example/7"></iframe></figure>'
        '<div class="graf--mixtapeEmbed"><a href="https://a.example"><strong>A page</strong>'
        "<br><em>What it says</em>a.example</a><a href='https://a.example'></a></div>"
    )
    assert essay.source == (
        "[Embedded from video.example](https://video.example/7)\n\n[A page](https://a.example)"
    )


def test_a_response_is_told_from_a_post() -> None:
    response = page("<p>Correct, and so say I.</p>", title="Correct, and so…")
    with pytest.raises(NotAnEssay, match="a response"):
        read("2020-02-19_x.html", response.encode())


def test_a_long_text_without_a_heading_is_an_essay() -> None:
    essay = read(
        "x.html", page("<p>Correct" + " word" * 500 + "</p>", title="Correct word").encode()
    )
    assert essay.title == "Correct word"


def test_pages_without_a_post_are_named() -> None:
    claps = "<!DOCTYPE html><html><head><title>My claps</title></head><ul><li>+2</li></ul></html>"
    with pytest.raises(NotAnEssay, match="My claps"):
        read("claps-0001.html", claps.encode())


def test_a_post_without_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="without text"):
        post("<p><br></p>")
