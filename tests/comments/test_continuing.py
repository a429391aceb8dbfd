"""The home page leads a member back to where they were."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.actions.draft import save_draft
from forum.articles.actions.state import set_state
from forum.articles.manuscript import Manuscript
from forum.articles.models import Article, ArticleState
from forum.bookmarks.actions import keep_place
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.draft import Sheet, Typed, keep_draft
from forum.comments.models import CommentDraft, Visit
from forum.notifications import actions
from tests.cast import client_of, make_article, make_comment

pytestmark = pytest.mark.django_db
HEADING = "Go on where you were"


def part(page: str) -> str:
    """What stands under the heading."""
    return page.partition(HEADING)[2].partition("</section>")[0]


def test_a_debate_that_went_on_is_named_with_how_much_is_new(
    article: Article, member: User, reader2: User
) -> None:
    reader = client_of(member)
    reader.get(article.get_absolute_url())
    assert HEADING not in reader.get("/").text
    make_comment(reader2, article)
    make_comment(reader2, article, "against")
    shown = part(reader.get("/").text)
    assert article.title in shown
    assert "2 new to you" in shown
    reader.get(article.get_absolute_url())
    assert HEADING not in reader.get("/").text


def test_the_link_leads_to_what_is_unread(article: Article, member: User, reader2: User) -> None:
    reader = client_of(member)
    reader.get(article.get_absolute_url())
    make_comment(reader2, article, "for", None, "A word that is new.")
    address = part(reader.get("/").text).partition('href="')[2].partition('"')[0]
    assert "A word that is new." in reader.get(address).text


def test_ones_own_words_and_what_was_deleted_are_no_news(
    article: Article, member: User, reader2: User
) -> None:
    reader = client_of(member)
    reader.get(article.get_absolute_url())
    make_comment(member, article)
    delete_comment(reader2, make_comment(reader2, article))
    assert HEADING not in reader.get("/").text


def test_a_debate_one_left_or_may_not_see_is_not_named(
    author: User, article: Article, member: User, reader2: User
) -> None:
    left = make_article(author, title="The essay I left")
    reader = client_of(member)
    for essay in (article, left):
        reader.get(essay.get_absolute_url())
        make_comment(reader2, essay)
    actions.leave(member, left)
    assert left.title not in part(reader.get("/").text)
    set_state(article, ArticleState.WITHDRAWN)
    assert HEADING not in reader.get("/").text


def test_ones_draft_is_there_until_it_is_published(member: User) -> None:
    save_draft(member, Manuscript(title="A thought half finished", thesis="T.", source="s"))
    shown = part(client_of(member).get("/").text)
    assert "A thought half finished" in shown
    assert "your draft" in shown


def test_a_visitor_is_led_nowhere(client: Client, article: Article) -> None:
    assert HEADING not in client.get("/").text


def test_many_debates_cost_as_much_as_three(
    author: User, member: User, reader2: User, same_queries: Callable
) -> None:
    reader = client_of(member)

    def read(how_many: int) -> None:
        for n in range(how_many + 2):
            essay = make_article(author, title=f"Essay {how_many} {n}")
            Visit.objects.create(article=essay, reader=member, seen_at=_ago(n))
            make_comment(reader2, essay)

    read(2)
    same_queries(read, lambda: reader.get("/"))
    assert part(reader.get("/").text).count("<li>") == 3


def _ago(days: int) -> object:
    return timezone.now() - timedelta(days=days)


def test_lists_of_essays_say_what_is_new_in_each_debate_one_has_read(
    article: Article, author: User, member: User, reader2: User
) -> None:
    other = make_article(author)
    reader = client_of(member)
    reader.get(article.get_absolute_url())
    for place in (article, other):
        make_comment(reader2, place)
        make_comment(member, place)
    listed = reader.get("/").text
    assert listed.count("1 new to you") == 2  # under the heading, and beside the essay
    assert "new to you" not in Client().get("/").text
    assert "new to you" not in client_of(reader2).get("/").text


def test_essays_half_read_and_arguments_begun_are_led_back_to(
    article: Article, author: User, member: User
) -> None:
    keep_place(member, article, "Readers who owed money left.", "what-we-saw", 40)
    begun = make_article(author)
    keep_draft(member, Sheet(begun, 0, uuid4()), Typed("Who counted them?"))
    reader = client_of(member)
    shown = part(reader.get("/").text)
    assert f"{article.get_absolute_url()}#what-we-saw:~:text=Readers" in shown
    assert "40 % read" in shown
    assert "Who counted them?" in shown
    for essay in (article, begun):
        set_state(essay, ArticleState.HIDDEN)
    assert HEADING not in reader.get("/").text


def test_a_list_costs_the_same_however_much_is_new(
    author: User, member: User, reader2: User, same_queries: Callable[..., None]
) -> None:
    essays = [make_article(author) for _ in range(4)]
    reader = client_of(member)
    for essay in essays:
        reader.get(essay.get_absolute_url())

    def more(n: int) -> None:
        for each in range(n):
            make_comment(reader2, essays[each % 4])
            keep_place(member, essays[each % 4], "Readers", "", each)
            if CommentDraft.objects.count() < 40:
                keep_draft(member, Sheet(essays[each % 4], 0, uuid4()), Typed("Begun."))

    more(4)
    same_queries(more, lambda: reader.get("/"))
