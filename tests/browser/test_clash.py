"""The clash on a desk and on a phone: what one sees, hears, and reaches by key."""

from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from tests import cast
from tests.browser.conftest import OpenPage

LONG = "Wolfeschlegelsteinhausenbergerdorff-Nieuwenhuizen-Konstantinopoulos"
RUSSIAN = "Штраф учит людей не приходить: кто задолжал, тот больше не возвращается. " * 9


def set_clash(author: User, member: User) -> Article:
    """Against, answered at length; and after it a dozen For, which nobody answered."""
    article = cast.make_article(author)
    for _ in range(12):
        cast.make_comment(author, article, "for")
    talker = cast.make_user("talker", LONG)
    argument = cast.make_comment(member, article, "against", source=RUSSIAN)
    cast.make_comment(talker, article, "for", argument, "Верно, и всё же нет.")
    return article


def address(article: Article) -> str:
    return f"/articles/{article.slug}/clash/"


def left_of(page: Page, where: str) -> tuple[float, float]:
    box = page.locator(where).bounding_box()
    assert box
    return box["x"], box["y"]


def test_an_argument_is_before_its_answer_to_eye_and_ear(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    page = open_page(None, width=width, script=script)
    page.goto(address(set_clash(author, member)))
    row = f'[aria-label="Gregor Maas, Against, answered by {LONG}, For"]'
    argument = left_of(page, f"{row} .made")
    answer = left_of(page, f"{row} .answer")
    assert page.locator(f"{row} > .side").first.get_attribute("class") == "side right made"
    if width == "wide":
        assert answer[0] < argument[0]  # For is left
        assert answer[1] == argument[1]
    else:
        assert answer[0] == argument[0]
        assert answer[1] > argument[1]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_focus_goes_through_the_argument_to_its_answer(
    open_page: OpenPage, author: User, member: User, width: str
) -> None:
    page = open_page(None, width=width)
    page.goto(address(set_clash(author, member)))
    names = page.locator(".bout a")
    wanted = names.evaluate_all("links => links.slice(0, 6).map(link => link.innerText)")
    names.first.focus()
    reached = []
    for _ in wanted:
        reached.append(page.evaluate("document.activeElement.innerText"))
        page.keyboard.press("Tab")
    assert reached == wanted


def test_an_unanswered_argument_is_answered_from_its_row(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    article = cast.make_article(author)
    cast.make_comment(author, article, "for")
    page = open_page(member, width=width, script=script)
    page.goto(address(article))
    page.get_by_role("link", name="Answer Against the thesis").click()
    assert page.locator("[name=position]:checked").get_attribute("value") == "against"
    page.locator("[name=source]").fill("A fine is a price.")
    page.get_by_role("button", name="Post").click()
    expect(page.locator("article[data-position] p", has_text="A fine is a price.")).to_be_visible()
    page.goto(address(article))
    row = page.get_by_role("article", name="Ines Okafor, For, answered by Gregor Maas, Against")
    expect(row).to_contain_text("A fine is a price.")
    assert Comment.objects.get(parent=None).best_answer


def test_more_rows_come_in_place_and_take_the_focus(
    open_page: OpenPage, author: User, member: User, width: str
) -> None:
    page = open_page(None, width=width)
    page.goto(address(set_clash(author, member)))
    expect(page.locator(".bout")).to_have_count(12)
    page.get_by_role("link", name="2 more arguments").press("Enter")
    expect(page.locator(".bout")).to_have_count(14)
    expect(page.locator("#bouts > li:nth-child(13) > .bout")).to_be_focused()
    expect(page.locator(".more")).to_have_count(0)


def test_more_rows_have_a_page_without_javascript(
    open_page: OpenPage, author: User, member: User, width: str
) -> None:
    page = open_page(None, width=width, script=False)
    page.goto(address(set_clash(author, member)))
    page.get_by_role("link", name="2 more arguments").click()
    expect(page.locator(".bout")).to_have_count(2)
    page.get_by_role("link", name="From the strongest on").click()
    page.get_by_role("link", name="Unanswered", exact=True).click()
    expect(page.locator(".gap")).to_have_count(12)
    expect(page.get_by_role("link", name="Clash")).to_have_attribute("aria-current", "page")
