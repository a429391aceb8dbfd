"""The debate as one list: its order, what is unread in it, and its cost."""

import random
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.comments.threads import PAGE
from forum.moderation.actions.lock import lock
from tests.cast import client_of, make_article, make_comment
from tests.comments.browsing import shown

NEW = 'class="new"'


def address(article: Article, query: str = "") -> str:
    return f"/articles/{article.slug}/thread/{query}"


def walk(client: Client, first: str) -> list[int]:
    """All comments of the list, page by page."""
    found, url = [], first
    while url:
        answer = client.get(url)
        assert answer.status_code == 200
        found += shown(answer.content.decode())
        url = answer.context["page"].more
    return found


def in_order(article: Article) -> list[int]:
    return [c.pk for c in sorted(article.comments.all(), key=lambda comment: comment.path)]


def make_debate(article: Article, people: list[User], size: int, seed: int = 1) -> list[Comment]:
    """Comments that answer one another at random, with some long threads among them."""
    chance, made = random.Random(seed), []
    for _ in range(size):
        parent = chance.choice(made) if made and chance.random() < 0.7 else None
        side = chance.choice(["for", "against", "neutral"])
        made.append(make_comment(chance.choice(people), article, side, parent))
    return made


@pytest.fixture
def browser(article: Article, member: User, reader2: User) -> Client:
    """Gregor's, who has read a debate of three threads by Mei-Lin."""
    for _ in range(3):
        make_comment(reader2, article, "for")
    browser = client_of(member)
    browser.get(address(article))
    return browser


