"""A claim of an essay and an argument against it, for the tests of what is made of both."""

import pytest

from accounts.models import User
from forum.articles.models import Article, Claim
from forum.comments.models import Comment
from tests.cast import make_claim, make_comment
from tests.stances.pages import AGAINST


@pytest.fixture
def claim(article: Article) -> Claim:
    return make_claim(article, 3, "Without fines, the books still come back.")


@pytest.fixture
def comment(article: Article, member: User) -> Comment:
    return make_comment(member, article, "against", source=AGAINST)
