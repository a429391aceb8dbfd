"""The gate in a real browser: asked once, told to wait, told why it waits; by keyboard too."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from forum import figures
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.models import Hold
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws

LOUD = "NOBODY WHO EVER RAN A LIBRARY BELIEVES ANY OF THIS FOR A MOMENT."
SPAM = "See for yourself at https://cheap.example/now what they sell."


def write(page: Page, article: Article, words: str) -> None:
    page.goto(article.get_absolute_url())
    page.get_by_label("Your argument").fill(words)
    page.get_by_role("group", name="Position").get_by_label("Against").check()
    page.get_by_role("button", name="Post").press("Enter")


def test_loud_words_are_asked_about_once_and_posted_as_they_are(
    open_page: OpenPage, article: Article, member: User, script: bool
) -> None:
    page = open_page(member, script=script)
    write(page, article, LOUD)
    expect(page.get_by_role("alert")).to_contain_text("reads as shouting")
    expect(page.get_by_label("Your argument")).to_have_value(LOUD)
    if script:
        expect(page.get_by_label("Your argument")).to_be_focused()
    page.get_by_role("button", name="Post it as it is").press("Enter")
    expect(page.get_by_role("article").get_by_text(LOUD)).to_be_visible()
    assert Comment.objects.get().source == LOUD


def test_the_author_of_what_is_held_reads_why_in_its_place(
    open_page: OpenPage, article: Article, member: User, reader2: User, script: bool
) -> None:
    page = open_page(member, script=script)
    write(page, article, SPAM)
    held = page.get_by_role("article").filter(has_text="cheap.example")
    expect(held).to_contain_text("Waits for a moderator.")
    expect(held).to_contain_text(Hold.objects.get().why)
    expect(held).to_be_in_viewport()
    other = open_page(reader2, script=script)
    other.goto(article.get_absolute_url())
    expect(other.get_by_text("cheap.example")).to_have_count(0)


def test_who_is_too_fast_is_told_when_it_may_be_posted(
    open_page: OpenPage, article: Article, member: User, settings: object
) -> None:
    settings.MODERATION = {**figures.MODERATION, "new_pause_seconds": 6}
    page = open_page(member)
    write(page, article, "First of all.")
    expect(page.get_by_role("article").get_by_text("First of all.")).to_be_visible()
    write(page, article, "And another thing.")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("You can post again in")
    expect(alert).to_have_text("You can post it now.")
    page.get_by_role("button", name="Post").press("Enter")
    expect(page.get_by_role("article").get_by_text("And another thing.")).to_be_visible()


@pytest.mark.parametrize("words", [LOUD, SPAM], ids=["asked", "held"])
def test_what_the_gate_says_is_for_everyone_to_read(
    open_page: OpenPage, article: Article, member: User, words: str
) -> None:
    page = open_page(member)
    write(page, article, f"{words} {'W' * 80}")
    expect(page.locator(".nudge, .held")).to_be_visible()
    assert not flaws(page)
