"""Writing an essay in a real browser: with scripts, without, on a desk and on a phone."""

import io
import re

from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import User
from forum.articles.models import Article
from tests import cast
from tests.browser.conftest import OpenPage
from tests.browser.looks import flaws

THESIS = "Libraries should stop charging fines."


def fill(page: Page, title: str = "The fine", source: str = "A drawer of **coins**.") -> None:
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Subtitle").fill("On coins")
    page.get_by_label("Thesis").fill(THESIS)
    page.get_by_label("Essay", exact=True).fill(source)
    page.get_by_label("Tags").fill("Money, Libraries")


def look(page: Page, script: bool = True) -> None:
    """Axe is a script itself, so it looks at the page where scripts run."""
    if script:
        assert not flaws(page)


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text(re.compile(r"saved at \d\d:\d\d"))


def test_an_essay_is_written_and_published(
    open_page: OpenPage, author: User, width: str, script: bool
) -> None:
    page = open_page(author, width=width, script=script)
    page.goto("/articles/new/")
    fill(page)
    page.get_by_role("button", name="Save draft").click()
    saved(page)
    look(page, script)
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The fine")
    expect(page.locator(".prose strong")).to_have_text("coins")
    look(page, script)


def test_what_is_missing_is_said_and_nothing_is_lost(
    open_page: OpenPage, author: User, script: bool
) -> None:
    page = open_page(author, script=script)
    page.goto("/articles/new/")
    fill(page)
    page.get_by_label("Thesis").fill("")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator("#id_thesis_error")).to_have_text(
        "Say in one sentence what the essay argues."
    )
    expect(page.get_by_label("Essay", exact=True)).to_have_value("A drawer of **coins**.")
    look(page, script)


def test_without_scripts_the_preview_is_one_press_away(open_page: OpenPage, author: User) -> None:
    page = open_page(author, script=False)
    page.goto("/articles/new/")
    fill(page)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("coins")
    assert not Article.objects.exists()


def test_the_preview_and_the_draft_follow_the_typing(open_page: OpenPage, author: User) -> None:
    page = open_page(author)
    page.goto("/articles/new/")
    fill(page)
    expect(page.locator("#preview strong")).to_have_text("coins")
    expect(page.locator("#preview")).to_contain_text("Before you publish")
    saved(page)
    page.wait_for_url("**/articles/draft-*/edit/")
    page.reload()
    expect(page.get_by_label("Essay", exact=True)).to_have_value("A drawer of **coins**.")
    assert Article.objects.get().title == "The fine"


def test_the_toolbar_marks_and_undo_takes_it_back(open_page: OpenPage, author: User) -> None:
    page = open_page(author)
    page.goto("/articles/new/")
    area = page.get_by_label("Essay", exact=True)
    area.fill("coins")
    area.select_text()
    page.get_by_role("button", name="Bold").click()
    expect(area).to_have_value("**coins**")
    page.keyboard.press("Control+z")
    expect(area).to_have_value("coins")
    area.select_text()
    page.keyboard.press("Control+k")
    expect(area).to_have_value("[coins](https://)")
    page.get_by_role("button", name="Footnote").click()
    expect(area).to_have_value("[coins[^1]](https://)\n\n[^1]: ")
    area.fill("[C4: A fine is small.] A debt is a poor lesson.")
    area.evaluate("area => area.setSelectionRange(23, area.value.length)")
    page.get_by_role("button", name="Mark a claim").click()
    expect(area).to_have_value("[C4: A fine is small.] [C5: A debt is a poor lesson.]")
    expect(page.locator("#preview")).to_contain_text("2 claims are marked.")
    expect(page.locator("#preview .claim").last).to_have_text("C5A debt is a poor lesson.")
    page.get_by_role("button", name="Bold").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Italic")).to_be_focused()


