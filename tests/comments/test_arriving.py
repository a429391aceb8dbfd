"""What comes in a debate while somebody reads it: what they are told of, and what not."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts.actions import mute
from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.anchors import Quotation
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.arriving import MOST
from forum.comments.models import Comment
from tests.cast import client_of, make_anchored, make_claim, make_comment
from tests.comments.browsing import shown


def told(client: Client, article: Article, after: int = 0, query: str = "") -> str:
    """The notice as it is put into the page; '' where there is nothing to tell."""
    address = f"/articles/{article.slug}/news/?after={after}{query}"
    return " ".join(client.get(address, headers={"HX-Request": "true"}).content.decode().split())


def brought(client: Client, article: Article, after: int = 0, query: str = "") -> list[int]:
    """The comments that 'Show them' puts into the page."""
    until = article.comments.count()
    address = f"/articles/{article.slug}/arrived/?after={after}&until={until}{query}"
    answer = client.get(address, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return shown(answer.content.decode())


def number(client: Client, article: Article) -> str:
    return client.get(f"/articles/{article.slug}/latest/").content.decode()


@pytest.fixture
def debate(article: Article, member: User, reader2: User) -> list[Comment]:
    """One argument that everybody has read, then three arguments and a question."""
    read = make_comment(reader2, article, "against")
    rest = [make_comment(reader2, article, "for") for _ in range(2)]
    rest += [make_comment(member, article, "against", read)]
    rest += [make_comment(reader2, article, "neutral", rest[0])]
    return [read, *rest]


def test_a_reader_is_told_how_much_came_on_which_side_and_in_which_thread(
    article: Article, debate: list[Comment], author: User
) -> None:
    for reader in (Client(), client_of(author)):
        notice = told(reader, article, after=1)
        assert "3 new arguments: 2 for, 1 against; 1 new remark" in notice
        under = re.findall(r'data-under="(\d+)".*?>(\d+) new repl', notice)
        assert sorted(under) == [(str(root.pk), "1") for root in debate[:2]]
        assert brought(reader, article, after=1) == [comment.pk for comment in debate[1:]]


def test_threads_are_told_of_in_the_order_of_the_debate_wherever_their_rows_lie(
    article: Article, debate: list[Comment], client: Client
) -> None:
    Comment.objects.filter(pk=debate[0].pk).update(source="Written anew, behind all others.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_comment")  # now PostgreSQL reads them as they lie
    under = re.findall(r'data-under="(\d+)"', told(client, article, after=1))
    assert under == [str(root.pk) for root in debate[:2]]


def test_each_comment_says_where_it_belongs_and_is_marked_as_new(
    article: Article, debate: list[Comment]
) -> None:
    address = f"/articles/{article.slug}/arrived/?after=1&until=5"
    text = Client().get(address, headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r'<ol data-under="(\d*)">', text) == [
        str(comment.parent_id or "") for comment in debate[1:]
    ]
    assert text.count('class="new"') == 4
    assert '<span id="count-for">2 arguments</span>' in text


def test_a_reply_deep_in_a_thread_stands_at_the_third_ones_edge(
    article: Article, member: User, reader2: User
) -> None:
    comment = None
    for _ in range(5):
        comment = make_comment(member, article, "for", comment)
    text = Client().get(f"/articles/{article.slug}/arrived/?after=0&until=5").content.decode()
    assert text.count('<li class="note"') == 3
    assert text.count('<li class="note flat"') == 2


def test_one_is_not_told_of_ones_own_nor_of_whom_one_mutes(
    article: Article, debate: list[Comment], member: User, reader2: User
) -> None:
    gregor = client_of(member)
    assert "2 new arguments: 2 for; 1 new remark" in told(gregor, article, after=1)
    mute(member, reader2)
    assert told(gregor, article, after=1) == ""
    assert brought(gregor, article, after=1) == []


@pytest.mark.parametrize("state", ["held", "hidden", "removed", "deleted"])
def test_what_is_not_public_is_never_told_of(
    article: Article, debate: list[Comment], moderator: User, member: User, state: str
) -> None:
    for comment in debate[1:]:
        set_state(comment, state)
    for reader in (Client(), client_of(moderator), client_of(member)):
        assert number(reader, article) == "1"
        assert told(reader, article, after=1) == ""
        assert brought(reader, article, after=1) == []


def test_a_page_about_a_claim_is_told_of_what_answers_it(
    article: Article, debate: list[Comment], member: User
) -> None:
    make_claim(article, 1)
    answer = make_anchored(member, article, Quotation(claim=1), "for")
    reply = make_comment(member, article, "against", answer)
    notice = told(Client(), article, query="&claim=1")
    assert "2 new arguments: 1 for, 1 against" in notice
    assert f"until={reply.number}&amp;claim=1" in notice
    assert brought(Client(), article, query="&claim=1") == [answer.pk, reply.pk]


def test_one_thread_can_be_asked_for(article: Article, debate: list[Comment]) -> None:
    thread = f"&thread={debate[0].pk}"
    assert brought(Client(), article, after=1, query=thread) == [debate[3].pk]


def test_of_more_than_a_page_takes_one_is_led_to_the_thread(
    article: Article, member: User, reader2: User
) -> None:
    for _ in range(MOST + 1):
        make_comment(member, article, "for")
    notice = told(Client(), article)
    assert f"More than {MOST} new arguments" in notice
    assert "thread/?unread=first" in notice
    assert "data-show" not in notice
    assert len(brought(Client(), article)) == MOST


@pytest.mark.parametrize("query", ["", "?after=", "?after=x", "?after=-1", "?after=" + "9" * 30])
@pytest.mark.parametrize("name", ["news", "arrived"])
def test_a_number_that_is_none_is_said_to_be_none(article: Article, query: str, name: str) -> None:
    assert Client().get(f"/articles/{article.slug}/{name}/{query}").status_code == 400


def test_of_an_essay_that_is_gone_nothing_is_told(article: Article, author: User) -> None:
    withdraw(author, article)
    for name in ("latest/", "news/?after=0", "arrived/?after=0&until=9"):
        assert Client().get(f"/articles/{article.slug}/{name}").status_code == 404


def test_a_page_that_takes_no_arguments_asks_for_none(article: Article, author: User) -> None:
    assert 'id="arrivals"' in Client().get(article.get_absolute_url()).content.decode()
    withdraw(author, article)
    assert 'id="arrivals"' not in client_of(author).get(article.get_absolute_url()).content.decode()


def test_what_came_costs_the_same_however_much_it_is(
    article: Article, member: User, author: User, same_queries: Callable[..., None]
) -> None:
    root = make_comment(author, article, "for")

    def more(n: int) -> None:
        for _ in range(n):
            make_comment(member, article, "against", root)

    browser = client_of(author)
    for name in ("news", "arrived"):
        address = f"/articles/{article.slug}/{name}/?after=1&until=999"
        same_queries(more, lambda address=address: browser.get(address))
