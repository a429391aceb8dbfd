"""The answer that each argument keeps as its strongest from the other side."""

from collections.abc import Callable
from itertools import cycle

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.post import Argument, post_comment
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.stances.actions.take import take_stance
from tests.cast import make_comment, make_members, rate
from tests.comments.test_races import at_once


@pytest.fixture
def argument(article: Article, member: User) -> Comment:
    return make_comment(member, article, "for")


def kept(argument: Comment) -> tuple[Comment | None, int]:
    argument.refresh_from_db()
    return argument.best_answer, argument.rebuttal_count


def test_only_a_direct_reply_of_the_other_side_answers(argument: Comment, reader2: User) -> None:
    article = argument.article
    make_comment(reader2, article, "neutral", argument)
    supports = make_comment(reader2, article, "for", argument)
    make_comment(reader2, article, "against", supports)
    make_comment(reader2, article, "against")
    assert kept(argument) == (None, 0)
    rebuts = make_comment(reader2, article, "against", argument)
    assert kept(argument) == (rebuts, 1)
    assert recount(article) == []


def test_a_neutral_comment_has_no_other_side(article: Article, member: User) -> None:
    question = make_comment(member, article, "neutral")
    for position in ("for", "against", "neutral"):
        make_comment(member, article, position, question)
    assert kept(question) == (None, 0)
    assert recount(article) == []


def test_the_newest_answers_until_readers_of_its_other_side_say_otherwise(
    argument: Comment, reader2: User
) -> None:
    first, second = (make_comment(reader2, argument.article, "against", argument) for _ in "ab")
    assert kept(argument) == (second, 2)
    reader = make_members(1)[0]
    rate(reader, first, True, "undecided")  # lifts only the bound over all readers
    assert kept(argument)[0] == first
    rate(reader, first, False, "undecided")
    assert kept(argument)[0] == second
    rate(reader, first, True, "for")
    rate(argument.author, second, True, "against")  # of its own side
    assert kept(argument)[0] == first
    rate(reader, first, None, "for")
    assert kept(argument)[0] == second
    assert recount(argument.article) == []


def test_ratings_that_waited_for_a_stance_count_for_the_answers(
    argument: Comment, reader2: User
) -> None:
    article = argument.article
    first, second = (make_comment(reader2, article, "against", argument) for _ in "ab")
    rate(make_members(1)[0], second, True, "")
    waiting = make_members(1)[0]
    rate(waiting, first, True, "")
    assert kept(argument)[0] == second
    take_stance(waiting, article, "for")
    assert kept(argument)[0] == first


def test_an_answer_that_is_hidden_or_deleted_answers_no_more(
    argument: Comment, reader2: User
) -> None:
    first, second = (make_comment(reader2, argument.article, "against", argument) for _ in "ab")
    set_state(second, CommentState.HIDDEN)
    assert kept(argument) == (first, 1)
    set_state(second, CommentState.VISIBLE)
    assert kept(argument) == (second, 2)
    delete_comment(reader2, second)
    delete_comment(reader2, first)
    assert kept(argument) == (None, 0)
    assert recount(argument.article) == []


def test_what_is_hidden_keeps_its_answers_for_when_it_comes_back(
    argument: Comment, reader2: User
) -> None:
    first = make_comment(reader2, argument.article, "against", argument)
    second = make_comment(reader2, argument.article, "against", argument)
    set_state(argument, CommentState.HIDDEN)
    set_state(second, CommentState.HIDDEN)
    set_state(argument, CommentState.VISIBLE)
    assert kept(argument) == (first, 1)


def test_an_answer_may_change_sides_while_nobody_answered_it(
    argument: Comment, reader2: User
) -> None:
    reply = make_comment(reader2, argument.article, "against", argument)
    edit_comment(reader2, reply, "neutral", reply.source)
    assert kept(argument) == (None, 0)
    edit_comment(reader2, reply, "against", reply.source)
    assert kept(argument) == (reply, 1)


def test_recounting_mends_it(argument: Comment, reader2: User) -> None:
    answer = make_comment(reader2, argument.article, "against", argument)
    Comment.objects.update(best_answer=argument, rebuttal_count=9)
    mended = recount(argument.article)
    assert len(mended) == 4
    assert kept(argument) == (answer, 1)
    assert kept(answer) == (None, 0)
    assert recount(argument.article) == []


@pytest.mark.django_db(transaction=True)
def test_answers_and_ratings_at_once_leave_the_strongest(article: Article, member: User) -> None:
    """64 writers: half of them post answers, the others rate the two that were there."""
    argument = make_comment(member, article, "for")
    early = [make_comment(member, article, "against", argument) for _ in "ab"]
    people = make_members(64)

    def answer(person: User) -> Callable[[], Comment]:
        fresh = Article.objects.get(pk=article.pk)
        return lambda: post_comment(person, fresh, argument, Argument("against", "At once."))

    def say(person: User, comment: Comment, strong: bool) -> Callable[[], Comment]:
        return lambda: rate(person, comment, strong, "for")

    words = zip(people[32:], cycle(early), cycle([True, True, True, False]), strict=False)
    acts = [answer(person) for person in people[:32]] + [say(*word) for word in words]
    at_once(acts)
    assert recount(article) == []
    assert kept(argument) == (early[0], 34)
