"""Lists of essays and of arguments say beside each what is new in a debate that one has read."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.bookmarks.actions import keep as bookmark
from forum.stances.models import Tally
from tests.cast import asked, client_of, make_article, make_comment

pytestmark = pytest.mark.django_db


def _read_by(member: User, author: User, reader2: User) -> str:
    """An essay of Ines that Gregor argued about, kept (and an argument of hers, too), and read, and
    on which Mei-Lin argued since; its slug."""
    essay = make_article(author)
    mine = make_comment(member, essay)
    bookmark(member, essay, None, "")
    bookmark(member, essay, make_comment(author, essay, "against", mine), "To be answered.")
    client_of(member).get(essay.get_absolute_url())
    make_comment(reader2, essay)
    Tally.objects.update_or_create(article=essay, defaults={"contested": 9000, "changed": 9000})
    Article.objects.filter(pk=essay.pk).update(for_count=9, against_count=9)
    return essay.slug


LISTS = {
    "/bookmarks/": 2,
    "/members/ines/": 2,
    "/members/gregor/": 1,
    "/members/gregor/arguments/": 1,
    "/contested/": 1,
    "/changed-minds/": 1,
}


@pytest.mark.parametrize("address", LISTS)
def test_every_list_says_what_is_new_in_the_debates_one_has_read(
    address: str, author: User, member: User, reader2: User
) -> None:
    slug = _read_by(member, author, reader2)
    listed = client_of(member).get(address).text
    assert listed.count("1 new to you") == LISTS[address]
    assert f"/articles/{slug}/thread/?unread=first" in listed
    assert "new to you" not in client_of(reader2).get(address).text


@pytest.mark.parametrize("address", [each for each in LISTS if each != "/bookmarks/"])
def test_visitors_cost_no_question_of_what_is_new(
    address: str, author: User, member: User, reader2: User
) -> None:
    _read_by(member, author, reader2)
    statements = asked(lambda: Client().get(address))
    assert statements
    assert not [sql for sql in statements if "comments_visit" in sql]


@pytest.mark.parametrize("address", ["/bookmarks/", "/members/gregor/arguments/"])
def test_what_is_new_is_asked_once_however_long_the_list(
    address: str, author: User, member: User, reader2: User
) -> None:
    _read_by(member, author, reader2)
    reader = client_of(member)
    reader.get(address)
    for _ in range(2):
        statements = asked(lambda: reader.get(address))
        assert len([sql for sql in statements if "comments_visit" in sql]) == 1
        _read_by(member, author, reader2)
