"""Answering claims and conceding them in a real browser: wide, on a phone, without scripts."""

import re

from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.stances.models import ClaimAnswer
from tests import cast
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws

BOOKS = "Without fines, the books still come back."
NOTE = "The books come back, and they come back later."


def claims_of(page: Page, article: Article) -> Locator:
    """The buttons of C3, in the list that opens under the strip; without scripts on the map."""
    page.goto(article.get_absolute_url())
    page.get_by_text("What do you make of the 2 claims?").click()
    every = page.get_by_role("link", name="Every claim, with what readers make of it")
    if not page.evaluate("Boolean(window.htmx)"):
        every.click()
    expect(every).to_have_count(0)
    return page.get_by_role("group", name="C3: do you accept it?")


def two_claims(author: User) -> Article:
    article = cast.make_article(author)
    cast.make_claim(article, 1)
    cast.make_claim(article, 3, BOOKS)
    return article


def test_a_claim_is_answered_and_the_answer_taken_back(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    article = two_claims(author)
    page = open_page(member, width=width, script=script)
    buttons = claims_of(page, article)
    doubt = buttons.get_by_role("button", name="Doubt")
    doubt.click()
    expect(doubt).to_have_attribute("aria-pressed", "true")
    expect(doubt).to_be_visible()  # the list is open where one comes back to it
    assert ClaimAnswer.objects.get().answer == "doubt"
    buttons.get_by_role("button", name="Reject").click()
    expect(doubt).to_have_attribute("aria-pressed", "false")
    buttons.get_by_role("button", name="Reject").click()
    expect(buttons.locator("[aria-pressed=true]")).to_have_count(0)
    assert not ClaimAnswer.objects.exists()


def test_the_focus_stays_where_one_answered(
    open_page: OpenPage, author: User, member: User
) -> None:
    page = open_page(member)
    accept = claims_of(page, two_claims(author)).get_by_role("button", name="Accept")
    accept.focus()
    page.keyboard.press("Enter")
    expect(accept).to_have_attribute("aria-pressed", "true")
    expect(accept).to_be_focused()
    assert not flaws(page)


def test_the_strip_leads_to_the_answers_of_a_claim(
    open_page: OpenPage, author: User, width: str, script: bool
) -> None:
    article = two_claims(author)
    page = open_page(width=width, script=script)
    page.goto(article.get_absolute_url())
    strip = page.get_by_role("region", name="Where the essay is disputed")
    strip.get_by_role("link", name=re.compile(r"^C3\b")).filter(visible=True).first.click()
    expect(page).to_have_url(re.compile(r"\?claim=3#debate$"))


def test_an_author_concedes_a_claim(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    article = two_claims(author)
    comment = cast.make_comment(member, article, "against")
    page = open_page(author, width=width, script=script)
    _open_the_form(page, comment)
    page.get_by_label(re.compile(re.escape(BOOKS))).check()
    expect(page.get_by_label("The thesis, amended")).to_be_hidden()
    page.get_by_role("button", name="Concede").click()
    expect(page.get_by_text("Say in a sentence what the argument showed.")).to_be_visible()
    page.get_by_label("What did the argument show?").fill(NOTE)
    page.get_by_role("button", name="Concede").click()
    expect(page.locator(".prose .conceded")).to_contain_text(NOTE)
    page.get_by_role("link", name="Read the argument that moved me").click()
    expect(page.locator("main")).to_contain_text("The author conceded C3 in part to this argument")
    reader = open_page(member, width=width, script=script)
    reader.goto("/notices/")
    expect(reader.locator("main")).to_contain_text("changed an essay because of what you wrote")


def test_an_author_amends_the_thesis(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    comment = cast.make_comment(member, two_claims(author), "against")
    page = open_page(author, width=width, script=script)
    _open_the_form(page, comment)
    page.get_by_label(re.compile("I amend it")).check()
    expect(page.get_by_role("group", name="How far?")).to_be_hidden()
    page.get_by_label("The thesis, amended").fill("No library should fine children.")
    page.get_by_label("What did the argument show?").fill(NOTE)
    page.get_by_role("button", name="Concede").click()
    panel = page.get_by_role("region", name="Thesis", exact=True)
    expect(panel).to_contain_text("No library should fine children.")
    expect(panel).to_contain_text(f"was ‘{cast.THESIS}’")


def _open_the_form(page: Page, comment: Comment) -> None:
    page.goto(comment.article.get_absolute_url())
    argument = page.locator(f"#comment-{comment.pk}")
    argument.get_by_text("More", exact=True).click()
    argument.get_by_role("link", name="Concede").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Concede something to an argument")
