"""Moderators open the queue at the same moment, on a real database: no case is in two hands."""

import re

import pytest

from accounts.models import User
from accounts.roles import Role
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions.claim import claim
from forum.moderation.actions.flag import flag
from forum.moderation.cases import key_of
from forum.moderation.models import Case, Rule
from tests.cast import client_of, make_comment, make_user
from tests.moderation.test_queue import URL
from tests.moderation.test_race import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moderators(db: None) -> list[User]:
    return [make_user(f"moderator{number}", role=Role.MODERATOR) for number in range(4)]


def test_of_four_who_claim_one_case_one_has_it(
    comment: Comment, reader2: User, personal: Rule, moderators: list[User]
) -> None:
    flag(reader2, comment, comment.article, personal)
    case = Case.objects.get()
    results = at_once(
        *[lambda one=one: claim(one, Case.objects.get(pk=case.pk)) for one in moderators]
    )
    assert sorted(results) == [False, False, False, True]
    case.refresh_from_db()
    assert case.claimed_by == moderators[results.index(True)]


def test_four_who_open_the_queue_are_offered_four_cases(
    article: Article, member: User, reader2: User, personal: Rule, moderators: list[User]
) -> None:
    comments = [make_comment(member, article) for _ in moderators]
    for comment in comments:
        flag(reader2, comment, article, personal)
    clients = [client_of(one) for one in moderators]
    pages = at_once(*[lambda client=client: client.get(URL) for client in clients])
    opened = [re.findall(r'row open" id="row-(c\d+)"', page.content.decode()) for page in pages]
    assert sorted(key for one in opened for key in one) == sorted(map(key_of, comments))
    assert {case.claimed_by for case in Case.objects.all()} == {*moderators}
