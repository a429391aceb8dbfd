"""The map at a desk and on a phone: one drawing each, whose marks lead to what they stand for."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from tests import cast
from tests.browser.conftest import OpenPage

INSIDE = "document.activeElement.closest('svg') !== null"


def debate(author: User, member: User) -> tuple[Article, Comment]:
    """A root For with three replies, and some more."""
    article = cast.make_article(author)
    root = cast.make_comment(author, article, "for")
    for _ in range(3):
        reply = cast.make_comment(member, article, "against", root)
    for side in ("against", "neutral"):
        cast.make_comment(member, article, side)
    return article, reply


def open_map(page: Page, article: Article) -> None:
    page.goto(reverse("comments:map", args=[article.slug]))


def test_a_mark_leads_to_its_comment(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    article, reply = debate(author, member)
    page = open_page(width=width, script=script)
    open_map(page, article)
    drawings = page.locator(".map svg").filter(visible=True)
    expect(drawings).to_have_count(1)
    drawings.locator(f'a[href="{reply.get_absolute_url()}"]').click()
    expect(page).to_have_url(f"{page.url.split('/comments')[0]}{reply.get_absolute_url()}")


def test_no_mark_is_a_stop_of_the_keyboard_and_the_list_leads_on(
    open_page: OpenPage, author: User, member: User, width: str
) -> None:
    article, reply = debate(author, member)
    page = open_page(width=width)
    open_map(page, article)
    wanted = reverse("comments:permalink", args=[reply.parent_id])
    for _ in range(60):
        page.keyboard.press("Tab")
        assert not page.evaluate(INSIDE)
        if page.evaluate("document.activeElement.getAttribute('href')") == wanted:
            break
    else:
        raise AssertionError("The list of threads is not reached.")
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment-{reply.parent_id}")).to_be_visible()
