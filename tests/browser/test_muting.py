"""Muting somebody and leaving a debate in a real browser: in place, and by keyboard alone."""

from playwright.sync_api import expect

from accounts.models import Mute, User
from forum.articles.models import Article
from forum.notifications.models import Leave
from tests.browser.conftest import OpenPage
from tests.cast import make_comment


def test_a_member_mutes_somebody_from_what_they_wrote_and_opens_it_again(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    comment = make_comment(member, article, source="The returns had not changed.")
    page = open_page(reader2)
    page.goto(article.get_absolute_url())
    argument = page.locator(f"#comment-{comment.pk}")
    argument.get_by_text("More", exact=True).click()
    argument.get_by_role("link", name="Mute").click()
    button = argument.get_by_role("button", name="Mute")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    fold = argument.get_by_text("You mute Gregor Maas: show this")
    expect(fold).to_be_visible()
    assert Mute.objects.get().muted == member
    expect(argument.get_by_text(comment.source)).not_to_be_visible()
    fold.focus()
    page.keyboard.press("Enter")
    expect(argument.get_by_text(comment.source)).to_be_visible()


def test_a_member_leaves_a_debate_and_comes_back_without_leaving_the_page(
    open_page: OpenPage, article: Article, member: User
) -> None:
    make_comment(member, article)
    page = open_page(member)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Leave this debate").press("Enter")
    back = page.get_by_role("button", name="Come back")
    expect(back).to_be_focused()
    assert Leave.objects.get().member == member
    back.press("Enter")
    expect(page.get_by_role("button", name="Leave this debate")).to_be_focused()
    assert not Leave.objects.exists()
