"""What a member keeps is theirs alone, with their note, and outlives what it points at."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.articles.actions.state import set_state
from forum.articles.models import Article, ArticleState
from forum.bookmarks.models import NOTE_MAX, Bookmark
from forum.comments.actions.delete import delete_comment
from forum.comments.models import Comment
from tests.cast import client_of, make_article, make_comment

NOTE = "Ask Farid whether the deposit was counted."
MINE = "/bookmarks/"


@pytest.fixture
def comment(author: User, article: Article) -> Comment:
    return make_comment(author, article)


def keep(reader: Client, thing: Article | Comment, note: str = NOTE) -> None:
    name, key = ("comment", thing.pk) if isinstance(thing, Comment) else ("article", thing.slug)
    address = reverse(f"bookmarks:{name}", args=[key])
    assert reader.get(address).status_code == 200
    assert reader.post(address, {"note": note}).url == thing.get_absolute_url()


def test_an_essay_and_an_argument_are_kept_with_a_note(
    article: Article, comment: Comment, member: User
) -> None:
    reader = client_of(member)
    keep(reader, article)
    keep(reader, comment, "")
    page = reader.get(MINE).text
    assert article.title in page
    assert NOTE in page
    assert comment.source in page
    assert page.index(comment.source) < page.index(NOTE)  # the newest first


def test_the_way_to_keep_stands_on_the_essay_and_under_more(
    article: Article, comment: Comment, member: User
) -> None:
    reader = client_of(member)
    assert f"/bookmarks/articles/{article.slug}/" in reader.get(article.get_absolute_url()).text
    menu = reader.get(reverse("comments:more", args=[comment.pk])).text
    assert f"/bookmarks/comments/{comment.pk}/" in menu


def test_what_is_kept_twice_is_kept_once_with_the_new_note(article: Article, member: User) -> None:
    reader = client_of(member)
    keep(reader, article, "First.")
    assert "First." in reader.get(f"/bookmarks/articles/{article.slug}/").text
    keep(reader, article, "Second.")
    assert [kept.note for kept in Bookmark.objects.all()] == ["Second."]


def test_nobody_else_sees_or_removes_it(article: Article, author: User, member: User) -> None:
    keep(client_of(member), article)
    other = client_of(author)
    assert NOTE not in other.get(MINE).text
    kept = Bookmark.objects.get()
    assert other.post(f"/bookmarks/{kept.pk}/remove/").status_code == 404
    assert client_of(member).post(f"/bookmarks/{kept.pk}/remove/").url == MINE
    assert not Bookmark.objects.exists()


def test_of_what_was_removed_the_note_stays_and_nothing_else(
    article: Article, comment: Comment, author: User, member: User
) -> None:
    reader = client_of(member)
    keep(reader, comment)
    said = comment.source
    delete_comment(author, comment)
    page = reader.get(MINE).text
    assert NOTE in page
    assert said not in page
    assert article.title not in page
    assert "can no longer be read" in page
    assert reader.get(f"/bookmarks/comments/{comment.pk}/").status_code == 404


def test_a_withdrawn_essay_is_named_to_nobody_by_their_bookmark(
    article: Article, member: User
) -> None:
    reader = client_of(member)
    keep(reader, article)
    set_state(article, ArticleState.WITHDRAWN)
    page = reader.get(MINE).text
    assert article.title not in page
    assert "The essay you kept here can no longer be read." in page


def test_a_note_too_long_comes_back_with_its_words(article: Article, member: User) -> None:
    note = "word " * NOTE_MAX
    answer = client_of(member).post(f"/bookmarks/articles/{article.slug}/", {"note": note})
    assert answer.status_code == 400
    assert note.strip() in answer.text
    assert not Bookmark.objects.exists()


def test_a_visitor_is_asked_to_log_in_and_their_note_is_not_lost(
    client: Client, article: Article
) -> None:
    address = f"/bookmarks/articles/{article.slug}/"
    assert client.get(address).url == f"/accounts/login/?next={address}"
    given_back = client.post(address, {"note": NOTE})
    assert given_back.status_code == 403
    assert NOTE in given_back.text


def test_many_bookmarks_come_by_the_page_and_cost_no_query_each(
    author: User, member: User, same_queries: Callable
) -> None:
    reader = client_of(member)

    def kept(how_many: int) -> None:
        for n in range(how_many):
            essay = make_article(author, title=f"Essay {how_many} {n}")
            comment = make_comment(author, essay) if n % 2 else None
            Bookmark.objects.create(member=member, article=essay, comment=comment)

    kept(2)
    same_queries(kept, lambda: reader.get(MINE))
    first = reader.get(MINE)
    assert "Older bookmarks" in first.text
    assert len(first.context["bookmarks"]) == 30
    older = reader.get(f"{MINE}?before={first.context['before']}")
    assert "Newest bookmarks" in older.text
