"""The debate as each viewer finds it, and its cost."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.actions.state import set_state as set_article_state
from forum.articles.models import Article
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.state import set_state
from forum.comments.models import CommentState
from tests.cast import client_of, make_comment, make_members, rate
from tests.comments.browsing import page_of, shown


def test_each_root_stands_on_its_side_and_replies_under_their_root(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    against = make_comment(member, article, "against")
    neutral = make_comment(member, article, "neutral")
    first = make_comment(member, article, "for")
    reply = make_comment(reader2, article, "against", first)
    text = page_of(client, article)
    assert shown(text) == [first.pk, reply.pk, against.pk, neutral.pk]
    for name in ("For the thesis", "Against the thesis", "Questions and remarks"):
        assert f'aria-label="{name}"' in text
    assert "rebuts" in text


def test_the_first_screen_is_bounded_and_leads_to_the_rest(
    client: Client, article: Article, member: User
) -> None:
    roots = [make_comment(member, article, "for") for _ in range(9)]
    replies = [make_comment(member, article, "for", roots[-1]) for _ in range(7)]
    page = client.get(f"{article.get_absolute_url()}?order=newest")
    text = page.content.decode()
    assert len(shown(text)) == 6 + 1
    assert "3 more threads: For" in text
    assert "6 more replies in this thread" in text
    column = page.context["debate"].columns[0]
    rest = shown(client.get(column.more_url).content.decode())
    assert rest == [root.pk for root in roots[2::-1]]
    thread = shown(client.get(column.nodes[0].rest).content.decode())
    assert thread == [reply.pk for reply in replies[1:]]


@pytest.mark.parametrize("order", ["strongest", "newest"])
def test_remarks_begin_with_three_threads_and_lead_to_the_rest(
    client: Client, article: Article, member: User, order: str
) -> None:
    roots = [make_comment(member, article, "neutral") for _ in range(8)]
    page = client.get(f"{article.get_absolute_url()}?order={order}")
    assert shown(page.content.decode()) == [root.pk for root in roots[:4:-1]]
    assert "5 more threads: Neutral" in page.content.decode()
    rest = shown(client.get(page.context["debate"].columns[2].more_url).content.decode())
    assert rest == [root.pk for root in roots[4::-1]]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("strongest", "bca"),
        ("newest", "cba"),
        ("oldest", "abc"),
        ("discussed", "acb"),
        ("?", "bca"),
    ],
)
def test_the_orders(
    client: Client, article: Article, member: User, order: str, expected: str
) -> None:
    a, b, c = (make_comment(member, article, "for") for _ in range(3))
    for reader in make_members(2):
        rate(reader, b, True, "against")
    make_comment(member, article, "against", a)
    column = client.get(f"{article.get_absolute_url()}?order={order}").context["debate"].columns[0]
    names = {a.pk: "a", b.pk: "b", c.pk: "c"}
    assert "".join(names[node.comment.pk] for node in column.nodes) == expected


@pytest.mark.parametrize("order", ["strongest", "newest", "oldest", "discussed"])
def test_going_on_neither_repeats_nor_skips(
    client: Client, article: Article, member: User, reader2: User, order: str
) -> None:
    roots = [make_comment(member, article, "for") for _ in range(25)]
    for root in roots[::3]:
        rate(reader2, root, True, "against")
    address, seen = f"/articles/{article.slug}/arguments/for/?order={order}", []
    while address:
        column = client.get(address).context["column"]
        seen += [node.comment.pk for node in column.nodes]
        address = column.more_url if column.more else ""
    assert sorted(seen) == [root.pk for root in roots]


@pytest.mark.parametrize(
    "address", ["arguments/sideways/", "arguments/for/?after=999", "arguments/for/?after=x"]
)
def test_addresses_that_lead_nowhere_say_so(client: Client, article: Article, address: str) -> None:
    assert client.get(f"/articles/{article.slug}/{address}").status_code in (400, 404)


def test_more_replies_remember_what_was_new(article: Article, member: User, reader2: User) -> None:
    root = make_comment(reader2, article, "for")
    browser = client_of(member)
    page_of(browser, article)
    for _ in range(6):
        make_comment(reader2, article, "for", root)
    page = browser.get(f"{article.get_absolute_url()}?order=strongest")
    rest = browser.get(page.context["debate"].columns[0].nodes[0].rest).content.decode()
    assert rest.count('class="new"') == 5


def test_a_hidden_comment_leaves_a_place_if_something_stands_under_it(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    alone = make_comment(member, article, "for", source="Alone and rude.")
    answered = make_comment(member, article, "for", source="Answered and rude.")
    reply = make_comment(reader2, article, "against", answered)
    for comment in (alone, answered):
        set_state(comment, CommentState.HIDDEN)
    text = page_of(client, article)
    assert shown(text) == [answered.pk, reply.pk]
    assert "rude" not in text
    assert member.name not in text
    assert "Hidden by a moderator" in text


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        (CommentState.HIDDEN, {"gregor", "wilma"}),  # its author, a moderator
        (CommentState.REMOVED, {"wilma"}),
    ],
)
def test_what_is_hidden_is_read_by_those_it_concerns(
    request: pytest.FixtureRequest, article: Article, member: User, state: str, readers: set[str]
) -> None:
    root = make_comment(member, article, "for", source="Sharp words.")
    set_state(root, state)
    everyone = [request.getfixturevalue(who) for who in ("member", "reader2", "moderator")]
    for person in [*everyone, article.author]:
        browser, may_read = client_of(person), person.username in readers
        assert ("Sharp words." in page_of(browser, article)) is may_read
        assert browser.get(root.get_absolute_url()).status_code == (200 if may_read else 404)


def test_what_its_author_deleted_is_read_by_nobody(
    article: Article, member: User, reader2: User, moderator: User
) -> None:
    root = make_comment(member, article, "for", source="I take it back.")
    make_comment(reader2, article, "against", root)
    delete_comment(member, root)
    for who in (member, moderator, reader2):
        text = page_of(client_of(who), article)
        assert "I take it back." not in text
        assert "Deleted by its author." in text


def test_an_essay_one_may_not_see_hides_its_debate(
    client: Client, article: Article, member: User
) -> None:
    root = make_comment(member, article)
    set_article_state(article, "withdrawn")
    for address in ("", "thread/", "history/"):
        assert client.get(f"/comments/{root.pk}/{address}").status_code == 404


type Check = Callable[[Callable[[int], object], Callable[[], object]], None]


@pytest.fixture(params=["visitor", "member", "moderator"])
def browser(request: pytest.FixtureRequest, client: Client) -> Client:
    if request.param == "visitor":
        return client
    return client_of(request.getfixturevalue(request.param))


def test_more_roots_cost_no_query(
    same_queries: Check, browser: Client, article: Article, reader2: User
) -> None:
    same_queries(
        lambda n: [make_comment(reader2, article, side) for side in ("for", "against") * (n // 2)],
        lambda: browser.get(article.get_absolute_url()),
    )


def test_more_replies_cost_no_query(
    same_queries: Check, browser: Client, article: Article, reader2: User
) -> None:
    root = make_comment(reader2, article, "for")
    for address in (
        article.get_absolute_url(),
        f"/comments/{root.pk}/",
        f"/comments/{root.pk}/thread/",
    ):
        same_queries(
            lambda n: [make_comment(reader2, article, "against", root) for _ in range(n)],
            lambda address=address: browser.get(address),
        )


def test_more_threads_cost_no_query_further_on(
    same_queries: Check, browser: Client, article: Article, reader2: User
) -> None:
    def make(n: int) -> None:
        for _ in range(n):
            make_comment(reader2, article, "for", make_comment(reader2, article, "for"))

    same_queries(make, lambda: browser.get(f"/articles/{article.slug}/arguments/for/"))


def test_replies_are_found_from_range_to_range(
    client: Client, article: Article, member: User
) -> None:
    """The query of the first replies must not walk through the whole debate. What PostgreSQL plans
    depends on how large its tables are; SQLite decides by the words of the query alone."""
    for _ in range(3):
        make_comment(member, article, "for", make_comment(member, article, "for"))
    with CaptureQueriesContext(connection) as taken:
        client.get(article.get_absolute_url())
    ranges = [query["sql"].count('"path" > ') for query in taken.captured_queries]
    assert max(ranges) == 3 + 1  # one for each root, one in the rule of stubs
    replies = taken.captured_queries[ranges.index(max(ranges))]["sql"]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {replies}")
            assert "MULTI-INDEX OR" in " ".join(row[3] for row in cursor.fetchall())
