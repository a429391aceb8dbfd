"""Posting through pages and plain forms: where one lands, and that nothing typed is lost."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.lock import set_lock
from forum.articles.actions.state import set_state as set_article_state
from forum.articles.models import Article, ArticleState
from forum.articles.rules import may_read
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.moderation.gate.phrases import current
from tests.cast import client_of, make_article, make_comment
from tests.comments.browsing import TEXT, page_of, post, sent


def test_a_posted_argument_is_where_one_lands(article: Article, member: User) -> None:
    answer = post(client_of(member), article)
    comment = Comment.objects.get()
    assert answer.status_code == 302
    assert answer.url == f"{article.get_absolute_url()}#comment-{comment.pk}"


def test_one_that_is_not_on_the_first_screen_lands_on_its_own_page(
    article: Article, member: User, reader2: User
) -> None:
    root = make_comment(reader2, article, "for")
    for _ in range(6):
        make_comment(reader2, article, "against", root)
    answer = post(client_of(member), article, parent=root.pk)
    comment = Comment.objects.latest("pk")
    assert answer.url == f"/comments/{comment.pk}/#comment-{comment.pk}"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"source": ""}, "Your argument is empty."),
        ({"source": " \n "}, "Your argument is empty."),
        ({"source": "x" * 20_001}, "at most 20000 are possible"),
        ({"position": "sideways"}, "Choose a position"),
        ({"position": ""}, "Choose a position"),
    ],
)
def test_bad_input_is_said_at_the_field_and_comes_back(
    article: Article, member: User, fields: dict[str, str], sentence: str
) -> None:
    answer = post(client_of(member), article, **fields)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in text
    assert sent(**fields)["source"] in text
    assert not Comment.objects.exists()


def test_a_parent_in_another_essay_is_refused_and_the_text_comes_back(
    article: Article, author: User, member: User
) -> None:
    elsewhere = make_comment(member, make_article(author))
    answer = post(client_of(member), article, parent=elsewhere.pk)
    assert answer.status_code == 400
    assert TEXT in answer.content.decode()
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("parent", ["x", "-1", "99999999999999999999", "٣"])
def test_a_parent_that_is_no_number_is_bad_input(
    article: Article, member: User, parent: str
) -> None:
    answer = post(client_of(member), article, parent=parent)
    assert answer.status_code == 400
    assert TEXT in answer.content.decode()


def test_a_parent_hidden_meanwhile_is_a_conflict_and_the_text_comes_back(
    article: Article, member: User, reader2: User
) -> None:
    root = make_comment(reader2, article)
    set_state(root, CommentState.HIDDEN)
    answer = post(client_of(member), article, parent=root.pk)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert TEXT in text
    assert "hidden this comment meanwhile" in text
    assert root.source not in text


def test_a_debate_locked_meanwhile_is_a_conflict_and_the_text_comes_back(
    article: Article, member: User
) -> None:
    set_lock(article, True)
    answer = post(client_of(member), article)
    assert answer.status_code == 409
    assert TEXT in answer.content.decode()


def test_an_essay_withdrawn_meanwhile_gives_the_text_back(article: Article, member: User) -> None:
    set_article_state(article, "withdrawn")
    answer = post(client_of(member), article)
    assert answer.status_code == 404
    assert TEXT in answer.content.decode()


def test_after_the_session_has_ended_the_text_comes_back(client: Client, article: Article) -> None:
    answer = post(client, article)
    assert answer.status_code == 403
    assert TEXT in answer.content.decode()


def test_without_a_token_of_ours_the_text_comes_back(article: Article, member: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)
    answer = post(strict, article)
    assert answer.status_code == 403
    assert TEXT in answer.content.decode()


def test_the_same_form_sent_twice_makes_one_comment(article: Article, member: User) -> None:
    browser, token = client_of(member), str(uuid.uuid4())
    first, second = (post(browser, article, token=token) for _ in range(2))
    assert first.url == second.url
    assert Comment.objects.count() == 1


def test_a_preview_shows_and_posts_nothing(article: Article, member: User) -> None:
    answer = post(client_of(member), article, source="It *works*.", preview="1")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<em>works</em>" in text
    assert "It *works*." in text
    assert not Comment.objects.exists()


def test_a_form_shown_again_keeps_its_token(article: Article, member: User) -> None:
    token = str(uuid.uuid4())
    answer = post(client_of(member), article, source="", token=token)
    assert token in answer.content.decode()


def test_a_quotation_starts_the_reply(article: Article, member: User, reader2: User) -> None:
    root = make_comment(reader2, article, source="One.\n\nTwo.")
    text = client_of(member).get(f"/comments/{root.pk}/reply/?quote=1").content.decode()
    assert "&gt; One.\n&gt;\n&gt; Two.\n" in text


def test_visitors_are_led_to_the_log_in_and_back(client: Client, article: Article) -> None:
    root = make_comment(article.author, article)
    assert "Log in to answer" in page_of(client, article)
    answer = client.get(f"/comments/{root.pk}/reply/")
    assert answer.status_code == 302
    assert answer.url.endswith(f"?next=/comments/{root.pk}/reply/")


def test_a_reply_asks_no_more_than_it_must(
    article: Article,
    moderator: User,
    reader2: User,
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    root = make_comment(reader2, article)
    browser = client_of(moderator)  # of new members the gate asks two more
    current()  # each process reads the list of phrases once
    with django_assert_max_num_queries(23):  # two of them begin and end the transaction
        assert post(browser, article, parent=root.pk).status_code == 302


@pytest.mark.parametrize("state", ArticleState.values)
def test_who_may_see_an_essay_is_the_same_for_one_and_for_many(
    article: Article, author: User, member: User, moderator: User, visitor: User, state: str
) -> None:
    Article.objects.filter(pk=article.pk).update(state=state)
    article.refresh_from_db()
    for viewer in (author, member, moderator, visitor):
        seen = Article.objects.visible_to(viewer).filter(pk=article.pk).exists()
        assert may_read(viewer, article) == seen
