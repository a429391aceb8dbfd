"""A debate of any length is counted by the thousand: what is counted stays right, and what a change
costs follows one thousand."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.models import Article
from forum.comments import tree
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_state, set_states
from forum.comments.models import Block, Comment, CommentState
from tests.cast import make_comment

COMMENTS = 2_500  # in three blocks


@pytest.fixture
def debate(article: Article, member: User) -> Article:
    """One thread of many replies."""
    return bring_in(article, member, threads=1, comments=COMMENTS)


def bring_in(article: Article, member: User, threads: int, comments: int) -> Article:
    """Threads of many replies in turn, as an import would: without what is kept of them."""
    roots = [tree.encode(number) for number in range(1, threads + 1)]
    replies = range(threads + 1, comments + 1)
    paths = [*roots, *(tree.child_path(roots[number % threads], number) for number in replies)]
    Comment.objects.bulk_create(
        Comment(
            article=article,
            author=member,
            number=number,
            path=path,
            depth=len(path) // tree.WIDTH,
            position=("for", "against")[number % 2],
            source="Counted.",
            html="<p>Counted.</p>",
            token=uuid.uuid4(),
        )
        for number, path in enumerate(paths, start=1)
    )
    for root in Comment.objects.filter(path__in=roots):
        Comment.objects.filter(path__startswith=root.path, depth=2).update(parent=root)
    Article.objects.filter(pk=article.pk).update(last_number=comments)
    return article


def counts(article: Article) -> tuple[int, int, int, int]:
    """Of each position, and of the thread."""
    now = Article.objects.get(pk=article.pk)
    root = Comment.objects.get(article=article, number=1)
    return now.for_count, now.against_count, now.neutral_count, root.descendants


def test_the_first_act_counts_all_that_was_brought_in(debate: Article, reader2: User) -> None:
    root = Comment.objects.get(article=debate, number=1)
    make_comment(reader2, debate, "neutral", root)
    assert counts(debate) == (COMMENTS // 2, COMMENTS // 2, 1, COMMENTS)


def test_the_second_block_does_not_hide_that_other_threads_of_the_first_were_not_counted(
    article: Article, member: User, reader2: User
) -> None:
    bring_in(article, member, threads=2, comments=998)
    one, other = Comment.objects.filter(depth=1).order_by("number")
    make_comment(reader2, article, "neutral", one)  # number 999
    make_comment(reader2, article, "neutral", other)  # the first of the second thousand
    other.refresh_from_db()
    assert other.descendants == 499  # 998 without the two that begin threads, halved, and one


def test_acts_in_every_block_leave_the_right_numbers(debate: Article, reader2: User) -> None:
    recount(debate)
    some = Comment.objects.filter(article=debate, number__in=[999, 1000, 1001, 2400])
    set_states(some, CommentState.HIDDEN)
    assert counts(debate) == (COMMENTS // 2 - 2, COMMENTS // 2 - 2, 0, COMMENTS - 5)
    assert recount(debate) == []


def test_the_newest_is_found_in_the_block_before_when_it_is_hidden(
    debate: Article, member: User
) -> None:
    recount(debate)
    last = Comment.objects.get(article=debate, number=COMMENTS)
    Comment.objects.filter(number=999).update(created_at=last.created_at.replace(year=2090))
    set_state(Comment.objects.get(number=998), CommentState.HIDDEN)
    assert Article.objects.get(pk=debate.pk).last_comment_at.year == 2090
    set_state(Comment.objects.get(number=999), CommentState.HIDDEN)
    assert Article.objects.get(pk=debate.pk).last_comment_at == last.created_at


def test_a_block_that_is_wrong_is_mended_and_named(debate: Article) -> None:
    recount(debate)
    Block.objects.filter(part="", place=1).update(for_count=3)
    Block.objects.filter(part=tree.encode(1), place=2).delete()
    said = " ".join(str(each) for each in recount(debate))
    assert "block debate 1" in said
    assert "block 00001 2" in said
    assert recount(debate) == []


def read_by(act: Callable[[], object]) -> list[str]:
    """The statements of an act that count comments."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return [query["sql"] for query in asked.captured_queries if "few AS" in query["sql"]]


def test_an_act_reads_one_block_however_many_there_are(debate: Article) -> None:
    recount(debate)
    last = Comment.objects.get(article=debate, number=COMMENTS)
    [statement] = read_by(lambda: set_state(last, CommentState.HIDDEN))
    assert f"BETWEEN {COMMENTS - COMMENTS % 1000} AND" in statement


def test_a_new_comment_is_counted_without_reading_another(debate: Article, reader2: User) -> None:
    recount(debate)
    root = Comment.objects.get(article=debate, number=1)
    [statement] = read_by(lambda: make_comment(reader2, debate, "for", root))
    assert f"number = {COMMENTS + 1}" in statement
    assert recount(debate) == []


def test_of_a_block_that_was_never_counted_a_new_comment_counts_all(
    debate: Article, reader2: User
) -> None:
    recount(debate)
    Block.objects.filter(place=COMMENTS // 1000).delete()
    make_comment(reader2, debate, "for")
    assert recount(debate) == []
