"""The last gate, tried by itself: what reaches it has already passed the renderer's own rules."""

from collections.abc import Callable

import pytest

from forum.text import sanitise
from tests.text.markup import Markup

HOSTILE = [
    "<script>alert(1)</script>",
    "<style>p { color: red }</style>",
    "<p onclick='x()' style='color: red' class='button main'>a</p>",
    "<a href='javascript:x()' target='_blank' download>a</a>",
    "<a href=' java\tscript:x()'>a</a>",
    "<img src='https://e.example/a.png' srcset='x' onerror='x()'>",
    "<img src='/uploads/../a.png'>",
    "<img src='/uploads/a.svg'>",
    "<iframe src='/'></iframe><object></object><embed><base href='//e.example'>",
    "<form action='/accounts/logout/'><input name='a'><button>b</button></form>",
    "<svg><script>x()</script></svg><math><mi xlink:href='javascript:x()'>",
    "<p>never closed <em>at all",
    "<!-- a comment --><![CDATA[x]]>",
]


@pytest.mark.parametrize("html", HOSTILE)
@pytest.mark.parametrize("clean", [sanitise.essay, sanitise.comment])
def test_nothing_hostile_passes(clean: Callable[[str], str], html: str) -> None:
    passed = clean(html)
    markup = Markup(passed)
    assert markup.faults == []
    allowed = sanitise.ESSAY_TAGS if clean is sanitise.essay else sanitise.COMMENT_TAGS
    assert set(markup.tags) <= allowed
    for word in ("class=", "target=", "srcset=", "alert(", "color", "<!"):
        assert word not in passed


def test_a_comment_loses_what_only_an_essay_may_have() -> None:
    html = '<h2 id="a">b</h2><p id="c">d</p><figure><img src="/uploads/a.png"></figure>'
    markup = Markup(sanitise.comment(html))
    assert (dict(markup.ids), dict(markup.tags)) == ({}, {"p": 1})
