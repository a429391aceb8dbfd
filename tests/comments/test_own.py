"""What one does with a comment on its pages: change it, delete it, rate it, see its history."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from tests.cast import client_of, make_comment
from tests.comments.browsing import TEXT, page_of, sent


def test_the_history_shows_what_changed(client: Client, article: Article, member: User) -> None:
    root = make_comment(member, article, "for", source="It never works.")
    edit_comment(member, root, "for", "It seldom works.")
    assert f"/comments/{root.pk}/history/" in page_of(client, article)
    text = client.get(f"/comments/{root.pk}/history/").content.decode()
    assert "never" in text
    assert "seldom" in text


def test_one_s_own_comment_is_changed_and_deleted_with_plain_forms(
    article: Article, member: User
) -> None:
    root = make_comment(member, article, "for")
    browser = client_of(member)
    change = {"position": "for", "source": "Better said."}
    assert browser.post(f"/comments/{root.pk}/edit/", change).status_code == 302
    root.refresh_from_db()
    assert root.source == "Better said."
    assert browser.get(f"/comments/{root.pk}/delete/").status_code == 200
    assert browser.post(f"/comments/{root.pk}/delete/").status_code == 302
    root.refresh_from_db()
    assert root.state == CommentState.DELETED


def test_too_late_an_edit_is_refused_and_the_text_comes_back(
    article: Article, member: User
) -> None:
    root = make_comment(member, article, "for")
    Comment.objects.update(created_at=timezone.now() - timedelta(hours=1))
    answer = client_of(member).post(f"/comments/{root.pk}/edit/", sent())
    assert answer.status_code == 403
    assert TEXT in answer.content.decode()


def test_others_find_no_form_to_change_it(article: Article, member: User, reader2: User) -> None:
    root = make_comment(member, article, "for")
    for address in ("edit/", "delete/"):
        assert client_of(reader2).get(f"/comments/{root.pk}/{address}").status_code == 404


def test_one_s_own_has_no_rating_buttons(article: Article, member: User, reader2: User) -> None:
    make_comment(member, article, "for")
    assert 'class="rate"' not in page_of(client_of(member), article)
    assert 'class="rate"' in page_of(client_of(reader2), article)


@pytest.mark.parametrize(
    ("who", "said", "status"), [("member", "strong", 403), ("reader2", "so-so", 400)]
)
def test_a_rating_that_cannot_be_is_refused_with_a_sentence(
    request: pytest.FixtureRequest, article: Article, member: User, who: str, said: str, status: int
) -> None:
    root = make_comment(member, article, "for")
    browser = client_of(request.getfixturevalue(who))
    answer = browser.post(f"/comments/{root.pk}/rate/", {"rating": said})
    assert answer.status_code == status
    assert not root.ratings.exists()


def test_a_change_to_a_comment_that_was_removed_meanwhile_comes_back(
    article: Article, member: User
) -> None:
    root = make_comment(member, article, "for")
    set_state(root, CommentState.REMOVED)
    answer = client_of(member).post(f"/comments/{root.pk}/edit/", sent())
    assert answer.status_code == 404
    assert TEXT in answer.content.decode()
