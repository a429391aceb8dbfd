"""How a page comes up in a real browser: nothing jumps, nothing blocks, nothing is foreign."""

from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Page
from rcssmin import cssmin

from forum.articles.models import Article
from forum.statics import SHEETS
from tests.browser.conftest import OpenPage
from tests.cast import make_comment, make_members

SHIFTS = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => tell(sum), 100)));
})"""
BLOCKING = """() => performance.getEntriesByType("resource")
    .filter((each) => each.renderBlockingStatus === "blocking")
    .map((each) => new URL(each.name).pathname)"""

RULES = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  // What a custom property says is kept as it was written, blanks and all.
  return [...sheet.cssRules].map((rule) => rule.cssText.replace(/\\s*([,/])\\s*/g, "$1"));
}"""


def test_a_sheet_made_small_says_to_a_browser_what_it_said_before(open_page: OpenPage) -> None:
    page = open_page()
    for part in {part for parts in SHEETS.values() for part in parts}:
        source = Path(str(finders.find(f"css/{part}.css"))).read_text()
        assert page.evaluate(RULES, cssmin(source)) == page.evaluate(RULES, source), part


def test_a_page_comes_up_without_a_jump_and_waits_for_sheets_only(
    open_page: OpenPage, article: Article, width: str
) -> None:
    for number, each in enumerate(make_members(6)):
        make_comment(each, article, position="for" if number % 2 else "against")
    address = article.get_absolute_url()
    for path in ("/", address, f"{address}thread/", f"{address}clash/"):
        page = open_page(width=width)
        hosts = _hosts(page)
        page.goto(path)
        page.wait_for_load_state()
        assert page.evaluate(SHIFTS) == 0, path
        blocking = page.evaluate(BLOCKING)
        assert blocking
        assert [each for each in blocking if not each.endswith(".css")] == [], path
        assert hosts == {urlsplit(page.url).netloc}, path


def _hosts(page: Page) -> set[str]:
    """The hosts that the page asks from here on."""
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    return hosts
