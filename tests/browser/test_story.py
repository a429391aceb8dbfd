"""The main job from end to end: a stranger reads and argues, is answered, and a moderator acts.

With JavaScript and without, on a desk and on a phone. Nothing here may need more than the names
that the issue fixes: labels, regions and addresses.
"""

import re

from django.core import mail
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from tests import cast
from tests.browser.conftest import OpenPage
from tests.browser.test_entrance import code, send

ARGUMENT = "The fine is what pays for the reminder that brings the book back."
ANSWER = "The reminder costs less than the clerk who collects the fine."
RUDE = "Only somebody who never returned a book in her life could write this."


def argue(page: Page, place: Locator, words: str, position: str) -> None:
    """Fill in the form in this place and post it."""
    place.get_by_label("Your argument").fill(words)
    place.get_by_role("group", name="Position").get_by_label(position, exact=True).check()
    place.get_by_role("button", name="Post", exact=True).click()
    expect(page.get_by_text(words).first).to_be_visible()


def comment_with(page: Page, words: str) -> Locator:
    """The comment that says this, which is the innermost of those around it."""
    return page.locator("article[id^=comment-]").filter(has_text=words).last


def answer_to(page: Page, words: str) -> Locator:
    """Press 'Reply' at a comment; its form, which opens there or on a page of its own."""
    comment = comment_with(page, words)
    number = (comment.get_attribute("id") or "").removeprefix("comment-")
    comment.get_by_text("Reply", exact=True).click()
    form = page.locator(f"form:has([name=parent][value='{number}'])")
    expect(form).to_be_visible()
    return form


def test_a_stranger_takes_part(open_page: OpenPage, author: User, width: str, script: bool) -> None:
    article = cast.make_article(author, title="The fine that costs the library")
    page = open_page(width=width, script=script)
    page.goto("/")
    page.get_by_role("link", name="The fine that costs the library").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The fine that costs the library")
    _sign_up(page)
    page.goto(article.get_absolute_url())
    argue(page, page.locator("main"), ARGUMENT, "Against")
    against = page.get_by_role("region", name="Against the thesis")
    expect(against.get_by_text(ARGUMENT)).to_be_visible()
    mine = comment_with(page, ARGUMENT)
    expect(mine).to_have_attribute("data-position", "against")
    _author_answers(open_page(author, width=width, script=script), article)
    page.goto("/notices/")
    expect(page.locator("main")).to_contain_text("Ines Okafor")
    page.goto(article.get_absolute_url())
    answer = comment_with(page, ANSWER)
    expect(answer).to_be_visible()
    expect(answer).to_have_attribute("data-position", "for")


def _sign_up(page: Page) -> None:
    page.goto("/accounts/signup/")
    send(page, email="new@example.org", username="newcomer", password1=cast.PASSWORD)
    send(page, code=code())
    assert mail.outbox


def _author_answers(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    argue(page, answer_to(page, ARGUMENT), ANSWER, "For")
    root, reply = Comment.objects.order_by("pk")
    assert (reply.parent, reply.position) == (root, "for")


def test_a_moderator_acts_on_what_a_reader_flagged(
    open_page: OpenPage, author: User, member: User, reader2: User, moderator: User, script: bool
) -> None:
    article = cast.make_article(author)
    rude = cast.make_comment(member, article, "against", source=RUDE)
    cast.make_comment(author, article, "for", rude, ANSWER)
    _flag(open_page(reader2, script=script), article)
    _hide(open_page(moderator, script=script))
    visitor = open_page(script=script)
    visitor.goto(article.get_absolute_url())
    expect(visitor.get_by_text(RUDE)).to_have_count(0)
    expect(visitor.locator(f"#comment-{rude.pk}")).to_be_visible()  # a stub: there is an answer
    expect(visitor.get_by_text(ANSWER)).to_be_visible()
    visitor.goto("/moderation/log/")
    expect(visitor.locator("main")).to_contain_text("It is about the writer.")
    page = open_page(member, script=script)
    page.goto("/notices/")
    expect(page.locator("main")).to_contain_text("It is about the writer.")


def _flag(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    comment = comment_with(page, RUDE)
    comment.get_by_text("More", exact=True).click()
    comment.get_by_role("link", name="Flag", exact=True).click()
    page.get_by_label(re.compile("No personal remarks")).check()
    page.get_by_role("button", name="Send the flag").click()
    expect(page.get_by_text("You flagged this")).to_be_visible()


def _hide(page: Page) -> None:
    page.goto("/moderation/")
    expect(page.get_by_text(RUDE).first).to_be_visible()
    page.get_by_label("Rule", exact=True).select_option(label="3. No personal remarks")
    page.get_by_label(re.compile("^Reason")).fill("It is about the writer.")
    page.get_by_role("button", name=re.compile("^Hide")).click()
    expect(page.get_by_text("Nothing waits")).to_be_visible()
