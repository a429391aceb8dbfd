"""A member's public page, and what one says of oneself."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.actions.state import set_state
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.notifications import actions as notifications
from tests.cast import client_of, make_article, make_comment, make_members

pytestmark = pytest.mark.django_db


def test_it_shows_name_bio_and_essays(client: Client, author: User, article: Article) -> None:
    User.objects.filter(pk=author.pk).update(bio="Librarian.\n\n<b>Bold</b>")
    answer = client.get("/members/ines/")
    assert "Ines Okafor" in answer.text
    assert "&lt;b&gt;Bold" in answer.text
    assert article.title in answer.text
    assert article.thesis in answer.text


def test_a_name_in_other_case_leads_there_and_one_that_only_looks_like_it_does_not(
    client: Client, author: User
) -> None:
    assert client.get("/members/INES/").url == "/members/ines/"
    assert client.get("/members/1nes/").status_code == 404  # 1 looks like I


def test_a_member_is_found_by_an_index_however_many_there_are(client: Client, author: User) -> None:
    with CaptureQueriesContext(connection) as taken:
        client.get("/members/ines/")
    asked = next(
        query["sql"] for query in taken.captured_queries if "accounts_user" in query["sql"]
    )
    if connection.vendor == "sqlite":  # PostgreSQL reads a table of one row whatever its indexes
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
            assert "SEARCH" in " ".join(row[3] for row in cursor.fetchall())


def test_drafts_and_hidden_essays_are_left_out(client: Client, author: User) -> None:
    make_article(author, title="My draft", published=False)
    set_state(make_article(author, title="Under review"), ArticleState.HIDDEN)
    set_state(make_article(author, title="Taken back"), ArticleState.WITHDRAWN)
    answer = client.get("/members/ines/")
    assert not any(title in answer.text for title in ("My draft", "Under review", "Taken back"))


def test_arguments_bear_their_positions(
    client: Client, member: User, author: User, article: Article
) -> None:
    first = make_comment(author, article, "for")
    make_comment(member, article, "against", parent=first, source="Returns & fines")
    make_comment(member, article, "neutral")
    answer = client.get("/members/gregor/arguments/")
    assert [comment.position for comment in answer.context["comments"]] == ["neutral", "against"]
    assert 'data-position="against"' in answer.text
    assert "in answer to Ines Okafor" in answer.text
    assert "Returns & fines" in answer.text.replace("&amp;", "&")
    assert "&amp;amp;" not in answer.text


def test_arguments_that_are_hidden_or_on_hidden_essays_are_left_out(
    client: Client, member: User, author: User, article: Article
) -> None:
    hidden = make_comment(member, article, source="A word that was hidden")
    Comment.objects.filter(pk=hidden.pk).update(state=CommentState.HIDDEN)
    withdrawn = make_article(author)
    make_comment(member, withdrawn, source="A word under a withdrawn essay")
    set_state(withdrawn, ArticleState.WITHDRAWN)
    url = "/members/gregor/arguments/"
    assert "A word" not in client.get(url).text
    assert "A word that was hidden" in client_of(member).get(url).text


def test_the_latest_arguments_stand_under_the_essays_unless_hidden(
    client: Client, member: User, article: Article
) -> None:
    make_comment(member, article, "against", source="The shelf is empty on Saturdays.")
    hidden = make_comment(member, article, "for", source="What one should not say.")
    Comment.objects.filter(pk=hidden.pk).update(state=CommentState.HIDDEN)
    page = client.get(f"/members/{member.username}/").content.decode()
    assert "The shelf is empty on Saturdays." in page
    assert 'data-position="against"' in page
    assert "What one should not say." not in page


def test_a_name_typed_in_other_case_leads_to_the_page(client: Client, author: User) -> None:
    answer = client.get("/members/INES/")
    assert (answer.status_code, answer.url) == (301, "/members/ines/")


def test_a_closed_account_has_no_page(client: Client, author: User, administrator: User) -> None:
    User.objects.filter(pk=author.pk).update(is_active=False)
    assert client.get("/members/ines/").status_code == 404
    assert client.get("/members/ines/arguments/").status_code == 404
    assert "This account is closed" in client_of(administrator).get("/members/ines/").text


@pytest.mark.parametrize("as_member", [False, True])
@pytest.mark.parametrize("url", ["/members/ines/", "/members/ines/arguments/"])
def test_a_members_page_costs_the_same_however_much_they_wrote(
    author: User, member: User, same_queries: Callable, as_member: bool, url: str
) -> None:
    reader = client_of(member) if as_member else Client()

    def write(how_many: int) -> None:
        for other in make_members(how_many):
            essay = make_article(author)
            make_comment(author, essay, parent=make_comment(other, essay))

    same_queries(write, lambda: reader.get(url))


def test_older_arguments_are_one_link_away(client: Client, member: User, article: Article) -> None:
    comments = [make_comment(member, article) for _ in range(25)]
    answer = client.get("/members/gregor/arguments/")
    assert len(answer.context["comments"]) == 20
    older = client.get(f"/members/gregor/arguments/?before={answer.context['before']}")
    assert [row.pk for row in older.context["comments"]] == [row.pk for row in comments[4::-1]]
    assert older.context["before"] is None


def test_one_changes_name_and_bio(member: User) -> None:
    answer = client_of(member).post("/members/me/", {"name": "G. Maas", "bio": "Bees."})
    assert answer.url == "/members/me/?saved=profile#profile"
    member.refresh_from_db()
    assert (member.name, member.bio) == ("G. Maas", "Bees.")


def test_a_bio_that_is_too_long_comes_back_with_a_sentence(member: User) -> None:
    bio = "bees and levies " * 40
    answer = client_of(member).post("/members/me/", {"name": "G. Maas", "bio": bio})
    assert answer.status_code == 400
    assert "at most 500 characters" in answer.text
    assert bio.strip() in answer.text
    assert "Gregor Maas" in answer.text  # the page around it shows what is saved


def test_one_follows_from_the_page_and_stops_again(member: User, author: User) -> None:
    reader = client_of(member)
    assert "Follow<" in reader.get("/members/ines/").text
    answer = reader.post("/notices/follow/ines/", {"next": "/members/ines/"}, follow=True)
    assert "Unfollow<" in answer.text
    notifications.unfollow(member, author)
    assert "Follow<" in reader.get("/members/ines/").text
