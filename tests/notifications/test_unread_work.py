"""The number of notices that one has not read stands on every page of a member's: what it costs
does not depend on how much else there is."""

from functools import partial

from accounts.models import User
from forum.articles.models import Article
from forum.notifications.models import Kind, Notification
from tests.cast import make_article
from tests.work import needs_sqlite, steps_of

NOTICES = 20


@needs_sqlite
def test_notices_of_essays_are_counted_as_quickly_on_a_site_of_many_essays(
    author: User, member: User
) -> None:
    essay = make_article(author)
    tell(member, essay)
    count = partial(Notification.objects.count_unread, member)
    assert count() == NOTICES
    before = steps_of(count)
    for _ in range(40):
        make_article(author)
    assert steps_of(count) < before * 1.1


def tell(member: User, essay: Article) -> None:
    Notification.objects.bulk_create(
        Notification(recipient=member, kind=Kind.ARTICLE, actor=essay.author, article=essay)
        for _ in range(NOTICES)
    )
