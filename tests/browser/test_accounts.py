"""Members' pages as people meet them: in every window, with a keyboard, and when a session ends."""

from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.roles import Role
from forum.articles.models import Article
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws
from tests.cast import PASSWORD, make_comment, make_user

LONG = "Donaudampfschifffahrtsgesellschaftskapitän"


LONG_PAGES = (
    "/members/me/",
    "/members/donau/",
    "/members/donau/arguments/",
    "/notices/",
    "/accounts/email/",
    "/accounts/2fa/",
    "/accounts/sessions/",
)


def test_a_members_own_pages_have_no_flaw_even_with_a_long_name(
    open_page: OpenPage, article: Article
) -> None:
    person = make_user("donau", LONG, Role.MODERATOR, bio=LONG * 5)  # the fullest masthead
    source = f"{LONG * 3} https://example.org/{'a' * 90}"
    first = make_comment(person, article, "against", source=source)
    make_comment(article.author, article, "neutral", parent=first, source=LONG * 5)
    page = open_page(person)
    for url in LONG_PAGES:
        page.goto(url)
        assert not flaws(page), url


def test_the_menu_opens_and_closes_from_the_keyboard(open_page: OpenPage, member: User) -> None:
    page = open_page(member, width="phone")
    page.goto("/accounts/sessions/")
    menu = page.locator("summary", has_text="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    out = page.get_by_role("banner").get_by_role("button", name="Log out")
    expect(out).to_be_visible()
    page.keyboard.press("Escape")
    expect(out).to_be_hidden()
    expect(menu).to_be_focused()


def test_one_follows_in_place_and_keeps_the_focus(
    open_page: OpenPage, member: User, author: User
) -> None:
    page = open_page(member)
    page.goto("/members/ines/")
    page.get_by_role("button", name="Follow Ines Okafor", exact=True).focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Unfollow Ines Okafor")
    expect(button).to_be_focused()
    assert page.url.endswith("/members/ines/")
    button.click()
    expect(page.get_by_role("button", name="Follow Ines Okafor", exact=True)).to_be_visible()


WRITTEN = "Written while the session ended. " * 2 + "And more."


def log_in(page: Page, username: str) -> None:
    page.get_by_label("Username or e-mail address").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in", exact=True).click()


def test_what_was_written_outlives_the_session(
    open_page: OpenPage, member: User, script: bool
) -> None:
    """The session ends while one writes; one logs in in another tab, and sends it again."""
    page = open_page(member, script=script)
    page.goto("/members/me/")
    page.get_by_label("About you", exact=True).fill(WRITTEN)
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("region", name="Profile").get_by_role("button", name="Save").click()
    expect(page.get_by_text("You are not logged in any more")).to_be_visible()
    if script:
        assert not flaws(page)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Log in (in a new tab)").click()
    log_in(opened.value, "gregor")
    opened.value.wait_for_url("**/")
    opened.value.close()
    page.bring_to_front()
    page.get_by_role("button", name="Send it again").click()
    if not script:  # the token is the old session's: the site gives a new one, and the text again
        page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_label("About you", exact=True)).to_have_value(WRITTEN)
    expect(page.get_by_text("Saved.")).to_be_visible()
