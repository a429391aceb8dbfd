"""Only the threads that answer a claim or a passage: what is shown, how much, and at what cost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.revise import revise
from forum.articles.anchors import Quotation, passage_for
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, Claim, Passage
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from tests.cast import make_anchored, make_article, make_comment
from tests.comments.browsing import page_of, shown

PREMISE = "The books still come back."


@pytest.fixture
def article(author: User) -> Article:
    return make_article(author, source=f"We counted for a year. [C3: {PREMISE}] That is all.")


@pytest.fixture
def claim(article: Article) -> Claim:
    return article.claims.get()


@pytest.fixture
def passage(claim: Claim) -> Passage:
    return passage_for(claim.article, Quotation(claim=claim.number))


def answer(author: User, passage: Passage, position: str = "for") -> Comment:
    """An argument on the essay that answers its claim."""
    return make_anchored(author, passage.article, Quotation(claim=3), position)


def rewrite(article: Article, old: str, new: str) -> None:
    manuscript = Manuscript.of(Article.objects.get(pk=article.pk))
    revise(article.author, article, replace(manuscript, source=manuscript.source.replace(old, new)))


def counts(row: Claim | Passage) -> tuple[int, int, int]:
    row.refresh_from_db()
    return row.for_count, row.against_count, row.neutral_count


def test_only_the_threads_that_answer_the_claim_are_shown(
    client: Client, article: Article, passage: Passage, member: User, reader2: User
) -> None:
    root = answer(member, passage, "against")
    reply = make_comment(reader2, article, "for", root)
    make_comment(member, article, "for")
    for query in ("?claim=3", f"?passage={passage.pk}"):
        assert shown(page_of(client, article, query)) == [root.pk, reply.pk]
    text = page_of(client, article, "?claim=3")
    assert "No argument for the thesis answers this directly yet." in text
    assert "All of the debate" in text
    assert len(shown(page_of(client, article))) == 3


def test_a_reply_belongs_to_what_its_thread_answers(
    passage: Passage, member: User, reader2: User
) -> None:
    root = answer(member, passage, "against")
    reply = make_comment(reader2, passage.article, "for", root)
    under = make_comment(member, passage.article, "neutral", reply)
    assert {reply.passage_id, under.passage_id} == {passage.pk}


def test_the_numbers_of_a_column_are_of_what_is_shown(
    client: Client, article: Article, passage: Passage, member: User
) -> None:
    for _ in range(8):
        answer(member, passage, "for")
    make_comment(member, article, "for")
    page = client.get(f"{article.get_absolute_url()}?claim=3&order=oldest")
    column = page.context["debate"].columns[0]
    assert (column.count, column.more) == (8, 2)
    rest = client.get(column.more_url)
    assert len(shown(rest.content.decode())) == 2
    assert "Answers to" in rest.content.decode()
    assert "claim=3" in rest.context["column"].options.query()


def test_orders_and_sides_keep_the_filter(
    client: Client, article: Article, passage: Passage
) -> None:
    debate = client.get(f"{article.get_absolute_url()}?claim=3").context["debate"]
    assert all("claim=3" in url for url, *_ in [*debate.orders, *debate.sides])


NOT_THERE = "claim=4 claim=x claim= claim=-1 claim=99999999999999999999 claim=٣ passage= passage=9"


@pytest.mark.parametrize("query", [*NOT_THERE.split(), f"passage={'9' * 40}"])
def test_what_is_not_of_this_essay_is_not_there(
    client: Client, article: Article, passage: Passage, query: str
) -> None:
    assert client.get(f"{article.get_absolute_url()}?{query}").status_code == 404
    place = f"/articles/{article.slug}/arguments/for/"
    assert client.get(f"{place}?{query}").status_code == 404


def test_the_passage_of_another_essay_is_not_of_this_one(
    client: Client, author: User, passage: Passage
) -> None:
    other = make_article(author)
    assert client.get(f"{other.get_absolute_url()}?passage={passage.pk}").status_code == 404
    assert client.get(f"{other.get_absolute_url()}?claim=3").status_code == 404


def test_a_claim_that_is_gone_still_filters_and_says_so(
    client: Client, article: Article, claim: Claim, passage: Passage, member: User
) -> None:
    root = answer(member, passage)
    rewrite(article, f"[C3: {PREMISE}]", "Some never do.")
    text = page_of(client, article, "?claim=3")
    assert shown(text) == [root.pk]
    assert "no longer makes this claim" in text
    assert "Made against an earlier version" in text


def test_a_claim_counts_the_answers_to_all_its_passages(
    claim: Claim, passage: Passage, member: User, reader2: User
) -> None:
    root = answer(member, passage, "against")
    rewrite(claim.article, "The books", "Most books")
    reworded = answer(reader2, passage, "for").passage
    assert reworded
    assert reworded != passage
    make_comment(reader2, claim.article, "for", root)
    make_comment(reader2, claim.article, "neutral", root)
    assert counts(passage) == (1, 1, 1)
    assert counts(reworded) == (1, 0, 0)
    assert counts(claim) == (2, 1, 1)


def test_the_counts_follow_every_change(
    claim: Claim, passage: Passage, member: User, reader2: User
) -> None:
    root = answer(member, passage, "against")
    reply = make_comment(reader2, claim.article, "for", root)
    assert counts(claim) == counts(passage) == (1, 1, 0)
    set_state(root, CommentState.HIDDEN)
    assert counts(claim) == counts(passage) == (1, 0, 0)
    set_state(root, CommentState.VISIBLE)
    edit_comment(reader2, reply, "neutral", "Is that so?")
    assert counts(claim) == counts(passage) == (0, 1, 1)
    delete_comment(reader2, reply)
    assert counts(claim) == counts(passage) == (0, 1, 0)


def test_recount_mends_and_names_what_was_wrong(
    claim: Claim, passage: Passage, member: User
) -> None:
    root = answer(member, passage, "against")
    reply = make_comment(member, claim.article, "for", root)
    Claim.objects.update(for_count=9)
    Passage.objects.update(neutral_count=9)
    Comment.objects.filter(pk=reply.pk).update(passage=None)
    said = {str(each) for each in recount(claim.article)}
    assert said == {
        f"claim {claim.pk}: for_count was 9, is 1",
        f"passage {passage.pk}: neutral_count was 9, is 0",
        f"comment {reply.pk}: passage_id was None, is {passage.pk}",
    }
    assert recount(claim.article) == []


def test_the_pages_cost_the_same_however_many_answers_there_are(
    same_queries: Callable[..., None], client: Client, passage: Passage, member: User
) -> None:
    def more(n: int) -> None:
        for k in range(n):
            answer(member, passage, ("for", "against", "neutral")[k % 3])

    more(3)  # a column without a thread has nothing to count
    same_queries(more, lambda: client.get(f"{passage.article.get_absolute_url()}?claim=3"))
    same_queries(more, lambda: client.get(passage.article.get_absolute_url()))


def test_a_member_s_page_says_what_they_answered(
    client: Client, passage: Passage, member: User
) -> None:
    answer(member, passage)
    text = client.get(f"/members/{member.username}/arguments/").content.decode()
    assert passage.quote in text
