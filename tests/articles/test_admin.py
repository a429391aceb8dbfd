"""Essays in the admin site: found, and changed only through actions."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article, Tag
from tests import cast
from tests.articles.pages import text


@pytest.fixture
def keeper(administrator: User) -> Client:
    return cast.client_of(administrator)


@pytest.mark.parametrize("model", ["article", "revision", "tag", "series", "upload"])
def test_the_lists_open_and_can_be_searched(keeper: Client, author: User, model: str) -> None:
    cast.make_article(author, tags=("Money",), series="Letters", part=1)
    assert keeper.get(f"/admin/articles/{model}/?q=fine").status_code == 200


def test_an_essay_can_be_looked_at_but_not_edited(keeper: Client, article: Article) -> None:
    response = keeper.get(f"/admin/articles/article/{article.pk}/change/")
    assert article.title in text(response)
    assert 'name="title"' not in text(response)


def test_drafts_are_not_shown_to_anyone(keeper: Client, author: User) -> None:
    draft = cast.make_article(author, published=False, title="My secret draft")
    assert "My secret draft" not in text(keeper.get("/admin/articles/article/"))
    assert keeper.get(f"/admin/articles/article/{draft.pk}/change/").status_code == 302


def test_tags_in_use_are_not_removed(keeper: Client, author: User) -> None:
    cast.make_article(author, tags=("Used",))
    Tag.objects.create(name="Unused", key="unused", slug="unused")
    ids = list(Tag.objects.values_list("pk", flat=True))
    sent = {"action": "remove_unused", "_selected_action": ids}
    page = text(keeper.post("/admin/articles/tag/", sent, follow=True))
    assert "An essay bears this tag." in page
    assert list(Tag.objects.values_list("name", flat=True)) == ["Used"]


def test_html_can_be_rendered_anew(keeper: Client, article: Article) -> None:
    Article.objects.update(html="")
    sent = {"action": "render_anew", "_selected_action": [article.pk]}
    keeper.post("/admin/articles/article/", sent)
    article.refresh_from_db()
    assert article.html


def test_only_administrators_get_in(article: Article, moderator: User) -> None:
    assert cast.client_of(moderator).get("/admin/articles/article/").status_code in (302, 403)
