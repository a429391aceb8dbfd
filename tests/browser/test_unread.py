"""The debate as one list: going from one unread comment to the next, by key and by link."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.visit import look
from forum.comments.models import Comment
from forum.comments.threads import PAGE
from tests import cast
from tests.browser.conftest import OpenPage


@pytest.fixture
def unread(article: Article, member: User, reader2: User) -> list[Comment]:
    """Three comments by Mei-Lin that Gregor has not read: two on the first page of the list, in one
    thread, and one on the second."""
    roots = [cast.make_comment(reader2, article, "for") for _ in range(PAGE + 3)]
    look(member, article)
    under = [roots[1], roots[1], roots[-1]]
    return [cast.make_comment(reader2, article, "against", root) for root in under]


def argument(page: Page, comment: Comment) -> object:
    return page.locator(f"#comment-{comment.pk}")


def open_list(page: Page, article: Article) -> None:
    page.goto(f"/articles/{article.slug}/thread/")


def test_keys_walk_what_is_unread(
    open_page: OpenPage, article: Article, member: User, unread: list[Comment]
) -> None:
    first, second, third = unread
    page = open_page(member)
    open_list(page, article)
    page.keyboard.press("n")
    expect(argument(page, first)).to_be_focused()
    page.keyboard.press("n")
    expect(argument(page, second)).to_be_focused()
    page.keyboard.press("p")
    expect(argument(page, first)).to_be_focused()
    page.keyboard.press("n")
    page.keyboard.press("n")  # at the end of the page: on to the next
    expect(argument(page, third)).to_be_focused()
    assert "from=" in page.url
    page.keyboard.press("p")
    expect(argument(page, second)).to_be_focused()


def test_keys_walk_what_was_loaded_in_place(
    open_page: OpenPage, article: Article, member: User, unread: list[Comment]
) -> None:
    page = open_page(member)
    open_list(page, article)
    page.get_by_role("link", name="More comments").click()
    expect(argument(page, unread[2])).to_be_visible()
    argument(page, unread[1]).focus()
    page.keyboard.press("n")
    expect(argument(page, unread[2])).to_be_focused()
    assert "from=" not in page.url
    page.keyboard.press("p")
    expect(argument(page, unread[1])).to_be_focused()


def test_a_key_that_is_typed_goes_nowhere_and_keys_can_be_switched_off(
    open_page: OpenPage, article: Article, member: User, unread: list[Comment]
) -> None:
    page = open_page(member)
    open_list(page, article)
    argument(page, unread[0]).get_by_role("link", name="Reply").click()
    box = argument(page, unread[0]).get_by_label("Your argument")
    box.press_sequentially("no, nap")
    expect(box).to_have_value("no, nap")
    expect(box).to_be_focused()
    open_list(page, article)
    keys = page.get_by_role("button", name="Keys")
    keys.click()
    expect(keys).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("n")
    expect(argument(page, unread[0])).not_to_be_focused()


def test_links_lead_through_what_is_unread(
    open_page: OpenPage,
    article: Article,
    member: User,
    unread: list[Comment],
    width: str,
    script: bool,
) -> None:
    page = open_page(member, width=width, script=script)
    open_list(page, article)
    page.get_by_role("link", name="To the first on this page").click()
    expect(argument(page, unread[0])).to_be_in_viewport()
    for before, after in ((0, 1), (1, 2)):
        argument(page, unread[before]).get_by_role("link", name="Next unread").click()
        expect(argument(page, unread[after])).to_be_in_viewport()
    argument(page, unread[2]).get_by_role("link", name="Previous unread").click()
    expect(argument(page, unread[1])).to_be_in_viewport()
