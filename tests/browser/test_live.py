"""New comments while one reads: told of without a movement, shown in place when asked for."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from tests.browser.conftest import OpenPage
from tests.cast import make_comment, make_members

COUNT_SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifted += entry.value;
  }).observe({ type: "layout-shift" });
}"""
TYPED = "Who counted the books that never came back?"


@pytest.fixture
def debate(article: Article, reader2: User) -> list[Comment]:
    """Long enough to be read by scrolling."""
    words = "We dropped fines in May, and by autumn the returns had not changed. " * 6
    people = make_members(4)
    return [
        make_comment(people[n % 4], article, "against" if n % 2 else "for", source=words)
        for n in range(8)
    ]


def begin(page: Page) -> None:
    """What the page fetches when it has long come up; a module is run once, whoever asks for it."""
    page.clock.fast_forward(6_000)
    page.evaluate("() => import('/static/js/live.js').then(() => null)")


def ask_next(page: Page, seconds: int) -> None:
    """So much later the page asks; and has read the answer, for it has another one since."""
    with page.expect_response("**/latest/") as answer:
        page.clock.fast_forward(seconds * 1000)
    answer.value.finished()
    page.evaluate("() => fetch('/healthz').then(() => null)")


def later(page: Page) -> None:
    """The module is fetched and asks for the first time."""
    begin(page)
    page.clock.fast_forward(20_000)


LISTENS = "(id) => document.getElementById(id)?.['htmx-internal-data']?.initHash"


def read(page: Page, address: str) -> None:
    page.clock.install()
    page.goto(address)


def argument(page: Page, comment: Comment) -> Locator:
    return page.locator(f"#comment-{comment.pk}")


def top(page: Page, comment: Comment) -> float:
    return page.evaluate(
        "(id) => document.getElementById(id).getBoundingClientRect().top", f"comment-{comment.pk}"
    )


def notice(page: Page) -> Locator:
    return page.locator("#arrivals")


@pytest.fixture
def page(
    open_page: OpenPage, article: Article, debate: list[Comment], member: User, width: str
) -> Page:
    """Gregor's, who is writing a reply in the middle of the debate."""
    page = open_page(member, width=width)
    read(page, article.get_absolute_url())
    argument(page, debate[2]).get_by_role("link", name="Reply").click()
    # htmx listens to a form some milliseconds after it has put it there; nobody types so soon.
    page.wait_for_function(LISTENS, arg=f"kept-{debate[2].pk}")
    box(page, debate[2]).press_sequentially(TYPED)
    page.clock.fast_forward(3_000)
    expect(page.locator(f"#kept-{debate[2].pk}")).to_contain_text("Draft, kept at")
    return page


def box(page: Page, comment: Comment) -> Locator:
    return argument(page, comment).get_by_label("Your argument")


def come(article: Article, debate: list[Comment], other: User, member: User) -> list[Comment]:
    """A root and a reply by somebody else, and a reply of Gregor's own from another window."""
    root = make_comment(other, article, "for", source="A new one for the thesis.")
    reply = make_comment(other, article, "against", debate[2], "Not so.")
    return [root, reply, make_comment(member, article, "against", debate[0], "My own.")]


def test_new_comments_are_told_of_and_nothing_moves(
    page: Page, article: Article, debate: list[Comment], member: User, reader2: User
) -> None:
    page.evaluate(COUNT_SHIFTS)
    before = page.evaluate("scrollY")
    root, *_ = come(article, debate, reader2, member)
    later(page)
    expect(notice(page)).to_contain_text("2 new arguments: 1 for, 1 against")
    expect(page.get_by_role("button", name="1 new reply here")).to_have_count(1)
    assert page.evaluate("window.shifted") == 0
    assert page.evaluate("scrollY") == before
    expect(box(page, debate[2])).to_be_focused()
    expect(argument(page, root)).to_have_count(0)


