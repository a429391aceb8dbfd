"""Flagging in place, being told that one leaves the answer to others, and taking the flag back."""

from playwright.sync_api import expect

from accounts.models import User
from forum.articles.models import Article
from forum.moderation.models import Flag
from tests.browser.conftest import OpenPage
from tests.cast import make_comment


def test_a_reader_flags_cannot_answer_takes_it_back_and_answers(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    comment = make_comment(member, article)
    page = open_page(reader2)
    page.goto(article.get_absolute_url())
    argument = page.locator(f"#comment-{comment.pk}")
    argument.get_by_text("More", exact=True).click()
    argument.get_by_role("link", name="Flag").click()
    argument.get_by_label("3. No personal remarks").check()
    argument.get_by_role("button", name="Send the flag").click()
    expect(argument.get_by_role("status")).to_contain_text("You flagged this under rule 3")
    argument.get_by_role("link", name="Reply").click()
    expect(argument.get_by_role("alert")).to_contain_text("so you cannot answer it as well")
    argument.get_by_role("link", name="Flag").click()
    back = argument.get_by_role("button", name="Take the flag back")
    expect(back).to_be_visible()
    # htmx takes the form over once it has settled; before that it is a plain one.
    expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)
    back.press("Enter")
    said = argument.get_by_role("status")
    expect(said).to_contain_text("You took the flag back.")
    expect(said).to_be_focused()
    assert not Flag.objects.exists()
    argument.get_by_role("link", name="Reply").click()
    expect(argument.get_by_label("Your argument")).to_be_focused()
