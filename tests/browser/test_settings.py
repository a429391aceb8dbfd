"""The settings in a real browser: a theme from the first paint on, a picture, the zone."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import Page, expect

from accounts import actions
from accounts.models import User
from forum.articles.models import Article
from tests.articles.test_pictures import picture
from tests.browser.conftest import OpenPage
from tests.browser.looks import violations
from tests.cast import make_comment

LIGHT, DARK = "rgb(252, 252, 251)", "rgb(19, 21, 23)"
# What the page looks like as soon as there is one: no script of ours has run.
FIRST = """addEventListener("DOMContentLoaded", () => {
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
  if (sheets.every((each) => each.sheet)) {
    window.first = getComputedStyle(document.body).backgroundColor;
  }
}, { once: true })"""


def paper(page: Page, url: str) -> str:
    page.goto(url)
    page.wait_for_function("window.first")
    return str(page.evaluate("window.first"))


@pytest.mark.parametrize(("theme", "system"), [("dark", "light"), ("light", "dark")])
def test_a_theme_is_there_before_the_first_paint_whatever_the_system_says(
    open_page: OpenPage, member: User, article: Article, width: str, theme: str, system: str
) -> None:
    make_comment(article.author, article)
    actions.set_theme(member, theme)
    page = open_page(member, width=width, color_scheme=system)
    page.add_init_script(FIRST)
    for url in ("/", article.get_absolute_url(), "/members/me/"):
        assert paper(page, url) == {"light": LIGHT, "dark": DARK}[theme], url
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == theme
        assert not violations(page), url
    visitor = open_page(width=width, color_scheme=system)
    visitor.add_init_script(FIRST)
    assert paper(visitor, "/") == {"light": LIGHT, "dark": DARK}[system]


def test_the_colours_that_the_browser_is_told_are_those_of_the_sheets(open_page: OpenPage) -> None:
    tokens = Path("static/css/tokens.css").read_text()
    papers = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", tokens)
    page = open_page()
    page.goto("/")
    told = page.locator("meta[name=theme-color]").evaluate_all("(all) => all.map((e) => e.content)")
    assert papers
    assert told == list(papers.groups())


def test_one_sets_theme_zone_and_picture_from_the_keyboard(
    open_page: OpenPage, member: User, width: str, script: bool
) -> None:
    page = open_page(member, width=width, script=script, timezone_id="Asia/Tokyo")
    page.goto("/members/me/")
    page.get_by_label("Dark").press("Space")
    page.locator("#look").get_by_role("button", name="Save").press("Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#look").get_by_text("Saved.")).to_be_in_viewport()
    if script:
        page.get_by_role("button", name="As this device has it: Asia/Tokyo").press("Enter")
    else:
        page.get_by_label("Time zone").select_option("Asia/Tokyo")
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Tokyo")
    page.locator("#words").get_by_role("button", name="Save").press("Enter")
    expect(page.locator("#words").get_by_text("Saved.")).to_be_in_viewport()
    sent = {"name": "me.png", "mimeType": "image/png", "buffer": picture(size=(90, 30))}
    page.locator("#id_file").set_input_files([sent])
    page.get_by_role("button", name="Upload").press("Enter")
    expect(page.locator("#picture img.portrait")).to_be_visible()
    member.refresh_from_db()
    assert (member.theme, member.time_zone, bool(member.avatar)) == ("dark", "Asia/Tokyo", True)
    page.get_by_role("button", name="Remove the picture").press("Enter")
    expect(page.locator("#picture svg.portrait")).to_be_visible()


def test_what_was_typed_in_one_section_stays_while_another_is_saved(
    open_page: OpenPage, member: User
) -> None:
    page = open_page(member)
    page.goto("/members/me/")
    page.get_by_label("About you", exact=True).fill("Not saved yet.")
    told = page.get_by_label("In the page: Replies to what you wrote")
    told.uncheck()
    page.get_by_label("Dark").check()
    page.locator("#look").get_by_role("button", name="Save").click()
    expect(page.locator("#look").get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("About you", exact=True)).to_have_value("Not saved yet.")
    expect(told).not_to_be_checked()
    page.locator("#notices").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. It holds for what happens from now on.")).to_be_visible()
    expect(page.get_by_label("About you", exact=True)).to_have_value("Not saved yet.")
    expect(told).not_to_be_checked()
    page.reload()
    expect(page.get_by_label("About you", exact=True)).to_have_value("")


def test_a_picture_looks_right_in_the_bar_and_on_the_page(
    open_page: OpenPage, member: User, width: str
) -> None:
    actions.set_avatar(member, SimpleUploadedFile("me.png", picture(size=(300, 80))))
    page = open_page(member, width=width)
    page.goto("/members/gregor/")
    portrait = page.locator(".person .portrait")
    assert portrait.evaluate("(e) => [e.naturalWidth, e.width, e.height]") == [256, 96, 96]
    assert not violations(page)
