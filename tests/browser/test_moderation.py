"""Flagging and deciding in a real browser: in place, by keyboard alone, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.models import LogEntry, Rule
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws
from tests.cast import make_article, make_comment, make_members

REASON = "In lines 2 to 5 it answers the man, not the figure: jokes about his work."


@pytest.fixture
def flagged(site: object, article: Article, reader2: User) -> list[Comment]:
    """Four arguments by four members, each flagged once, the oldest first."""
    comments = [
        make_comment(member, article, "for" if number % 2 else "against", source=f"Number {number}")
        for number, member in enumerate(make_members(4))
    ]
    rule = Rule.objects.get(slug="personal")
    for comment in comments:
        flag(reader2, comment, article, rule, "Aimed at the man.")
    return comments


def decide_by_keys(page: Page, key: str) -> None:
    """Type a reason and press the button's key; the next case comes with the focus on its row."""
    before = page.locator(".row.open").get_attribute("id")
    page.keyboard.press("r")
    page.keyboard.type(REASON)  # holds j, k, r and every other letter that is a key elsewhere
    page.keyboard.press("Escape")
    page.keyboard.press(key)
    expect(page.locator(f"#{before}")).to_have_count(0)


def test_a_moderator_clears_the_queue_by_keyboard_alone(
    open_page: OpenPage, flagged: list[Comment], moderator: User
) -> None:
    page = open_page(moderator)
    page.goto("/moderation/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator(".row.open")).to_contain_text("Number 1")
    for key in ("2", "3", "1"):
        decide_by_keys(page, key)
        expect(page.locator(".row.open a.text")).to_be_focused()
    expect(page.get_by_role("status")).to_contain_text("Kept. The flags are declined.")
    decide_by_keys(page, "2")
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    acts = LogEntry.objects.order_by("id").values_list("act", "comment__source")
    assert list(acts) == [
        ("hide", "Number 1"),
        ("remove", "Number 2"),
        ("keep", "Number 3"),
        ("hide", "Number 0"),
    ]


def test_a_forgotten_reason_is_asked_for_where_it_belongs(
    open_page: OpenPage, flagged: list[Comment], moderator: User
) -> None:
    page = open_page(moderator)
    page.goto("/moderation/")
    page.keyboard.press("2")
    expect(page.get_by_label("Reason, which")).to_be_focused()
    expect(page.get_by_text("Give a reason")).to_be_visible()
    assert not LogEntry.objects.exists()


def test_the_keys_can_be_switched_off(
    open_page: OpenPage, flagged: list[Comment], moderator: User
) -> None:
    page = open_page(moderator)
    page.goto("/moderation/")
    page.get_by_role("button", name="Keys").click()
    page.keyboard.press("r")
    expect(page.get_by_label("Reason, which")).not_to_be_focused()
    page.reload()
    page.keyboard.press("r")
    expect(page.get_by_label("Reason, which")).not_to_be_focused()


def test_the_queue_without_javascript(
    open_page: OpenPage, flagged: list[Comment], moderator: User, width: str
) -> None:
    page = open_page(moderator, width=width, script=False)
    page.goto("/moderation/")
    page.get_by_role("link", name="Number 2").click()
    page.get_by_label("Rule").select_option(label="3. No personal remarks")
    page.get_by_label("Reason, which").fill(REASON)
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("status")).to_contain_text("Removed. Its author is told why.")
    expect(page.locator(".row.open")).to_contain_text("Number 3")
    assert LogEntry.objects.get().reason == REASON


def test_flagging(
    open_page: OpenPage, flagged: list[Comment], member: User, width: str, script: bool
) -> None:
    page = open_page(member, width=width, script=script)
    page.goto(f"/moderation/flag/comment/{flagged[0].pk}/")
    page.get_by_label("3. No personal remarks").check()
    page.get_by_label("Note for the moderator").fill("Aimed at the man.")
    page.get_by_role("button", name="Send the flag").click()
    expect(page.get_by_text("You flagged this under rule 3")).to_be_visible()


def test_every_page_of_moderation_looks_right(
    open_page: OpenPage, flagged: list[Comment], moderator: User, member: User
) -> None:
    decide.hide(moderator, flagged[3], Rule.objects.get(slug="spam"), REASON)
    article = flagged[0].article_id
    mine = ["", "decided/", f"case/comment/{flagged[3].pk}/", f"case/article/{article}/"]
    mine += [f"lock/{article}/"]
    theirs = ["rules/", "log/", f"log/{LogEntry.objects.get().number}/"]
    for person, places in ((moderator, mine + theirs), (member, theirs)):
        page = open_page(person)
        for place in [*places, f"flag/comment/{flagged[0].pk}/"]:
            page.goto(f"/moderation/{place}")
            assert not flaws(page), place


def test_a_case_with_endless_words_fits_a_phone(
    open_page: OpenPage, author: User, member: User, moderator: User
) -> None:
    article = make_article(author, title="T" * 120, thesis="W" * 200)
    comment = make_comment(member, article, source="x" * 300)
    page = open_page(moderator, width="phone")
    page.goto(f"/moderation/case/comment/{comment.pk}/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
