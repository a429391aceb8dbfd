"""Writing: a draft is its author's alone, and nothing typed is ever lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.manuscript import in_progress
from forum.articles.models import Article, Tag
from tests import cast
from tests.articles.pages import TOKEN, rewrite, sent, text, write

type ClientOf = Callable[[User], Client]


@pytest.fixture
def writer(author: User) -> Client:
    return cast.client_of(author)


def test_the_page_names_its_fields_and_buttons(writer: Client) -> None:
    page = text(writer.get("/articles/new/"))
    for label in ("Title", "Subtitle", "Thesis", "Essay", "Tags", "Cover", "Series", "Part"):
        assert f">{label}</label>" in page
    for button in ("Save draft", "Publish"):
        assert f">{button}</button>" in page


def test_a_draft_may_be_unfinished(writer: Client) -> None:
    assert write(writer, thesis="", source="").status_code == 302
    assert Article.objects.get().title == "The fine"


def test_a_draft_is_nobodys_but_its_authors(writer: Client, moderator: User, member: User) -> None:
    address = write(writer)["Location"]
    article = Article.objects.get()
    for other in (cast.client_of(member), cast.client_of(moderator), Client()):
        assert other.get(article.get_absolute_url()).status_code == 404
        assert other.get(address).status_code in (302, 404)
        assert "The fine" not in text(other.get("/"))
    assert writer.get(article.get_absolute_url())["Location"] == address


def test_the_page_opens_with_what_was_saved(writer: Client) -> None:
    address = write(writer, series="Things we share", part=2, tags="Money, Books")["Location"]
    page = text(writer.get(address))
    assert "Draft, saved at " in page
    for value in ("The fine", "Things we share", "Money, Books"):
        assert f'value="{value}"' in page
    assert cast.ESSAY.split("\n")[0] in page


def test_half_typed_tags_make_no_tags(writer: Client) -> None:
    write(writer, "autosave", tags="Libr")
    assert not Tag.objects.exists()


def test_the_same_form_sent_twice_is_one_draft(writer: Client) -> None:
    write(writer)
    write(writer)
    write(writer, title="The fine, later")
    assert Article.objects.get().title == "The fine, later"


def test_the_same_form_published_twice_is_one_essay(writer: Client) -> None:
    first, second = write(writer, "publish"), write(writer, "publish")
    assert first["Location"] == second["Location"]
    assert Article.objects.get().revisions.count() == 1


def test_a_token_of_another_member_takes_nothing_of_theirs(
    writer: Client, client_of: ClientOf, member: User
) -> None:
    write(writer)
    write(client_of(member), title="Mine")
    assert sorted(Article.objects.values_list("title", "author__username")) == [
        ("Mine", "gregor"),
        ("The fine", "ines"),
    ]


def test_an_empty_page_is_not_saved(writer: Client) -> None:
    empty = {"title": "", "thesis": "", "source": "", "tags": ""}
    response = write(writer, **empty)
    assert response.status_code == 400
    assert "There is nothing to save yet." in text(response)
    assert not Article.objects.exists()


def test_a_background_save_answers_with_a_line_and_the_drafts_address(writer: Client) -> None:
    response = writer.post("/articles/new/", sent("autosave"), headers={"hx-request": "true"})
    assert "Draft, saved at" in text(response)
    assert 'name="edition" id="id_edition" value="1"' in text(response)
    assert response["HX-Replace-Url"] == f"/articles/draft-{TOKEN}/edit/"
    assert "<html" not in text(response)


def test_a_background_save_that_fails_says_why(writer: Client) -> None:
    response = writer.post(
        "/articles/new/", sent("autosave", title="x" * 151), headers={"hx-request": "true"}
    )
    assert response.status_code == 400
    assert "Not saved. Title: This has 151 characters; at most 150 are possible." in text(response)


def test_a_stale_window_overwrites_nothing(writer: Client) -> None:
    write(writer)
    article = Article.objects.get()
    rewrite(writer, article, title="From the first window")
    stale = {"edition": 1, "tab": "cccccccccccccccc"}
    response = rewrite(writer, article, title="From the second", **stale)
    assert response.status_code == 409
    assert "saved from another window" in text(response)
    assert 'value="From the second"' in text(response)
    assert Article.objects.get().title == "From the first window"


def test_a_stale_window_does_not_publish_over_another(writer: Client, article: Article) -> None:
    rewrite(writer, article, "publish", title="First")
    response = rewrite(writer, article, "publish", title="Second", edition=1)
    assert response.status_code == 409
    article.refresh_from_db()
    assert article.title == "First"


def test_one_can_save_over_the_other_window_after_being_told(writer: Client) -> None:
    write(writer)
    article = Article.objects.get()
    rewrite(writer, article, title="From the first window")
    response = rewrite(writer, article, "save-over", title="From the second", edition=1)
    assert response.status_code == 302
    assert Article.objects.get().title == "From the second"


def test_a_window_is_not_stale_because_it_saved_by_itself(writer: Client) -> None:
    write(writer, "autosave")
    assert write(writer, title="Typed on meanwhile").status_code == 302


def test_saving_what_is_there_already_is_no_conflict(writer: Client) -> None:
    write(writer)
    article = Article.objects.get()
    rewrite(writer, article, title="Same")
    assert rewrite(writer, article, title="Same", edition=0).status_code == 302


def test_a_draft_is_thrown_away_after_a_question(writer: Client) -> None:
    write(writer)
    address = f"/articles/draft-{TOKEN}/discard/"
    assert "cannot be had back" in text(writer.get(address))
    assert Article.objects.exists()
    assert writer.post(address)["Location"] == "/articles/mine/"
    assert not Article.objects.exists()


def test_a_visitor_is_asked_to_log_in_and_keeps_what_was_typed(client: Client, db: None) -> None:
    assert "/accounts/login/" in client.get("/articles/new/")["Location"]
    response = client.post("/articles/new/", sent())
    assert response.status_code == 403
    assert cast.ESSAY.split("\n")[0] in text(response)


def test_the_manuscript_comes_back_as_it_went_in(writer: Client) -> None:
    source = "  indented\n\n\ttabbed  \n"
    write(writer, source=source.replace("\n", "\r\n"), subtitle="Ü 𝕏 ’", part="", series="")
    saved = in_progress(Article.objects.get())
    assert (saved.source, saved.subtitle, saved.tags) == (source, "Ü 𝕏 ’", ("Libraries",))


def test_what_was_typed_into_a_draft_thrown_away_meanwhile_can_be_a_new_draft(
    writer: Client,
) -> None:
    write(writer)
    draft = Article.objects.get()
    writer.post(f"/articles/{draft.slug}/discard/")
    typed = sent(title="Words typed since", edition=1)
    answer = writer.post(f"/articles/{draft.slug}/edit/", typed)
    assert answer.status_code == 404
    page = text(answer)
    assert "Words typed since" in page
    assert "not here any more" in page
    assert 'action="/articles/new/"' in page
    again = answer.context["form"].data.dict()
    assert writer.post("/articles/new/", again).status_code == 302
    assert Article.objects.get().title == "Words typed since"
