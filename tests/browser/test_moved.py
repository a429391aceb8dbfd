"""Saying what moved one in a real browser: in place with JavaScript, on pages without."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.stances.actions.take import take_stance
from forum.stances.models import Delta, Stance
from tests.browser.conftest import OpenPage
from tests.browser.looks import violations
from tests.cast import REASON, make_comment, rate
from tests.stances.test_tallies import take_stances

OPEN = "Say which reply moved you, and why"

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_first_stance_to_what_moved_one(
    open_page: OpenPage, article: Article, member: User, reader2: User, width: str, script: bool
) -> None:
    comment = make_comment(reader2, article, "against")
    page = open_page(member, width, script)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="For", exact=True).click()
    strong = page.locator(f"#comment-{comment.pk}").get_by_role("button", name="Strong")
    strong.click()
    expect(strong).to_have_attribute("aria-pressed", "true")
    page.goto(article.get_absolute_url())
    moved = choose_and_open(page, script)
    moved.get_by_label("What moved you?").select_option(index=1)
    moved.get_by_label("Why did it move you?").fill("Too short.")
    moved.get_by_role("button", name="Save where I stand").click()
    expect(page.get_by_text("at least 50 characters: this has 10")).to_be_visible()
    expect(page.get_by_label("Why did it move you?")).to_have_value("Too short.")
    expect(page.get_by_label("Against, that is where I stand now")).to_be_checked()
    page.get_by_label("Why did it move you?").fill(REASON)
    page.get_by_role("button", name="Save where I stand").press("Enter")
    expect(moved).to_contain_text("You came in For and last stood Against. And now?")
    if not script:
        moved.get_by_role("link", name=OPEN).click()
    expect(moved).to_contain_text(REASON)
    page.goto(article.get_absolute_url())
    expect(page.locator("#stance-against")).to_have_attribute("aria-pressed", "true")
    assert Delta.objects.get().comment == comment


def choose_and_open(page: Page, script: bool) -> Locator:
    """Against, and the whole form; by keyboard."""
    moved = page.get_by_role("region", name="Has it moved you?")
    moved.get_by_role("group", name="You came in For").get_by_label("Against").check()
    moved.get_by_role("link", name=OPEN).press("Enter")
    chosen = moved.get_by_label("Against, that is where I stand now")
    if script:
        expect(chosen).to_be_checked()
    else:  # a page of its own, which knows nothing of what was chosen
        chosen.check()
    return moved


def test_the_focus_goes_to_where_the_form_goes_on(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    rate(member, make_comment(reader2, article), True, "for")
    take_stance(member, article, "for")
    page = open_page(member)
    page.goto(article.get_absolute_url())
    moved = choose_and_open(page, script=True)
    expect(moved.get_by_label("What moved you?")).to_be_focused()
    moved.get_by_label("What moved you?").select_option(index=1)
    moved.get_by_role("button", name="Save where I stand").press("Enter")
    expect(moved.get_by_label("Why did it move you?")).to_be_focused()
    moved.get_by_label("Why did it move you?").fill(REASON)
    moved.get_by_role("button", name="Save where I stand").press("Enter")
    expect(moved.get_by_role("status")).to_be_focused()


def test_this_moved_me_and_then_not(
    open_page: OpenPage, article: Article, member: User, reader2: User, width: str, script: bool
) -> None:
    comment = make_comment(reader2, article, "against")
    take_stance(member, article, "for")
    page = open_page(member, width, script)
    page.goto(article.get_absolute_url())
    shown = page.locator(f"#comment-{comment.pk}")
    shown.get_by_text("More", exact=True).click()
    shown.get_by_role("link", name="This moved me").click()
    box = page.get_by_role("region", name="What Mei-Lin Achterberg wrote moved you")
    box.get_by_role("group", name="You came in For").get_by_label("Against").check()
    box.get_by_label("Why did it move you?").fill(REASON)
    box.get_by_role("button", name="Save what moved me").click()
    expect(page.get_by_text("Your name and your reason stand with the reply.")).to_be_visible()
    page.get_by_role("link", name="Moved 1 reader").click()
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_role("button", name="Take this back").click()
    expect(page.get_by_text("Taken back. Your stance stays as it is.")).to_be_visible()
    assert not Delta.objects.exists()
    assert Stance.objects.get().now == "against"


def test_a_stance_changed_at_the_top_is_known_below_and_leaves_what_is_typed(
    open_page: OpenPage, article: Article, member: User
) -> None:
    take_stance(member, article, "for")
    page = open_page(member)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Why did it move you?").fill("I had not thought of")
    page.locator("#stance-against").click()
    expect(page.get_by_label("Against, that is where I stand now")).to_be_checked()
    expect(page.get_by_label("Why did it move you?")).to_have_value("I had not thought of")


def test_the_characters_are_counted_as_one_types(
    open_page: OpenPage, article: Article, member: User
) -> None:
    take_stance(member, article, "for")
    page = open_page(member)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name=OPEN).click()
    page.get_by_label("Why did it move you?").fill("Seventeen letters")
    expect(page.locator("#hint-moved")).to_contain_text("17 / 1,000")


def test_the_flow_fits_and_says_in_words_what_it_draws(
    open_page: OpenPage, article: Article, width: str
) -> None:
    take_stances(article, *["for"] * 9, *["for against"] * 5, *["against"] * 9)
    page = open_page(width=width)
    page.goto(f"/articles/{article.slug}/stances/")
    drawing = page.get_by_role("img", name="Stances at first and now")
    frame = drawing.bounding_box()
    assert frame
    for words in drawing.locator("text").all():
        box = words.bounding_box()
        assert box
        assert frame["x"] <= box["x"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
        assert box["height"] >= 13
    expect(page.get_by_role("cell", name="5", exact=True)).to_be_visible()
    assert not violations(page)
