"""Two workers at once, and a member who writes meanwhile: the index ends as the texts are."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from accounts.models import User
from forum.articles.models import Article
from forum.search import actions
from forum.search.engine import engine
from forum.search.models import Change
from tests.cast import make_comment
from tests.search.asking import found

pytestmark = pytest.mark.django_db(transaction=True)


def apart(act: Callable[[], bool]) -> bool:
    """What it returns on another connection."""

    def run() -> bool:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def test_one_works_on_the_index_and_the_other_does_not_wait(article: Article, member: User) -> None:
    comment = make_comment(member, article, source="Owls.")
    with engine().alone() as is_free:
        assert is_free
        assert apart(actions.follow) is False
    assert found("owls") == [comment]


def test_what_is_not_written_to_the_end_is_followed_again(article: Article, member: User) -> None:
    actions.catch_up()
    comment = make_comment(member, article, source="Owls.")
    with transaction.atomic():
        actions.follow()
        transaction.set_rollback(True)  # the worker is killed
    assert Change.objects.exists()
    assert found("owls") == [comment]
