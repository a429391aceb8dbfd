"""Arguing in a real browser: in place with JavaScript, on pages of their own without."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.debate import ROOTS
from forum.comments.models import Comment, Rating
from forum.comments.threads import FIRST_REPLIES, PAGE
from forum.stances.models import Stance
from tests.browser.conftest import OpenPage
from tests.browser.looks import violations
from tests.cast import make_comment, make_members, rate

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_argument_appears_in_its_column(
    open_page: OpenPage, article: Article, member: User, width: str, script: bool
) -> None:
    page = open_page(member, width, script)
    page.goto(article.get_absolute_url())
    page.get_by_label("Your argument").fill("A fine is a price, and a price can be paid.")
    page.get_by_role("group", name="Position").get_by_label("Against").check()
    page.get_by_role("button", name="Post").click()
    column = page.get_by_role("region", name="Against the thesis")
    expect(column.get_by_role("article")).to_contain_text("a price can be paid")
    expect(column.get_by_role("article")).to_be_in_viewport()
    expect(page.get_by_label("Your argument")).to_have_value("")


def test_a_reply_stands_under_what_it_answers(
    open_page: OpenPage, article: Article, member: User, reader2: User, script: bool
) -> None:
    root = make_comment(reader2, article, "against")
    page = open_page(member, "phone", script)
    page.goto(article.get_absolute_url())
    page.locator(f"#comment-{root.pk}").get_by_role("link", name="Reply").click()
    page.get_by_label("Your argument").fill("Then who pays for the shelf?")
    page.get_by_role("group", name="Position").get_by_label("For").check()
    page.get_by_role("button", name="Post").click()
    reply = page.get_by_role("region", name="Against the thesis").locator("article").nth(1)
    expect(reply).to_contain_text("rebuts Mei-Lin Achterberg")
    expect(reply).to_have_attribute("data-position", "for")
    expect(reply).to_be_in_viewport()


def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(
    open_page: OpenPage, article: Article, member: User, script: bool
) -> None:
    page = open_page(member, script=script)
    page.goto(article.get_absolute_url())
    page.get_by_label("Your argument").fill("No side chosen.")
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_text("Choose a position")).to_be_visible()
    expect(page.get_by_label("Your argument")).to_have_value("No side chosen.")
    assert not Comment.objects.exists()


def test_preview_and_quotation_keep_what_was_typed(
    open_page: OpenPage, article: Article, member: User, reader2: User, script: bool
) -> None:
    root = make_comment(reader2, article, "against", source="Nobody pays fines.")
    page = open_page(member, script=script)
    page.goto(article.get_absolute_url())
    page.locator(f"#comment-{root.pk}").get_by_role("link", name="Reply").click()
    page.get_by_label("Your argument").fill("Some *do*.")
    page.get_by_role("button", name="Quote").click()
    expect(page.get_by_label("Your argument")).to_have_value("> Nobody pays fines.\n\nSome *do*.")
    page.get_by_role("button", name="Preview").click()
    preview = page.get_by_role("region", name="Preview")
    expect(preview.locator("blockquote")).to_have_text("Nobody pays fines.")
    expect(preview.locator("em")).to_have_text("do")


def test_a_reply_given_up_leaves_the_argument_being_written(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    root = make_comment(reader2, article, "against")
    page = open_page(member)
    page.goto(article.get_absolute_url())
    page.get_by_label("Your argument").fill("Half a thought")
    page.locator(f"#comment-{root.pk}").get_by_role("link", name="Reply").click()
    expect(page.get_by_role("button", name="Quote")).to_be_visible()
    expect(page.get_by_label("Your argument")).to_be_focused()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_label("Your argument")).to_have_value("Half a thought")
    expect(page.get_by_role("link", name="Reply")).to_be_focused()


def test_rating_is_pressed_and_taken_back(
    open_page: OpenPage, article: Article, member: User, reader2: User, script: bool
) -> None:
    root = make_comment(reader2, article, "against")
    for reader in make_members(4):
        rate(reader, root, True, "")
    page = open_page(member, script=script)
    page.goto(article.get_absolute_url())
    strong = page.locator(f"#comment-{root.pk}").get_by_role("button", name="Strong")
    strong.click()
    expect(strong).to_have_attribute("aria-pressed", "true")
    expect(strong).to_contain_text("5")
    strong.click()
    expect(strong).to_have_attribute("aria-pressed", "false")
    expect(strong).to_have_text("Strong ")  # of fewer than five nothing is told
    assert Rating.objects.count() == 4


def test_who_rates_by_keyboard_stays_on_the_button(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    root = make_comment(reader2, article, "against")
    page = open_page(member)
    page.goto(article.get_absolute_url())
    weak = page.locator(f"#comment-{root.pk}").get_by_role("button", name="Weak")
    weak.focus()
    for pressed in ("true", "false"):
        page.keyboard.press("Enter")
        expect(weak).to_have_attribute("aria-pressed", pressed)
        expect(weak).to_be_focused()


# In the 20 ms that htmx used to wait with new buttons, a second press left the page.
PRESS_WHEN_NEW = """note => new MutationObserver((changes, watch) => {
  watch.disconnect();
  note.querySelector(".rate button").click();
}).observe(note, { childList: true, subtree: true })"""


def test_who_presses_again_the_moment_the_answer_is_there_stays_on_the_page(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    root = make_comment(reader2, article, "against")
    page = open_page(member)
    page.goto(article.get_absolute_url())
    note = page.locator(f"#comment-{root.pk}")
    strong = note.get_by_role("button", name="Strong")
    note.evaluate(PRESS_WHEN_NEW)
    note.evaluate("note => (note.same = true)")
    with page.expect_request(lambda sent: "=none" in (sent.post_data or "")):
        strong.click()
    expect(strong).to_have_attribute("aria-pressed", "false")
    assert note.evaluate("note => note.same")


def test_a_stance_is_kept(
    open_page: OpenPage, article: Article, member: User, script: bool
) -> None:
    page = open_page(member, script=script)
    page.goto(article.get_absolute_url())
    panel = page.get_by_role("group", name="Where do you stand?")
    panel.get_by_role("button", name="Undecided").click()
    expect(page.get_by_text("Saved.").first).to_be_visible()
    expect(panel.get_by_role("button", pressed=True)).to_have_text("Undecided")
    assert Stance.objects.get().now == "undecided"


def test_the_rest_of_a_thread_and_of_a_side_is_fetched_in_place(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    for _ in range(12):
        root = make_comment(member, article, "for")
    for n in range(40):
        make_comment(reader2, article, "against", root, source=f"Answer {n}.")
    page = open_page(member)
    page.goto(f"{article.get_absolute_url()}?order=newest")
    column = page.get_by_role("region", name="For the thesis")
    assert column.locator("article").count() == ROOTS + FIRST_REPLIES
    column.get_by_role("link", name=f"{40 - FIRST_REPLIES} more replies").click()
    expect(column.locator("article:focus")).to_contain_text(f"Answer {FIRST_REPLIES}.")
    column.get_by_role("link", name="More replies").click()
    expect(column.locator("article:focus")).to_contain_text(f"Answer {FIRST_REPLIES + PAGE}.")
    column.get_by_role("link", name=f"{12 - ROOTS} more threads").click()
    expect(column.locator("article")).to_have_count(52)
    expect(column.get_by_role("link", name="more threads")).to_have_count(0)


def test_a_thread_folds(open_page: OpenPage, article: Article, member: User, script: bool) -> None:
    root = make_comment(member, article, "for")
    make_comment(member, article, "for", root, source="And in the next branch.")
    page = open_page(script=script)
    page.goto(article.get_absolute_url())
    page.get_by_text("Hide replies").click()
    expect(page.get_by_text("And in the next branch.")).to_be_hidden()
    page.get_by_text("Show 1 reply").click()
    expect(page.get_by_text("And in the next branch.")).to_be_visible()


def test_on_a_phone_both_sides_are_in_sight_by_default(
    open_page: OpenPage, article: Article, member: User
) -> None:
    for side in ("for", "against"):
        for n in range(5):
            make_comment(member, article, side, source=f"Number {n} {side}.")
    page = open_page(width="phone", script=False)
    page.goto(article.get_absolute_url())
    assert _visible(page) == (3, 3)
    page.get_by_role("navigation", name="Which side").get_by_role("link", name="Against").click()
    assert _visible(page) == (0, 5)


def _visible(page: Page) -> tuple[int, int]:
    """Arguments in sight in each column."""
    columns = (page.locator(f"section.column.{side}") for side in ("for", "against"))
    first, second = (column.locator("article:visible").count() for column in columns)
    return first, second


def test_the_open_forms_have_no_violation(
    open_page: OpenPage, article: Article, member: User, reader2: User, width: str
) -> None:
    root = make_comment(reader2, article, "against")
    make_comment(member, article, "for", root)
    page = open_page(member, width)
    page.goto(article.get_absolute_url())
    opened = page.locator(f"#comment-{root.pk}")
    opened.get_by_role("link", name="Reply").click()
    opened.get_by_text("Why is it here?").click()
    opened.get_by_text("More", exact=True).click()
    page.get_by_role("button", name="Post").click()
    expect(page.get_by_text("Choose a position")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")  # elsewhere the switch of sides may lie over a line's half
    assert not violations(page)
