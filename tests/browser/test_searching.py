"""Finding again what one half remembers, at a desk and on a phone: by keyboard, with any signs."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.search import actions, installing
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws
from tests.cast import make_article, make_comment

ENDLESS = "Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 2
ODD = """"owls <script>alert(1)</script> & ' % _ * \\ {{ q }} 🦉 -- NEAR( ^"""


@pytest.fixture
def debate(transactional_db: None, author: User, member: User, reader2: User) -> Article:
    """An essay on owls with a few arguments, and an index that knows nothing of other tests."""
    installing.mend()
    essay = make_article(
        author, title="The owls of the library", thesis="Owls are no pets.", tags=("Birds",)
    )
    make_comment(member, essay, "against", source="An owl is happy in a library.")
    make_comment(reader2, essay, "for", source=f"The law for owls: {ENDLESS}.")
    make_comment(reader2, essay, "neutral", source="Совы в библиотеке: где об этом читать?")
    actions.rebuild()
    return essay


def tab_to(page: Page, selector: str) -> None:
    """By the key alone, as one who has no mouse."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key does not lead to {selector}")


def test_from_any_page_to_what_was_found_by_keyboard_alone(
    open_page: OpenPage, debate: Article, width: str
) -> None:
    page = open_page(width=width)
    page.goto("/")
    if width == "phone":
        tab_to(page, ".menu summary")
        page.keyboard.press("Enter")
        tab_to(page, '.menu a[href="/search/"]')
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Search", level=1)).to_be_visible()
    tab_to(page, "input[name=q]")
    page.keyboard.type("library")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main").get_by_role("searchbox")).to_have_value("library")
    expect(page.locator(".found mark").first).to_have_text("library")
    expect(page.locator(".found > li")).to_have_count(2)
    tab_to(page, ".found h2 a")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url("**/search/**")
    expect(page.get_by_role("heading", name=debate.title, level=1)).to_be_visible()


def test_the_fields_narrow_what_is_found_and_keep_what_was_said(
    open_page: OpenPage, debate: Article, width: str, script: bool
) -> None:
    page = open_page(width=width, script=script)
    page.goto("/search/?q=owls")
    expect(page.locator(".found > li")).to_have_count(3)
    page.get_by_text("More ways to search").press("Enter")
    page.get_by_label("Username of its author").fill("gregor")
    page.get_by_label("Position").select_option("against")
    page.get_by_label("Not before").fill("2020-01-31")
    page.get_by_label("Tag of the essay").fill("birds")
    page.get_by_label("Tag of the essay").press("Enter")
    expect(page.locator(".found > li")).to_have_count(1)
    expect(page.locator(".found mark")).to_have_text(["owl"])
    expect(page.get_by_label("Position")).to_have_value("against")
    expect(page.get_by_label("Not before")).to_have_value("2020-01-31")
    page.get_by_role("navigation", name="What to show").get_by_role("link", name="Essays").click()
    expect(page.get_by_text("No essay says that, but some arguments do.")).to_be_visible()


def test_what_is_common_and_seldom_together_is_found_by_looking_further_back(
    open_page: OpenPage,
    debate: Article,
    member: User,
    width: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("forum.search.blocks.SAMPLED_OF", 1)
    monkeypatch.setattr("forum.search.engine.looking.SAMPLES", 4)
    for n in range(16):
        make_comment(member, debate, source="Owls sleep." if n % 2 else "A library sleeps.")
    actions.rebuild()
    page = open_page(width=width)
    page.goto('/search/?q="happy+in"+owls+library')
    expect(page.locator(".found > li")).to_have_count(1)  # rare words, at once
    page.goto("/search/?q=owls+library&in=arguments")
    expect(page.get_by_text("Nothing back to")).to_be_visible()
    assert not flaws(page)
    while not page.locator(".found > li").count():
        with page.expect_navigation():
            page.get_by_role("link", name="Look further back").press("Enter")
    expect(page.locator(".found mark")).to_have_text(["owl", "library"])
    page.get_by_role("link", name="To the newest that match").press("Enter")
    expect(page.get_by_text("Nothing back to")).to_be_visible()


@pytest.mark.parametrize("typed", ["совы", "law owls", ODD, "x" * 290, ""])
def test_the_page_bears_any_words(
    open_page: OpenPage, debate: Article, width: str, typed: str
) -> None:
    page = open_page(width=width)
    page.goto("/search/")
    field = page.get_by_role("main").get_by_role("searchbox")
    field.fill(typed)
    field.press("Enter")
    expect(field).to_have_value(typed)
    if typed in ("совы", "law owls"):
        expect(page.locator(".found > li")).to_have_count(1)
    else:
        expect(page.locator(".empty")).to_be_visible()
    assert not flaws(page)
