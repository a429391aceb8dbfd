"""Taking part in a debate by keyboard alone, and the order in which a phone shows it."""

from playwright.sync_api import Page, expect

from accounts.models import User
from forum.comments.models import Comment
from forum.stances.models import Stance
from tests import cast
from tests.browser.conftest import OpenPage
from tests.browser.scene import set_scene

STOPS = 120  # the most presses of Tab before the box for an argument, in a debate of a screen

FOCUSED = """() => {
    const e = document.activeElement;
    return [e.name ?? "", (e.innerText ?? "").trim(), e.value ?? "", e.tagName].join("|");
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what is focused has this name, text or value; each stop must be seen."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if wanted in page.evaluate(FOCUSED).split("|"):
            break
    else:
        raise AssertionError(f"Tab never came to {wanted}")
    assert page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
        " || getComputedStyle(document.activeElement.closest('label') ?? document.body)"
        ".outlineStyle !== 'none'"
    ), f"{wanted} has the focus and does not show it"


def choose_back(page: Page) -> None:
    """From the box for the words, back to the group of positions before it, and choose one.

    A form that opens in place is given the focus when htmx swaps it in and again when it has
    settled: pressing the keys faster than a person can, one may have to press them again.
    """
    chosen = page.locator(".replybox [name=position]:checked")
    for _ in range(5):
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Space")
        if chosen.count():
            return
    raise AssertionError("The positions cannot be reached from the box.")


def write_and_post(page: Page) -> None:
    tab_to(page, "source")
    page.keyboard.type("A fine is a price.")
    tab_to(page, "Post")
    page.keyboard.press("Enter")
    expect(page.locator("article[data-position] p", has_text="A fine is a price.")).to_be_visible()


def test_an_argument_is_posted_by_keyboard_alone(
    open_page: OpenPage, author: User, member: User
) -> None:
    article = cast.make_article(author)
    page = open_page(member)
    page.goto(article.get_absolute_url())
    tab_to(page, "position")
    page.keyboard.press("Space")
    write_and_post(page)
    assert Comment.objects.get().author == member


def test_a_reply_is_posted_by_keyboard_alone(
    open_page: OpenPage, author: User, member: User
) -> None:
    article = cast.make_article(author)
    root = cast.make_comment(author, article, "for")
    page = open_page(member)
    page.goto(f"{article.get_absolute_url()}#comment-{root.pk}")
    page.locator(f"#comment-{root.pk}").evaluate("e => { e.tabIndex = -1; e.focus(); }")
    tab_to(page, "Reply")
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment-{root.pk} textarea[name=source]")).to_be_focused()
    choose_back(page)
    write_and_post(page)
    assert Comment.objects.get(parent=root).author == member


def test_a_phone_shows_the_debate_in_the_order_in_which_it_is_read(open_page: OpenPage) -> None:
    scene = set_scene()
    page = open_page(width="phone")
    page.goto(scene.article.get_absolute_url())
    tops = page.locator("article[id^=comment-]").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().top)"
    )
    assert len(tops) > 8
    assert tops == sorted(tops)


def test_a_thread_never_leaves_a_narrow_phone_too_little_to_read(open_page: OpenPage) -> None:
    scene = set_scene()
    page = open_page(width="phone")
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(scene.comment.get_absolute_url())
    widths = page.locator("article[id^=comment-] p").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().width)"
    )
    assert min(widths) >= 180  # px: about 24 characters


def test_each_name_for_writing_an_argument_is_there_once(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    article = cast.make_article(author)
    page = open_page(member, width=width, script=script)
    page.goto(article.get_absolute_url())
    expect(page.get_by_role("radiogroup", name="Position", exact=True)).to_be_visible()
    for position in ("For", "Against", "Neutral"):  # and not where one says where one stands
        page.get_by_role("radio", name=position, exact=True).check()
        expect(page.get_by_label(position, exact=True)).to_be_checked()
    page.get_by_label("Your argument", exact=True).fill("A fine is a price.")
    page.get_by_role("button", name="Post", exact=True).click()
    remarks = page.get_by_role("region", name="Questions and remarks", exact=True)
    expect(remarks.get_by_role("article")).to_have_attribute("data-position", "neutral")


def test_a_reader_says_where_they_stand_with_one_press(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    article = cast.make_article(author)
    page = open_page(member, width=width, script=script)
    page.goto(article.get_absolute_url())
    where = page.get_by_role("group", name="Where do you stand?")
    where.get_by_role("button", name="Undecided").click()
    pressed = where.get_by_role("button", pressed=True)
    expect(pressed).to_have_text("Undecided")
    where.get_by_role("button", name="Against").click()
    expect(pressed).to_have_text("Against")
    assert Stance.objects.get().now == "against"
