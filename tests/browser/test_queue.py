"""A moderator clears the queue in a real browser, by keyboard alone: every kind of case."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.appeal import appeal
from forum.moderation.actions.flag import flag, flag_member
from forum.moderation.cases import about, key_of
from forum.moderation.models import Case, LogEntry, Rule, Statement
from tests.browser.conftest import WAIT, OpenPage
from tests.cast import make_article, make_comment, make_members

REASON = "In lines 2 to 5 it answers the man, not the figure: jokes, look, and his rank."


@pytest.fixture
def ten(site: object, article: Article, author: User, administrator: User) -> list[object]:
    """Ten cases in the order in which they are due: flagged comments, a flagged essay, reported
    profiles, appeals and held comments."""
    members = make_members(7)
    User.objects.filter(pk__in=[each.pk for each in members]).update(bio="Knows better.")
    rule = Rule.objects.get(slug="personal")
    comments = [make_comment(each, article, source=f"Number {each.pk}") for each in members]
    for comment in comments[:3]:
        flag(members[6], comment, article, rule, "Aimed at the man.")
    essay = make_article(members[0])
    flag(members[6], None, essay, rule)
    for member in members[1:3]:
        flag_member(members[6], member, rule)
    appeals = []
    for comment in comments[3:5]:
        decide.hide(administrator, comment, rule, "It is about her.")
        told = Statement.objects.get(comment=comment)
        appeals.append(appeal(comment.author, told, "It quotes her own words."))
    for comment in comments[5:7]:
        decide.hold(author, comment, rule, "I would rather have somebody look at it.")
    cases = [*comments[:3], essay, *members[1:3], *appeals, *comments[5:7]]
    for number, thing in enumerate(cases):
        due = timezone.now() + timedelta(minutes=number)
        Case.objects.filter(about(thing)).update(due_at=due)
    return cases


def act(page: Page, key: str) -> None:
    """Type a reason and press the button's key; the next case comes with the focus on its row."""
    before = page.locator(".row.open").get_attribute("id")
    page.keyboard.press("r")
    page.keyboard.type(REASON)  # holds j, k, l, r, digits and every other key
    page.keyboard.press("Escape")
    page.keyboard.press(key)
    expect(page.locator(f"#{before}")).to_have_count(0)


def test_a_moderator_clears_ten_cases_of_all_kinds_by_keyboard_alone(
    open_page: OpenPage, ten: list[object], moderator: User
) -> None:
    page = open_page(moderator)
    page.goto("/moderation/")
    keys = ["1", "2", "3", "2", "2", "1", "1", "2", "1", "2"]
    for thing, key in zip(ten, keys, strict=True):
        expect(page.locator(".row.open")).to_have_id(f"row-{key_of(thing)}")
        act(page, key)
        if thing is not ten[-1]:
            expect(page.locator(".row.open a.text")).to_be_focused()
    expect(page.get_by_text("Nothing waits.")).to_be_visible()
    done = LogEntry.objects.filter(moderator=moderator).order_by("id")
    assert [*done.values_list("act", flat=True)] == [
        *["keep", "hide", "remove", "hide", "clear", "keep"],
        *["reverse", "uphold", "approve", "hide"],
    ]
    assert {*done.values_list("reason", flat=True)} == {REASON}
    assert not Case.objects.exists()


def test_silencing_warning_and_locking_by_keyboard_leave_the_case_open(
    open_page: OpenPage, ten: list[object], moderator: User
) -> None:
    page = open_page(moderator)
    page.goto("/moderation/")
    first = page.locator(".row.open").get_attribute("id")
    for key, said in (("7", "Warned."), ("8", "Silenced."), ("5", "Locked."), ("0", "Noted.")):
        page.keyboard.press("r")
        page.keyboard.type(REASON)
        page.keyboard.press("Escape")
        page.keyboard.press(key)
        expect(page.get_by_role("status")).to_contain_text(said)
        expect(page.locator(".row.open")).to_have_id(first)
        expect(page.locator("#verdict-reason")).to_have_value("")
    comment = ten[0]
    assert isinstance(comment, Comment)
    comment.author.refresh_from_db()
    comment.refresh_from_db()
    assert comment.author.is_silenced
    assert comment.locked_at


def test_a_page_that_is_closed_gives_its_case_back_and_takes_no_other(
    open_page: OpenPage, ten: list[object], moderator: User
) -> None:
    page = open_page(moderator)
    page.goto("/moderation/")
    expect(page.locator("form[data-leave]")).to_be_visible()
    assert Case.objects.filter(claimed_by=moderator).count() == 1
    # The browser sends it on its own, after the page is gone, and goes where the answer leads.
    deadline = time.monotonic() + WAIT / 1000
    while Case.objects.filter(claimed_by=moderator).exists() and time.monotonic() < deadline:
        page.goto("/moderation/rules/")
    for _ in range(5):
        page.goto("/moderation/rules/")
        assert not Case.objects.filter(claimed_by=moderator).exists()


def test_leaving_a_case_by_key(open_page: OpenPage, ten: list[object], moderator: User) -> None:
    page = open_page(moderator)
    page.goto("/moderation/")
    page.keyboard.press("l")
    expect(page.locator(".row.open")).to_have_id(f"row-{key_of(ten[1])}")
    expect(page.locator(".row.open a.text")).to_be_focused()
    assert [case.comment for case in Case.objects.filter(claimed_by=moderator)] == [ten[1]]
