"""Essays that others wrote, where they lie beside the project: every word of them arrives.

They are not ours to keep here. Without them nothing is left to check, and these tests pass.
"""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings

from forum.exchange.readers import NotAnEssay, Reading, html, read
from forum.text.render import render_essay

SHARED = settings.BASE_DIR.parent / "shared" / "data"


def essays(folder: str) -> Iterator[tuple[Path, Reading]]:
    for path in sorted((SHARED / folder).rglob("*.*")):
        try:
            yield path, read(path.name, path.read_bytes())
        except NotAnEssay:
            assert path.stem in {"README", "claps-0001"} or "Correct-Dyson" in path.name


def shown(source: str) -> str:
    """The text of the page, without spaces: blocks stand apart there."""
    page = BeautifulSoup(render_essay(source).html, "html.parser")
    return "".join(page.get_text().split())


def test_every_paragraph_of_a_medium_page_is_on_ours() -> None:
    for path, essay in essays("medium"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        text = shown(essay.source)
        for block in page.select(".graf--p, .graf--li, .graf--blockquote, .graf--h4"):
            if "Embed" not in block.get("class", []):
                assert "".join(html.plain_text(block).split()) in text, path


def test_no_markup_of_another_kind_is_left() -> None:
    for path, essay in essays("markdown"):
        text = shown(essay.source.replace("```", "").replace("&lt;", ""))
        for sign in ("{:", "{%", "<u>", "<!--", "](", "[^", "**"):
            assert sign not in text, path


def test_essays_of_others_have_what_a_page_needs() -> None:
    for folder in ("markdown", "medium"):
        for path, essay in essays(folder):
            assert essay.title, path
            assert essay.source, path
            assert essay.date or essay.is_draft, path
