"""Who was moved and why: on the reply, in the list of those that moved most, on the profile."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.stances.models import Delta
from tests.cast import (
    REASON,
    client_of,
    make_article,
    make_comment,
    make_delta,
    make_members,
)
from tests.stances.test_tallies import take_stances


@pytest.fixture
def comment(article: Article, member: User) -> Comment:
    return make_comment(member, article, "against")


def text_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def move(readers: int, comment: Comment) -> None:
    for reader in make_members(readers):
        make_delta(reader, comment)


def test_the_reply_says_how_many_it_moved_and_who(
    client: Client, comment: Comment, reader2: User
) -> None:
    address = f"/comments/{comment.pk}/moved-readers/"
    assert "Moved" not in text_of(client, comment.get_absolute_url())
    assert "Nobody has said yet" in text_of(client, address)
    make_delta(reader2, comment)
    page = text_of(client, comment.get_absolute_url())
    assert f'href="{address}">Moved 1 reader<' in page
    page = text_of(client, address)
    assert REASON in page
    assert "Mei-Lin Achterberg" in page


def test_where_the_giver_stood_stays_theirs(
    client: Client, comment: Comment, reader2: User
) -> None:
    make_delta(reader2, comment)
    for address in (f"/comments/{comment.pk}/moved-readers/", comment.article.get_absolute_url()):
        assert "came in" not in text_of(client, address)


def test_the_replies_that_moved_most_come_first(
    client: Client, article: Article, comment: Comment
) -> None:
    other = make_comment(make_members(1)[0], article, "for", source="It was the queue, not us.")
    make_comment(make_members(1)[0], article, "for", source="Nobody named this one.")
    address = f"/articles/{article.slug}/moved/"
    assert "Has one changed yours?" in text_of(client, address)
    move(1, comment)
    move(2, other)
    page = text_of(client, address)
    assert page.index("Moved 2 readers") < page.index("Moved 1 reader<")
    assert "Nobody named this one" not in page
    move(4, comment)
    page = text_of(client, address)
    assert page.index("Moved 5 readers") < page.index("It was the queue")
    assert "2 more reasons" in page


def test_a_hidden_reply_is_in_no_list(
    client: Client, article: Article, comment: Comment, moderator: User
) -> None:
    move(1, comment)
    set_state(comment, CommentState.HIDDEN)
    for browser in (client, client_of(moderator), client_of(comment.author)):
        assert REASON not in text_of(browser, f"/articles/{article.slug}/moved/")
        assert browser.get(f"/comments/{comment.pk}/moved-readers/").status_code == 404
        assert "Moved" not in text_of(browser, f"/members/{comment.author.username}/")


def test_the_profile_says_how_many_its_owner_moved(client: Client, comment: Comment) -> None:
    address = comment.author.get_absolute_url()
    assert "Moved" not in text_of(client, address)
    move(4, comment)
    page = text_of(client, address)
    assert "Moved 4 readers" in page
    assert page.count(REASON) == 3


def test_those_of_all_debates_stand_together(
    client: Client, author: User, comment: Comment, moderator: User
) -> None:
    assert "Find an essay you disagree with" in text_of(client, "/moved/")
    other = make_comment(make_members(1)[0], make_article(author), "for")
    move(1, comment)
    move(2, other)
    page = text_of(client, "/moved/")
    assert page.index(other.article.title) < page.index(comment.article.title)
    withdraw(author, other.article)
    for browser in (client, client_of(author), client_of(moderator)):
        assert other.article.title not in text_of(browser, "/moved/")


def test_an_administrator_takes_out_what_breaks_a_rule(
    administrator: User, comment: Comment, reader2: User
) -> None:
    delta, keeper = make_delta(reader2, comment), client_of(administrator)
    assert REASON in text_of(keeper, "/admin/stances/delta/?q=never")
    page = text_of(keeper, f"/admin/stances/delta/{delta.pk}/change/")
    assert REASON in page
    assert str(delta.change) not in page  # for → against
    sent = {"action": "take_out", "_selected_action": [delta.pk]}
    keeper.post("/admin/stances/delta/", sent)
    comment.refresh_from_db()
    assert (comment.moved_count, Delta.objects.count()) == (0, 0)


def test_a_closed_page_is_not_found(client: Client, article: Article, comment: Comment) -> None:
    assert client.get(f"/articles/{article.slug}/moved/?page=2").status_code == 404
    assert client.get(f"/articles/{article.slug}/moved/?page=0").status_code == 404
    assert client.get("/articles/nowhere/moved/").status_code == 404
    assert client.get("/articles/nowhere/stances/").status_code == 404
    assert client.get("/comments/4711/moved-readers/").status_code == 404


def test_the_lists_cost_the_same_however_many_were_moved(
    article: Article, client: Client, same_queries: Callable[..., None]
) -> None:
    def be_moved(times: int) -> None:
        for person in make_members(times):
            move(1, make_comment(person, article, "against"))

    same_queries(be_moved, lambda: client.get(f"/articles/{article.slug}/moved/"))


def test_so_does_the_list_of_all_debates(
    author: User, client: Client, same_queries: Callable[..., None]
) -> None:
    def be_moved(times: int) -> None:
        for person in make_members(times):
            move(1, make_comment(person, make_article(author), "against"))

    same_queries(be_moved, lambda: client.get("/moved/"))


def test_the_reasons_cost_the_same_however_many_there_are(
    comment: Comment, client: Client, same_queries: Callable[..., None]
) -> None:
    address = f"/comments/{comment.pk}/moved-readers/"
    same_queries(lambda n: move(n, comment), lambda: client.get(address))
    assert "page=2" in text_of(client, address)
    assert "page=3" in text_of(client, f"{address}?page=2")


def test_the_profile_costs_the_same_however_many_were_moved(
    comment: Comment, client: Client, same_queries: Callable[..., None]
) -> None:
    address = comment.author.get_absolute_url()
    same_queries(lambda n: move(n, comment), lambda: client.get(address))


def test_the_flow_is_told_from_five_who_took_the_same_step(
    client: Client, article: Article
) -> None:
    address = f"/articles/{article.slug}/stances/"
    take_stances(article, *["for"] * 4)
    assert "Not enough readers have said where they stand yet" in text_of(client, address)
    steps = ["for"] * 6 + ["for against"] * 5 + ["against"] * 12 + ["undecided"] * 7
    take_stances(article, *steps, *["against for"] * 6, *["undecided for"] * 6)
    take_stances(article, *["undecided against"] * 6, *["for undecided"] * 5)
    take_stances(article, *["against undecided"] * 5)
    page = text_of(client, address)
    assert "62 readers said where they stood at first" in page
    assert "For to Against: 25 %" in page
    assert "5 of 20, probably between 15 % and 39 %" in page
    assert page.count("<title>") == 10  # the page's and a band's for each step
    assert "winner" in page


def test_the_essay_shows_both_rates_in_short(client: Client, article: Article) -> None:
    take_stances(article, *["for"] * 10, *["for against"] * 5, *["against"] * 9)
    page = text_of(client, article.get_absolute_url())
    page = page[page.index('id="moved"') :]
    assert "too few to tell" in page
    assert f"/articles/{article.slug}/stances/" in page
    assert f"/articles/{article.slug}/moved/" in page
