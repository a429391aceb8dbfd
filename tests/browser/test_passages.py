"""Answering words of an essay in a real browser: by mouse, by keyboard, by pasting them."""

from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from forum.articles.models import Article, Passage
from forum.comments.models import Comment
from forum.text.plain import plain
from tests.browser.conftest import OpenPage
from tests.browser.looks import violations
from tests.browser.test_accounts import log_in
from tests.cast import make_article

WORDS = "nobody says it aloud"
PREMISE = "Without fines, the books still come back."
SOURCE = f"""\
A fine is a price, and {WORDS}.[^1]

> We stopped asking, and *{WORDS}* any more.

| year | readers |
| --- | --- |
| 2018 | 4,120 |
| 2021 | 5,067 |

1. One is `a  b`.
2. Two & three are “more”.\\
   Four breaks.

[C3: {PREMISE}] That is all[^1] there is.

[^1]: Counted at the desk.
"""

# Select the words where they occur for the `nth` time, as somebody does who drags over them.
SELECT = """([words, nth]) => {
    const texts = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        const at = node.data.indexOf(words);
        if (at < 0 || nth--) continue;
        node.parentElement.scrollIntoView({ block: "center" });
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return;
    }
    throw new Error("These words are not on the page.");
}"""
BOTTOM = "() => getSelection().getRangeAt(0).getBoundingClientRect().bottom"

# What the page's own script reads of a hundred stretches that begin and end anywhere.
STRETCHES = """async () => {
    const { around, textOf } = await import("/static/js/essay.js");
    const texts = document.createTreeWalker(document.querySelector(".prose"), NodeFilter.SHOW_TEXT);
    const places = [];
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (node.parentElement.closest("sup, .tags-c, .back")) continue;
        for (const part of [0, 0.4, 1]) places.push([node, Math.floor(part * node.length)]);
    }
    return Array.from({ length: 100 }, (_, n) => {
        const range = document.createRange();
        const start = (n * 37) % places.length;
        const end = Math.min(start + 1 + ((n * 11) % 25), places.length - 1);
        range.setStart(...places[start]);
        range.setEnd(...places[end]);
        return { quote: textOf(range), ...around(range) };
    });
}"""


def essay(author: User) -> Article:
    return make_article(author, source=SOURCE)


def select(page: Page, words: str, nth: int = 0) -> None:
    page.evaluate(SELECT, [words, nth])


def offer(page: Page) -> Locator:
    return page.get_by_role("group", name="The selected words")


def write(page: Page, words: str = "We say it, once a year.") -> None:
    page.get_by_label("Your argument", exact=True).fill(words)
    page.get_by_role("group", name="Position").get_by_label("Against").check()
    page.get_by_role("button", name="Post", exact=True).click()


def see_it_marked(page: Page, width: str, nth: int = 0) -> None:
    """The argument says what it answers, and the essay marks those words."""
    argument = page.get_by_role("region", name="Against the thesis").get_by_role("article")
    expect(argument).to_contain_text(f"‘{WORDS}’")
    mark = page.locator(".prose mark")
    expect(mark).to_have_text(WORDS)
    blocks = page.locator(".prose > p, .prose > blockquote")
    expect(blocks.nth(nth).locator("mark")).to_have_count(1)
    argument.get_by_role("link", name=f"‘{WORDS}’").click()
    expect(mark).to_be_in_viewport()
    assert Comment.objects.get().passage == Passage.objects.get(quote=WORDS)


def test_words_are_selected_and_answered(
    open_page: OpenPage, author: User, member: User, width: str
) -> None:
    touch = {"has_touch": True, "is_mobile": True} if width == "phone" else {}
    page = open_page(member, width, **touch)
    page.goto(essay(author).get_absolute_url())
    select(page, WORDS, nth=1)  # the second place where the essay says them
    button = offer(page).get_by_role("button", name="Answer this")
    expect(button).to_be_in_viewport()
    handles = 24 if touch else 0  # px below the words, where a phone shows what one drags
    box = button.bounding_box()
    assert box
    assert box["y"] >= page.evaluate(BOTTOM) + handles
    button.tap() if touch else button.click()
    expect(page.get_by_label("Your argument", exact=True)).to_be_focused()
    expect(page.locator("#answering")).to_contain_text(f"Answering ‘{WORDS}’")
    assert not violations(page)
    write(page)
    see_it_marked(page, width, nth=1)
    expect(page.locator("#answering")).to_be_hidden()


