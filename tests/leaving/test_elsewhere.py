"""What is told of a member outside their own rows: at every address, in mail that waits, in notices
and texts of others. None of it is told after they left."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.cards import cards
from forum.moderation.actions.decide import hide
from forum.moderation.models import Rule
from forum.notifications.mailing.sorting import look
from forum.notifications.models import Event, Kind, Letter, Notification
from tests import cast
from tests.leaving import looking
from tests.leaving.going import go, work_off
from tests.leaving.planting import MARK, Planted
from tests.notifications.mailbox import part, read_back

pytestmark = pytest.mark.django_db(transaction=True)

TOLD_AT = (
    *("/feed.atom", "/feed.json", "/sitemap-0.xml", "/search/?q=thesis"),
    *("/articles/tags/zqmarktag/", "/articles/tags/zqmarktag/feed.atom"),
    *("/members/zqmarkuser/", "/members/zqmarkuser/feed.atom", "/members/zqmarkuser/feed.json"),
)


def test_no_feed_list_or_picture_tells_what_it_told(planted: Planted) -> None:
    debates = [f"{essay.get_absolute_url()}feed.atom" for essay in Article.objects.published()]
    pictures = [cards.url(essay) for essay in Article.objects.filter(author=planted.leaver)[:1]]
    visitor = Client()
    for address in (*TOLD_AT, *debates):
        assert MARK in looking.text_at(address, visitor), address
    go(planted.leaver, keeps_texts=False)
    for address in (*TOLD_AT, *debates, *pictures):
        answer = visitor.get(address)
        assert answer.status_code == 404 or MARK not in answer.text.lower(), address


def test_mail_that_waited_for_a_server_tells_nothing_of_who_has_left_meanwhile(
    planted: Planted,
) -> None:
    assert Letter.objects.filter(sent_at=None)
    assert Event.objects.filter(actor=planted.leaver)
    mail.outbox.clear()
    go(planted.leaver, keeps_texts=False)
    look(timezone.now() + timedelta(days=8))
    work_off()
    assert not [text for text in map(mail_text, mail.outbox) if MARK in text]
    assert not Event.objects.exists()


def test_mail_that_waits_is_sent_where_nobody_left(planted: Planted) -> None:
    """So the test before this one would find it."""
    work_off()
    assert any(f"{MARK}told" in mail_text(letter) for letter in mail.outbox)


def mail_text(letter: EmailMessage) -> str:
    read = read_back(letter.message().as_bytes())
    return f"{read.items()} {part(read)}".lower()


def test_who_is_called_by_others_is_a_plain_word_afterwards(
    var: Path, member: User, reader2: User, article: Article
) -> None:
    essay = cast.make_article(reader2, source="As @gregor said.")
    called = cast.make_comment(reader2, article, source="@gregor, is it so? `@gregor`")
    hidden = cast.make_comment(reader2, article, source="Not so, @gregor.")
    moderator = cast.make_user("walt", role="moderator")
    hide(moderator, hidden, Rule.objects.get(slug="personal"), "It is about him.")
    places = looking.found_in_tables("/members/gregor")
    assert {"articles_article", "comments_comment"} <= {table for table, _column in places}
    go(member, keeps_texts=True)
    assert not looking.found_in_tables("/members/gregor")
    for words in (essay, called, hidden):
        words.refresh_from_db()
        assert "@gregor" in words.html
        assert "@gregor" in words.source
        assert 'class="mention"' not in words.html
    assert not looking.found_on_pages("/members/gregor", Client(), most=60)[0]


def test_a_title_that_is_erased_stands_in_no_notice_in_whatever_language(
    var: Path, author: User, member: User, reader2: User, moderator: User
) -> None:
    User.objects.filter(pk=member.pk).update(language="de")
    essay = cast.make_article(author, title=f"{MARK} in a title")
    for writer in (User.objects.get(pk=member.pk), reader2):
        comment = cast.make_comment(writer, essay)
        hide(moderator, comment, Rule.objects.get(slug="personal"), "It is about her.")
    told = [notice.text for notice in Notification.objects.filter(kind=Kind.MODERATION)]
    assert [f"„{essay.title}“" in text for text in told] == [True, False]
    go(author, keeps_texts=False)
    assert not looking.found_in_tables(f"{MARK} in a title")