def test_they_are_shown_where_they_belong_and_what_one_looks_at_stays(
    page: Page, article: Article, debate: list[Comment], member: User, reader2: User
) -> None:
    place = top(page, debate[2])
    root, reply, own = come(article, debate, reader2, member)
    later(page)
    page.get_by_role("button", name="Show them").click()
    first = page.locator("#list-for > .note").first.locator("> .argument")
    expect(first).to_have_id(f"comment-{root.pk}")
    shown = page.locator(f"#replies-{debate[2].pk} #comment-{reply.pk}")
    expect(shown.locator(".new")).to_have_text("New")
    expect(argument(page, own)).to_have_count(0)
    expect(notice(page)).to_contain_text("2 shown, marked as new")
    expect(page.get_by_role("button", name="1 new reply here")).to_have_count(0)
    expect(box(page, debate[2])).to_have_value(TYPED)
    expect(page.locator("#count-for")).to_have_text("5 arguments")
    assert abs(top(page, debate[2]) - place) < 1
    page.get_by_role("link", name="To the first").click()
    expect(argument(page, root)).to_be_in_viewport()
    expect(notice(page)).to_be_empty()


def test_the_replies_in_one_thread_can_be_shown_by_themselves(
    open_page: OpenPage, article: Article, debate: list[Comment], reader2: User
) -> None:
    page = open_page()
    read(page, f"{article.get_absolute_url()}thread/")
    first = make_comment(reader2, article, "against", debate[0], "Not so.")
    second = make_comment(reader2, article, "for", first, "It is so.")
    other = make_comment(reader2, article, "for", debate[1], "Elsewhere.")
    new = make_comment(reader2, article, "neutral", source="Where is this from?")
    later(page)
    page.get_by_role("button", name="2 new replies here").click()
    expect(argument(page, first)).to_be_focused()
    expect(page.locator(f"#replies-{first.pk} #comment-{second.pk}")).to_be_visible()
    expect(argument(page, other)).to_have_count(0)
    expect(notice(page)).to_contain_text("3 new arguments")
    page.get_by_role("button", name="Show them").click()
    expect(argument(page, other)).to_be_visible()
    expect(page.locator("#thread-list > .note").last.locator("> .argument")).to_have_id(
        f"comment-{new.pk}"
    )
    expect(argument(page, first)).to_have_count(1)
    expect(notice(page)).to_contain_text("2 shown, marked as new")


def test_what_answers_a_comment_that_is_not_on_the_page_is_led_to(
    open_page: OpenPage, article: Article, debate: list[Comment], reader2: User
) -> None:
    hidden = [make_comment(reader2, article, "for", debate[0], f"Reply {n}") for n in range(5)][-1]
    page = open_page()
    read(page, article.get_absolute_url())
    reply = make_comment(reader2, article, "against", hidden, "Out of sight.")
    later(page)
    page.get_by_role("button", name="Show them").click()
    expect(notice(page)).to_contain_text("Some answer what is not on this page")
    page.get_by_role("link", name="Read them in the thread").click()
    expect(argument(page, reply)).to_be_visible()


def test_who_says_not_now_is_told_again_only_of_what_comes_then(
    open_page: OpenPage, article: Article, debate: list[Comment], reader2: User
) -> None:
    page = open_page()
    read(page, article.get_absolute_url())
    make_comment(reader2, article, "for")
    later(page)
    page.get_by_role("button", name="Not now").click()
    expect(notice(page)).to_be_empty()
    ask_next(page, 30)
    expect(notice(page)).to_be_empty()
    make_comment(reader2, article, "against")
    page.clock.fast_forward(60_000)
    expect(notice(page)).to_contain_text("2 new arguments: 1 for, 1 against")


def test_a_page_asks_seldom_and_not_at_all_when_nobody_reads_it(
    open_page: OpenPage, article: Article, debate: list[Comment]
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    read(page, article.get_absolute_url())
    begin(page)
    for seconds in (20, 30, 45, 65, 95, 145, 150, 150, 150, 150, 150, 150, 150, 150):
        ask_next(page, seconds)
    page.clock.fast_forward(3_600_000)  # more than half an hour without a hand on the page
    questions = [url for url in asked if url.endswith("/latest/")]
    assert len(questions) == 14
    page.mouse.wheel(0, 100)
    ask_next(page, 3)
