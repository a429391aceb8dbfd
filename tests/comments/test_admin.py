"""Comments in the admin site: found, and mended only through actions."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.edit import edit_comment
from forum.comments.models import Comment
from tests.cast import client_of, make_comment


@pytest.fixture
def keeper(administrator: User) -> Client:
    return client_of(administrator)


@pytest.mark.parametrize("model", ["comment", "commentrevision"])
def test_the_lists_open_and_can_be_searched(
    keeper: Client, article: Article, member: User, model: str
) -> None:
    comment = make_comment(member, article, source="Findable words.")
    edit_comment(member, comment, "for", "Other words.")
    page = keeper.get(f"/admin/comments/{model}/?q=words").content.decode()
    assert "1 result" in page or "words." in page


@pytest.mark.parametrize(
    ("action", "wrong"), [("render_anew", {"html": "<b>"}), ("recount_debates", {"score": 0.9})]
)
def test_what_is_derived_is_mended(
    keeper: Client, article: Article, member: User, action: str, wrong: dict[str, object]
) -> None:
    comment = make_comment(member, article)
    right = Comment.objects.values().get()
    Comment.objects.update(**wrong, version=right["version"])
    sent = {"action": action, "_selected_action": [comment.pk]}
    keeper.post("/admin/comments/comment/", sent)
    assert Comment.objects.values().get() | {"version": right["version"]} == right


@pytest.mark.parametrize(
    "model", ["comments/rating", "comments/visit", "stances/stance", "stances/claimanswer"]
)
def test_what_is_a_reader_s_own_is_not_shown(keeper: Client, model: str) -> None:
    assert keeper.get(f"/admin/{model}/").status_code == 404
