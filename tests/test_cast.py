"""The cast itself: who is who, and that the measure of queries measures."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import roles
from accounts.models import User
from forum.articles.models import Article
from tests.cast import client_of, make_article, make_comment, make_members


def test_the_cast_has_its_roles(
    member: User, moderator: User, administrator: User, visitor: AnonymousUser
) -> None:
    assert [roles.is_moderator(p) for p in (visitor, member, moderator, administrator)] == [
        False,
        False,
        True,
        True,
    ]
    assert [p for p in (member, moderator, administrator) if roles.is_administrator(p)] == [
        administrator
    ]


def test_a_member_of_the_cast_is_logged_in(member: User) -> None:
    assert client_of(member).get("/").context["user"] == member


def test_the_makers_make_a_debate(author: User, member: User) -> None:
    article = make_article(author)
    root = make_comment(member, article, "against")
    reply = make_comment(author, article, "for", parent=root)
    assert (root.depth, reply.depth, reply.parent) == (1, 2, root)
    assert list(Article.objects.visible_to(AnonymousUser())) == [article]
    assert not Article.objects.visible_to(AnonymousUser()).filter(
        pk=make_article(author, published=False).pk
    )


def test_the_measure_of_queries_finds_one_for_each_row(author, same_queries) -> None:
    class Page:
        status_code = 200

    def get() -> Page:
        for user in User.objects.all():
            user.articles.count()
        return Page()

    with pytest.raises(AssertionError, match="became"):
        same_queries(make_members, get)
    same_queries(make_members, lambda: list(User.objects.all()) and Page())
