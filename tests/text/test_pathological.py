"""Text made to hurt: it must neither take long nor break the page."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forum.articles.models import ESSAY_MAX
from forum.text.render import render_comment, render_essay
from tests.text.markup import Markup

# Of the processor's time, for a tenth of the longest essay: the slowest takes half a second, and
# ten times that for the longest. Without the guards, one of these takes 20 s and for the longest
# an hour.
SECONDS = 4

N = ESSAY_MAX // 10
ATTACKS = {
    "open brackets": "[" * N,
    "open pictures": "![" * (N // 2),
    "open notes": "[^" * (N // 2),
    "open notes, one known": "[^a]: b\n\n" + "[^" * (N // 2),
    "quotes": ">" * 10_000,
    "quotes on lines": "> " * 10_000 + "a",
    "nested lists": "".join(" " * (2 * n) + "- a\n" for n in range(600)),
    "addresses": "://a" * (N // 4),
    "stars": "*a **b " * (N // 7),
    "deep emphasis": "*a " * 5_000 + "b* " * 5_000,
    "backticks": "".join("`" * n + " " for n in range(1, 600)),
    "wide table": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|a" * 20_000,
    "headings": "# a\n" * (N // 4),
    "notes": "".join(f"[^{n}]: a\n" for n in range(1_500))
    + "".join(f"[^{n}]" for n in range(1_500)),
    "links": "[a](" * (N // 4),
    "entities": "&amp" * (N // 4),
    "open claims": "[C1: [a](b) " * (N // 12),
    "claims in claims": "[C1: " * (N // 10) + "]" * (N // 10),
    "claims": "".join(f"[C{n % 99 + 1}: a] " for n in range(N // 9)),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_an_attack_is_rendered_in_time_and_safely(attack: str) -> None:
    start = time.process_time()
    html = render_essay(attack).html
    assert time.process_time() - start < SECONDS
    assert Markup(html).faults == []


def test_emphasis_within_emphasis_has_a_bottom() -> None:
    assert Markup(render_essay("*a " * 500 + "b* " * 500).html).tags["em"] < 10


PIECES = [
    *"*_`~[]()!<>#-+|:\\\n\t \"'&^=.0x",
    "a word",
    "https://e.example/",
    "/uploads/2026/01/a.png",
    "javascript:alert(1)",
    "<script>",
    "</p>",
    "<img src=x onerror=alert(1)>",
    'style="x"',
    "[^1]",
    "[C1: ",
    "[C2: a]",
    "\n[^1]: ",
    "\n\n",
    "\n# ",
    "\n> ",
    "\n    ",
    "![a](",
    "](",
    ' "t")',
    "|-|-:|\n",
    "\x00",
    "\u202e",
    "𝕏",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_rendered_sanely(source: str) -> None:
    essay = Markup(render_essay(source).html)
    comment = Markup(render_comment(source))
    assert essay.faults == []
    assert comment.faults == []
    assert not (essay.tags.keys() | comment.tags.keys()) & {"script", "style", "iframe", "form"}
    assert comment.ids == {}


@settings(max_examples=50)
@given(st.text(max_size=400))
def test_any_characters_are_rendered_sanely(source: str) -> None:
    assert Markup(render_essay(source).html).faults == []
