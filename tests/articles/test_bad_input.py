"""What cannot be saved or published: a sentence at the field, 400, and every word still there."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from tests import cast
from tests.articles.pages import rewrite, text, write


@pytest.fixture
def writer(author: User) -> Client:
    return cast.client_of(author)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Give the essay a title."),
        ("title", "  \n ", "Give the essay a title."),
        ("thesis", "", "Say in one sentence what the essay argues."),
        ("source", "", "The essay is empty."),
        ("source", " \n\n ", "The essay is empty."),
        ("title", "t" * 151, "This has 151 characters; at most 150 are possible."),
        ("subtitle", "s" * 251, "This has 251 characters; at most 250 are possible."),
        ("thesis", "т" * 281, "This has 281 characters; at most 280 are possible."),
        ("source", "x" * 200_001, "This has 200001 characters; at most 200000 are possible."),
        ("series", "s" * 151, "This has 151 characters; at most 150 are possible."),
        ("title", "a\x00b", "This holds a NUL character"),
        ("source", "a\x00b", "This holds a NUL character"),
        ("tags", "a, b, c, d, e, f", "These are 6 tags; an essay takes at most 5."),
        ("tags", "a, " + "x" * 41, "cannot be a tag"),
        ("tags", "a, ???", "‘???’ cannot be a tag"),
        ("tags", "t," * 600, "This has 1200 characters"),
        ("part", "two", "A part is a number from 1 to 999."),
        ("part", "-1", "A part is a number from 1 to 999."),
        ("part", "9" * 30, "A part is a number from 1 to 999."),
        ("cover", "999999", "Choose one of your own pictures."),
        ("cover", "x", "Choose one of your own pictures."),
    ],
)
def test_it_is_said_at_the_field(writer: Client, field: str, value: str, sentence: str) -> None:
    response = write(writer, "publish", **{"subtitle": "A subtitle of mine", field: value})
    assert response.status_code == 400
    page = text(response)
    assert sentence in page
    assert f'id="id_{field}_error"' in page
    assert 'aria-invalid="true"' in page
    assert cast.ESSAY.split("\n")[0] in page or field == "source"
    assert "A subtitle of mine" in page or field == "subtitle"
    assert not Article.objects.exists()


def test_a_note_that_is_too_long_comes_back(writer: Client, article: Article) -> None:
    response = rewrite(writer, article, "publish", title="Other", note="n" * 301)
    assert response.status_code == 400
    assert 'id="id_note_error"' in text(response)
    assert "n" * 301 in text(response)
    assert article.revisions.count() == 1


def test_an_essay_three_times_too_long_comes_back(writer: Client) -> None:
    response = write(writer, source="Тайна " * 100_000)
    assert response.status_code == 400
    assert "at most 200000 are possible" in text(response)
    assert "Тайна " * 1_000 in text(response)


@pytest.mark.parametrize("field", ["token", "tab", "edition"])
def test_hidden_fields_that_were_tampered_with_break_nothing(writer: Client, field: str) -> None:
    assert write(writer, **{field: "'; drop table"}).status_code in (302, 400)


def test_an_essay_of_the_longest_kind_is_published(writer: Client) -> None:
    response = write(
        writer, "publish", title="t" * 150, thesis="т" * 280, source="word " * 39_999 + "words"
    )
    assert response.status_code == 302
    assert writer.get(response["Location"]).status_code == 200


def test_the_limits_stand_on_the_page(writer: Client) -> None:
    page = text(writer.get("/articles/new/"))
    for limit in (150, 250, 280, 200000):
        assert f"at most {limit}" in page


def test_without_a_script_the_preview_is_a_page(writer: Client) -> None:
    response = write(writer, "preview", source="Some *preview* here", title="x" * 200)
    assert response.status_code == 200
    assert "Some <em>preview</em> here" in text(response)
    assert not Article.objects.exists()


def test_what_is_too_long_is_not_rendered_in_the_preview(writer: Client) -> None:
    response = writer.post("/articles/preview/", {"source": "x" * 200_001})
    assert response.status_code == 200
    assert "too long to be shown" in text(response)
