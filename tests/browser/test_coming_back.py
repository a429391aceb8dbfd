"""What was begun on one device and gone on with on another: arguments, and reading an essay."""

from playwright.sync_api import expect

from accounts.models import User
from forum.articles.models import Article
from forum.bookmarks.models import ReadingPlace
from forum.comments.models import CommentDraft
from tests.browser.conftest import OpenPage
from tests.cast import make_comment, rewrite

WORDS = "Who counted the books that never came back?"

# Another tab is looked at.
HIDE = """() => {
  Object.defineProperty(document, "hidden", { value: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_what_is_typed_at_a_desk_is_in_the_form_on_the_phone(
    open_page: OpenPage, article: Article, member: User, reader2: User
) -> None:
    parent = make_comment(reader2, article)
    desk, phone = open_page(member), open_page(member, width="phone")
    desk.goto(article.get_absolute_url())
    desk.get_by_label("Your argument").press_sequentially(WORDS)
    expect(desk.locator("#kept-new")).to_contain_text("Draft, kept at")
    expect(desk.get_by_role("button", name="Keep as a draft")).to_be_hidden()
    desk.locator(f"#comment-{parent.pk}").get_by_role("link", name="Reply").click()
    desk.locator(f"#source-{parent.pk}").press_sequentially("In reply.")
    expect(desk.locator(f"#kept-{parent.pk}")).to_contain_text("Draft, kept at")
    phone.goto(article.get_absolute_url())
    expect(phone.get_by_label("Your argument")).to_have_value(WORDS)
    phone.locator(f"#comment-{parent.pk}").get_by_role("link", name="Reply").click()
    box = phone.locator(f"#source-{parent.pk}")
    expect(box).to_have_value("In reply.")
    expect(box).to_be_focused()
    phone.locator(".replybox label.against").click()
    phone.get_by_role("button", name="Post", exact=True).click()
    expect(phone.locator("#debate-status")).to_have_text("Your reply is posted.")
    desk.goto("/drafts/")
    expect(desk.get_by_role("link", name=WORDS)).to_be_visible()
    expect(desk.get_by_text("In reply.")).to_have_count(0)


def test_without_a_connection_the_form_says_that_nothing_is_kept_and_keeps_it_later(
    open_page: OpenPage, article: Article, member: User, width: str
) -> None:
    # A window whose console is not watched: the browser reports the lost connection there.
    page = open_page(member, width=width).context.new_page()
    page.goto(article.get_absolute_url())
    line = page.locator("#kept-new")
    page.context.set_offline(True)
    page.get_by_label("Your argument").press_sequentially(WORDS)
    expect(line).to_contain_text("Your words are in this window only")
    assert not CommentDraft.objects.exists()
    page.context.set_offline(False)
    expect(line).to_contain_text("Draft, kept at")
    assert CommentDraft.objects.get().source == WORDS


def test_an_essay_is_read_on_where_one_stopped_although_it_was_changed(
    open_page: OpenPage, article: Article, member: User, width: str
) -> None:
    paragraphs = [f"Paragraph {n}, of which there are many. " * 12 for n in range(40)]
    rewrite(article, lambda source: source + "\n\n" + "\n\n".join(paragraphs))
    page = open_page(member, width=width)
    page.goto(article.get_absolute_url())
    there = page.get_by_text("Paragraph 20,").first
    there.scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, innerHeight / 2)")
    with page.expect_response("**/place/"):
        page.evaluate(HIDE)
    rewrite(article, lambda source: "Something new at the top. " * 80 + "\n\n" + source)
    page.goto(article.get_absolute_url())
    assert page.evaluate("scrollY") == 0
    page.get_by_role("link", name="Go on where you stopped").click()
    words = ReadingPlace.objects.get().words
    assert words.startswith("Paragraph 2")
    expect(page.get_by_text(words).first).to_be_in_viewport()