def test_two_windows_do_not_overwrite_each_other(open_page: OpenPage, author: User) -> None:
    article = cast.make_article(author, published=False)
    first = open_page(author)
    first.goto(f"/articles/{article.slug}/edit/")
    second = first.context.new_page()
    second.goto(first.url)
    first.get_by_label("Title", exact=True).fill("From the first")
    saved(first)
    expect(first.locator("#id_edition")).to_have_value("2")
    second.get_by_label("Title", exact=True).fill("From the second")
    expect(second.locator("#saved")).to_contain_text("saved from another window")
    article.refresh_from_db()
    assert article.title == "From the first"
    look(second)
    second.get_by_role("button", name="Save mine over it").click()
    saved(second)
    article.refresh_from_db()
    assert article.title == "From the second"


def test_words_survive_a_lost_connection(open_page: OpenPage, author: User) -> None:
    article = cast.make_article(author, published=False)
    # A window whose console is not watched: the browser reports the lost connection there.
    page = open_page(author).context.new_page()
    page.goto(f"/articles/{article.slug}/edit/")
    page.route(
        "**/*",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    page.get_by_label("Essay", exact=True).fill("Typed in a tunnel.")
    expect(page.locator("#saved")).to_contain_text("Not saved: no connection")
    page.once("dialog", lambda dialog: dialog.accept())
    page.unroute("**/*")
    page.reload()
    page.get_by_role("button", name="Put them back").click()
    expect(page.get_by_label("Essay", exact=True)).to_have_value("Typed in a tunnel.")
    saved(page)


PICTURE = io.BytesIO()
Image.new("RGB", (600, 300), "navy").save(PICTURE, "PNG")
FILE = {"name": "a.png", "mimeType": "image/png", "buffer": PICTURE.getvalue()}


def upload(page: Page) -> None:
    page.get_by_label("Picture", exact=True).set_input_files(FILE)
    page.get_by_label("Alternative text").fill("A blue field")
    page.get_by_label("Caption").fill("Blue")
    page.get_by_role("button", name="Upload").click()


def test_a_picture_is_uploaded_and_put_into_the_essay(open_page: OpenPage, author: User) -> None:
    page = open_page(author)
    page.goto("/articles/new/")
    page.get_by_text("Upload a picture").click()
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("#id_alt_error")).to_contain_text("for those who cannot see it")
    upload(page)
    expect(page.locator("[data-markdown]")).to_contain_text("![A blue field](/uploads/")
    look(page)
    page.get_by_role("button", name="Put it into the essay").click()
    expect(page.locator("#preview figcaption")).to_have_text("Blue")


def test_without_scripts_an_upload_leaves_the_essay_open(open_page: OpenPage, author: User) -> None:
    page = open_page(author, script=False)
    page.goto("/articles/new/")
    fill(page)
    page.get_by_text("Upload a picture").click()
    with page.context.expect_page() as opened:
        upload(page)
    expect(opened.value.locator("[data-markdown]")).to_contain_text("](/uploads/")
    expect(page.get_by_label("Title", exact=True)).to_have_value("The fine")


def test_a_citation_is_copied(open_page: OpenPage, article: Article) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(article.get_absolute_url())
    page.get_by_text("Cite this").click()
    look(page)
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Ines Okafor, ‘The fine that costs the library")


def test_a_change_is_published_and_can_be_compared(
    open_page: OpenPage, author: User, width: str, script: bool
) -> None:
    article = cast.make_article(author)
    page = open_page(author, width=width, script=script)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Essay", exact=True).fill("A fine teaches people to stay at home.")
    page.get_by_label("What changed?").fill("Said where they stay")
    page.get_by_role("button", name="Publish changes").click()
    page.get_by_role("link", name=re.compile("what changed")).click()
    expect(page.locator("ins").first).to_contain_text("at home")
    expect(page.get_by_text("Said where they stay")).to_be_visible()
    look(page, script)
    page.get_by_role("link", name="Every version").click()
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed")
