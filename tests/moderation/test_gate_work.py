"""What the gate asks costs no more for those who write all day long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from tests.cast import make_article, make_comment
from tests.moderation.writing import note_posted, say, wait
from tests.work import needs_sqlite, steps_of

pytestmark = pytest.mark.usefixtures("site_figures")
MUCH = 60


@needs_sqlite
def test_a_comment_is_as_quickly_let_through_however_much_its_author_wrote_that_day(
    author: User, member: User
) -> None:
    member.joined = timezone.now() - timedelta(days=30)
    member.save()
    elsewhere, here = make_article(author), make_article(author)
    make_comments_of_today(member, elsewhere, 3)
    wait(member, minutes=5)
    before = steps_of(lambda: say(member, here, "They came back, and with them their debts."))
    make_comments_of_today(member, elsewhere, MUCH)
    wait(member, minutes=5)
    after = steps_of(lambda: say(member, here, "They came back, and brought their neighbours."))
    assert after < before * 1.1


def make_comments_of_today(member: User, article: Article, how_many: int) -> None:
    sources = [f"And here is reason {n}." for n in range(how_many)]
    note_posted(*[make_comment(member, article, source=source) for source in sources])