def test_words_are_answered_by_keyboard_alone(
    open_page: OpenPage, author: User, member: User
) -> None:
    page = open_page(member)
    page.goto(essay(author).get_absolute_url())
    select(page, WORDS.removesuffix("aloud"))
    page.keyboard.press("Shift+Control+ArrowRight")
    expect(offer(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(offer(page)).to_have_count(0)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    expect(offer(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Answer this")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your argument", exact=True)).to_be_focused()
    page.keyboard.type("We say it, once a year.")
    page.get_by_role("radio", name="Against", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Post", exact=True).focus()
    page.keyboard.press("Enter")
    see_it_marked(page, "wide")


def test_words_of_a_claim_offer_to_answer_the_claim(
    open_page: OpenPage, author: User, member: User
) -> None:
    page = open_page(member)
    page.goto(essay(author).get_absolute_url())
    select(page, WORDS)
    expect(offer(page).get_by_role("button")).to_have_count(1)
    select(page, "the books still")
    offer(page).get_by_role("button", name="Answer C3").click()
    expect(page.locator("#answering")).to_contain_text(f"Answering C3 ‘{PREMISE}’")
    write(page)
    argument = page.get_by_role("region", name="Against the thesis").get_by_role("article")
    expect(argument).to_contain_text(f"C3 {PREMISE}")
    expect(page.get_by_role("link", name="Claim C3: 0 for, 1 against")).to_be_visible()


def test_words_that_are_half_selected_are_answered_whole(
    open_page: OpenPage, author: User, member: User
) -> None:
    page = open_page(member)
    page.goto(essay(author).get_absolute_url())
    select(page, WORDS[2:-3])
    offer(page).get_by_role("button", name="Answer this").click()
    expect(page.locator("#answering")).to_contain_text(f"Answering ‘{WORDS}’")


def test_a_visitor_logs_in_and_finds_the_words_quoted(
    open_page: OpenPage, author: User, member: User
) -> None:
    page = open_page()
    page.goto(essay(author).get_absolute_url())
    select(page, "Two & three")
    page.get_by_role("link", name="Log in to answer this").click()
    log_in(page, member.username)
    expect(page.get_by_label("Passage")).to_have_value("Two & three")


def test_a_reply_being_written_makes_room(open_page: OpenPage, author: User, member: User) -> None:
    article = essay(author)
    page = open_page(member)
    page.goto(article.get_absolute_url())
    write(page)
    page.get_by_role("article").get_by_role("link", name="Reply").click()
    expect(page.get_by_role("heading", name="Your reply to")).to_be_visible()
    select(page, WORDS)
    offer(page).get_by_role("button", name="Answer this").click()
    expect(page.get_by_label("Your argument", exact=True)).to_have_count(1)
    expect(page.locator("#answering")).to_contain_text(WORDS)


def test_words_are_pasted_and_answered(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    page = open_page(member, width, script)
    page.goto(essay(author).get_absolute_url())
    page.get_by_role("link", name="Answer a passage").click()
    page.get_by_label("Passage", exact=True).fill("Nobody wrote this.")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("does not say this")
    page.get_by_label("Passage", exact=True).fill(WORDS)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("in 2 places")).to_be_visible()
    if script:
        assert not violations(page)
    page.get_by_role("button", name="Answer this one").nth(1).click()
    expect(page.locator("#answering")).to_contain_text(f"Answering ‘{WORDS}’")
    write(page)
    see_it_marked(page, width, nth=1)


def test_the_answers_to_a_claim_are_shown_alone(
    open_page: OpenPage, author: User, member: User, width: str, script: bool
) -> None:
    article = essay(author)
    page = open_page(member, width, script)
    page.goto(article.get_absolute_url())
    write(page)
    page.get_by_role("link", name="Claim C3").click()
    expect(page.get_by_text("No argument against the thesis answers this")).to_be_visible()
    expect(page.get_by_label("Answer the whole essay instead")).not_to_be_checked()
    write(page, "Nor did anybody count it.")
    expect(page.locator("article[data-position]").filter(has_text="C3")).to_have_count(1)
    page.get_by_role("link", name="All of the debate").click()
    expect(page.locator("article[data-position]")).to_have_count(2)
    assert Comment.objects.exclude(passage=None).count() == 1


def test_the_page_reads_the_essay_as_the_site_does(
    open_page: OpenPage, author: User, member: User
) -> None:
    article = essay(author)
    page = open_page(member)
    page.goto(article.get_absolute_url())
    text = f" {plain(article.html).text} ".replace("\n", " ")
    for stretch in page.evaluate(STRETCHES):
        read = (stretch["prefix"], stretch["quote"], stretch["suffix"])
        assert all(" ".join(part.split()) in text for part in read), read