def test_the_list_reads_every_thread_to_its_end_before_the_next(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    make_debate(article, [member, reader2], 70)
    assert walk(client, address(article)) == in_order(article)


def test_a_page_begins_within_a_thread_with_its_place(
    client: Client, article: Article, member: User
) -> None:
    root = make_comment(member, article, "for")
    reply = make_comment(member, article, "against", root)
    answers = [make_comment(member, article, "for", reply) for _ in range(PAGE)]
    first = client.get(address(article))
    nodes = client.get(first.context["page"].more).context["page"].nodes
    assert [(node.comment.pk, node.indent) for node in nodes] == [(a.pk, 2) for a in answers[-2:]]


def test_nobody_finds_what_is_hidden_from_them(
    client: Client, article: Article, member: User, reader2: User
) -> None:
    root = make_comment(member, article, "for", source="Rude words.")
    reply = make_comment(reader2, article, "against", root)
    alone = make_comment(member, article, "for", source="More rude words.")
    for comment in (root, alone):
        set_state(comment, CommentState.HIDDEN)
    text = client.get(address(article)).content.decode()
    assert shown(text) == [root.pk, reply.pk]
    assert "ude words" not in text


def test_what_is_unread_is_marked_and_each_leads_to_the_next(
    browser: Client, article: Article, member: User, reader2: User
) -> None:
    first, _, third = Comment.objects.order_by("pk")
    make_comment(member, article, "for")  # one's own is not news
    late = make_comment(reader2, article, "against", third)
    early = make_comment(reader2, article, "against", first)
    answer = browser.get(address(article))
    text = answer.content.decode()
    assert text.count(NEW) == 2
    assert "2 new to you." in text
    page = answer.context["page"]
    assert page.first_unread == f"#comment-{early.pk}"
    ways = {n.comment.pk: (n.previous_unread, n.next_unread) for n in page.marked}
    assert ways == {
        early.pk: ("", f"#comment-{late.pk}"),
        late.pk: (f"#comment-{early.pk}", ""),
    }
    assert text.count("Next unread") == text.count("Previous unread") == 1


def test_the_way_to_the_next_unread_leads_over_pages(
    browser: Client, article: Article, reader2: User
) -> None:
    root = make_comment(reader2, article, "for")
    for _ in range(2 * PAGE):
        make_comment(reader2, article, "neutral", root)
    way, seen = browser.get(address(article)).context["page"].first_unread, []
    page = browser.get(address(article)).context["page"]
    while way:
        if not way.startswith("#"):
            page = browser.get(way.split("#")[0]).context["page"]
        node = next(n for n in page.marked if way.endswith(f"#comment-{n.comment.pk}"))
        seen.append(node.comment.pk)
        way = node.next_unread
    assert seen == [pk for pk in in_order(article) if pk >= root.pk]


def test_unread_first_begins_with_the_thread_that_has_the_newest(
    browser: Client, article: Article, reader2: User
) -> None:
    first, second, third = Comment.objects.order_by("pk")
    a = make_comment(reader2, article, "against", second)
    b = make_comment(reader2, article, "against", first)
    answer = browser.get(address(article, "?unread=first"))
    assert shown(answer.content.decode()) == [first.pk, b.pk, second.pk, a.pk]
    assert [node.comment.pk for node in answer.context["page"].marked] == [b.pk, a.pk]
    rest = browser.get(answer.context["page"].more).content.decode()
    assert shown(rest) == [third.pk]
    assert "Threads without anything new" in rest


@pytest.mark.parametrize("seed", [1, 2])
def test_unread_first_neither_repeats_nor_skips(
    article: Article, member: User, reader2: User, seed: int
) -> None:
    make_debate(article, [reader2], 40, seed)
    browser = client_of(member)
    browser.get(address(article))
    old = list(Comment.objects.order_by("pk"))
    chance = random.Random(seed)
    for _ in range(40):
        make_comment(reader2, article, "for", chance.choice([*old[:15], None]))
    expected = in_order(article)
    first = browser.get(address(article, "?unread=first"))
    make_comment(reader2, article, "for", old[-1])  # while one reads: not part of this list's order
    found = shown(first.content.decode()) + walk(browser, first.context["page"].more)
    later = Comment.objects.latest("pk").pk
    assert sorted(pk for pk in found if pk != later) == sorted(expected)
    unread = {*Comment.objects.filter(pk__gt=old[-1].pk).values_list("pk", flat=True)} - {later}
    last = max(found.index(pk) for pk in unread)
    roots = {pk: Comment.objects.get(pk=pk).path[:5] for pk in found}
    new_threads = {roots[pk] for pk in unread}
    assert all(roots[pk] in new_threads for pk in found[: last + 1])


def test_a_thread_longer_than_a_page_is_gone_through_page_by_page(
    browser: Client, article: Article, reader2: User
) -> None:
    root = Comment.objects.earliest("pk")
    replies = [make_comment(reader2, article, "for", root) for _ in range(2 * PAGE)]
    found = walk(browser, address(article, "?unread=first"))
    assert found[: 2 * PAGE + 1] == [root.pk, *(reply.pk for reply in replies)]
    assert sorted(found) == sorted(in_order(article))


def test_a_visitor_has_nothing_unread(client: Client, article: Article, member: User) -> None:
    make_comment(member, article)
    text = client.get(address(article, "?unread=first")).content.decode()
    assert NEW not in text
    assert "Unread first" not in text


def test_an_empty_debate_says_what_to_do(client: Client, article: Article) -> None:
    assert "Begin the debate" in client.get(address(article)).content.decode()


@pytest.mark.parametrize("query", ["?after=x", "?from=-1", "?since=x", "?until=x", "?after=999999"])
def test_addresses_that_lead_nowhere_say_so(client: Client, article: Article, query: str) -> None:
    assert client.get(address(article, query)).status_code in (400, 404)


def test_an_essay_one_may_not_see_hides_its_list(client: Client, author: User) -> None:
    draft = make_article(author, published=False)
    assert client.get(address(draft)).status_code == 404


@pytest.mark.parametrize("query", ["", "?unread=first"])
def test_a_longer_debate_costs_no_query(
    same_queries: Callable[[Callable[[int], object], Callable[[], object]], None],
    browser: Client,
    article: Article,
    reader2: User,
    query: str,
) -> None:
    def make(n: int) -> None:
        for _ in range(n):
            make_comment(reader2, article, "for", make_comment(reader2, article, "against"))

    make(PAGE // 2)  # a full page: a shorter one also asks what comes after the unread
    same_queries(make, lambda: browser.get(address(article, query)))


def test_a_locked_debate_says_so_in_each_view(client: Client, article: Article) -> None:
    lock(article.author, article, None, "Enough has been said.")
    for view in ("", "clash/", "thread/", "map/"):
        page = client.get(f"/articles/{article.slug}/{view}").text
        assert "This debate is locked, so it takes no new arguments." in page
        assert "Begin the debate" not in page
