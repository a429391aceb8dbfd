"""The first screen by strength: its front as readers' ratings make it, and the way on from it."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.anchors import Quotation
from forum.articles.models import Article
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.stances.actions.take import take_stance
from tests.cast import make_anchored, make_claim, make_comment, make_members, rate
from tests.comments.browsing import shown

SENTENCE = "Shown so that readers who find it strong see one of theirs"


@pytest.fixture
def roots(article: Article, member: User) -> list[Comment]:
    """Eight arguments for the thesis. Ten readers who stand against it find the first seven strong;
    the eighth nobody has rated."""
    roots = [make_comment(member, article, "for", source=f"Argument {n}.") for n in range(8)]
    for reader in make_members(10):
        for root in roots[:7]:
            rate(reader, root, True, "against")
    return roots


def agree_on(root: Comment, readers: list[User]) -> None:
    """Readers of its own side, who lift no score."""
    for reader in readers:
        rate(reader, root, True, "for")


def for_column(client: Client, article: Article, query: str = "?order=strongest") -> object:
    return client.get(article.get_absolute_url() + query).context["debate"].columns[0]


def ids(column: object) -> list[int]:
    return [node.comment.pk for node in column.nodes]


def test_a_viewpoint_that_the_score_buries_is_on_the_first_screen(
    client: Client, article: Article, roots: list[Comment]
) -> None:
    by_score = [root.pk for root in roots[6:0:-1]]  # alike, so the newest first
    assert ids(for_column(client, article)) == by_score
    agree_on(roots[7], make_members(2))  # two of twelve: the share of one of six places
    column = for_column(client, article)
    assert ids(column) == [*by_score[:5], roots[7].pk]
    why = {root.pk: client.get(f"/comments/{root.pk}/why/").content.decode() for root in roots}
    assert [pk for pk, text in why.items() if SENTENCE in text] == [roots[7].pk]


def test_too_few_readers_move_nothing(
    client: Client, article: Article, roots: list[Comment]
) -> None:
    agree_on(roots[7], make_members(1))
    assert roots[7].pk not in ids(for_column(client, article))
    assert SENTENCE not in client.get(f"/comments/{roots[7].pk}/why/").content.decode()


def test_going_on_neither_repeats_nor_skips_when_the_front_changes(
    client: Client, article: Article, member: User, roots: list[Comment]
) -> None:
    more = [make_comment(member, article, "for") for _ in range(9)]
    few = make_members(2)
    agree_on(roots[7], few)
    column = for_column(client, article)
    seen = ids(column)
    for reader in few:
        rate(reader, roots[7], None, "for")  # it is on the front no longer
    while column.more:
        column = client.get(column.more_url).context["column"]
        seen += ids(column)
    assert sorted(seen) == sorted(root.pk for root in [*roots, *more])


@pytest.mark.parametrize("query", ["shown=x", "shown=1-", "shown=" + "9" * 30])
def test_an_address_that_names_no_roots_is_refused(
    client: Client, article: Article, query: str
) -> None:
    assert client.get(f"/articles/{article.slug}/arguments/for/?{query}").status_code == 400


def test_other_orders_know_no_front(client: Client, article: Article, roots: list[Comment]) -> None:
    agree_on(roots[0], make_members(2))
    newest = ids(for_column(client, article, "?order=newest"))
    assert newest == [root.pk for root in roots[:1:-1]]


def test_what_answers_one_claim_goes_by_score(
    client: Client, article: Article, member: User
) -> None:
    make_claim(article, 3)
    to_claim = Quotation("", claim=3)
    roots = [make_anchored(member, article, to_claim) for _ in range(7)]
    for reader in make_members(10):
        for root in roots[:6]:
            rate(reader, root, True, "against")
    agree_on(roots[6], make_members(2))
    assert roots[6].pk in ids(for_column(client, article))
    column = for_column(client, article, "?claim=3")
    assert ids(column) == [root.pk for root in roots[5::-1]]
    rest = client.get(column.more_url).context["column"]
    assert ids(rest) == [roots[6].pk]


def test_what_is_hidden_leaves_the_front_to_another(
    client: Client, article: Article, roots: list[Comment]
) -> None:
    set_state(roots[6], CommentState.HIDDEN)
    assert ids(for_column(client, article)) == [root.pk for root in roots[5::-1]]
    set_state(roots[6], CommentState.VISIBLE)
    assert ids(for_column(client, article))[0] == roots[6].pk


def test_what_changes_sides_changes_fronts(
    client: Client, article: Article, member: User, roots: list[Comment]
) -> None:
    edit_comment(member, roots[6], "against", "On second thoughts.")
    columns = client.get(f"{article.get_absolute_url()}?order=strongest").context["debate"].columns
    assert ids(columns[0]) == [root.pk for root in roots[5::-1]]
    assert ids(columns[1]) == [roots[6].pk]
    assert recount(article) == []


def test_a_first_stance_can_change_the_front(
    client: Client, article: Article, roots: list[Comment]
) -> None:
    readers = make_members(12)
    for reader in readers:
        rate(reader, roots[7], True, "")
    assert ids(for_column(client, article))[-1] == roots[7].pk
    for reader in readers:
        take_stance(reader, article, "against")
    assert ids(for_column(client, article))[0] == roots[7].pk
    assert recount(article) == []


def test_the_front_is_part_of_a_page_without_a_script(
    client: Client, article: Article, roots: list[Comment]
) -> None:
    agree_on(roots[7], make_members(2))
    column = for_column(client, article)
    rest = shown(client.get(column.more_url).content.decode())
    assert rest == [root.pk for root in roots[1::-1]]
