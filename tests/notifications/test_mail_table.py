"""The table of who is mailed what and when, whatever happened between the notice and the mail."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.utils import timezone

from accounts.models import Departure, Mute, User
from forum.articles.actions.publish import withdraw
from forum.articles.models import Article
from forum.comments.actions.delete import delete_comment
from forum.comments.models import Comment, CommentState
from forum.notifications.actions import follow, leave, mark_all_read, tell
from forum.notifications.fanout import catch_up
from forum.notifications.mailing.sending import send
from forum.notifications.models import DEFAULT_MAIL, Kind, Letter, Mail, Notification
from tests.cast import make_article, make_comment, make_user
from tests.notifications.mailbox import part, post, wants

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2026-12-01T12:00:00Z")  # a Tuesday, after all that the cast does
DAY = timedelta(days=1)
MORNING = datetime.fromisoformat("2026-12-02T08:00:00Z")
MONDAY = datetime.fromisoformat("2026-12-07T08:00:00Z")
DUE = {Mail.NOW: NOON, Mail.DAILY: MORNING, Mail.WEEKLY: MONDAY}


@pytest.fixture
def reply(author: User, member: User, article: Article) -> Comment:
    """Ines answers Gregor, on Tuesday at noon."""
    root = make_comment(member, article, "against")
    answer = make_comment(author, article, "for", root, "It was counted at the desk, twice.")
    Notification.objects.filter(recipient=author).delete()
    Notification.objects.update(created_at=NOON, mail_at=NOON)
    return answer


type Happening = Callable[[User, Comment], object]


def _hide(reader: User, reply: Comment) -> None:
    Comment.objects.filter(pk=reply.pk).update(state=CommentState.HIDDEN)


def _of_reader(**changes: object) -> Happening:
    return lambda reader, reply: User.objects.filter(pk=reader.pk).update(**changes)


def _of_address(**changes: object) -> Happening:
    return lambda reader, reply: EmailAddress.objects.filter(user=reader).update(**changes)


def _departs(reader: User, reply: Comment) -> None:
    Departure.objects.create(member=reader, keeps_texts=True, due_at=timezone.now() + DAY)


TABLE: dict[str, tuple[bool, Happening]] = {
    "nothing": (True, lambda reader, reply: None),
    "its writer mutes them": (
        True,
        lambda reader, reply: Mute.objects.create(member=reply.author, muted=reader),
    ),
    "their suspension ended": (True, _of_reader(suspended_until=timezone.now() - DAY)),
    "they are silenced": (True, _of_reader(silenced_until=timezone.now() + DAY)),
    "the reply was hidden": (False, _hide),
    "the reply was hidden, and they moderate": (
        False,
        lambda reader, reply: (_hide(reader, reply), _of_reader(role="moderator")(reader, reply)),
    ),
    "the reply was deleted": (False, lambda reader, reply: delete_comment(reply.author, reply)),
    "the reply is gone": (False, lambda reader, reply: reply.delete()),
    "the essay was withdrawn": (
        False,
        lambda reader, reply: withdraw(reply.article.author, reply.article),
    ),
    "they mute its writer": (
        False,
        lambda reader, reply: Mute.objects.create(member=reader, muted=reply.author),
    ),
    "they left the debate": (False, lambda reader, reply: leave(reader, reply.article)),
    "they read it in the page": (
        False,
        lambda reader, reply: mark_all_read(reader, Notification.objects.latest("pk").pk),
    ),
    "they want no such mail now": (False, lambda reader, reply: wants(reader, "reply", "never")),
    "they are suspended": (False, _of_reader(suspended_until=timezone.now() + DAY)),
    "their account was closed": (False, _of_reader(is_active=False)),
    "they asked to leave": (False, _departs),
    "their address is not confirmed": (False, _of_address(verified=False)),
    "they have no main address": (False, _of_address(primary=False)),
}


@pytest.mark.parametrize("how", DUE)
@pytest.mark.parametrize("happened", TABLE)
def test_a_reply_is_mailed_or_not(happened: str, how: str, member: User, reply: Comment) -> None:
    is_mailed, happen = TABLE[happened]
    wants(member, "reply", how)
    if how != Mail.NOW:
        assert not post(NOON)
    happen(member, reply)
    mails = post(DUE[how])
    assert [message["To"] for message in mails] == ["gregor@example.org"] * is_mailed
    assert not post(DUE[how] + 8 * DAY), "told once by mail, or not at all, is done with"


@pytest.mark.parametrize("happened", TABLE)
def test_what_happens_after_the_letter_was_made_counts_too(
    happened: str, member: User, reply: Comment
) -> None:
    """As when the mail server was down for hours."""
    is_mailed, happen = TABLE[happened]
    letter = Letter.objects.create(member=member, mail=Mail.NOW)
    Notification.objects.update(letter=letter, mail_at=None)
    happen(member, reply)
    send.func(letter.pk)
    assert len(mail.outbox) == is_mailed
    send.func(letter.pk)
    assert len(mail.outbox) == is_mailed, "a letter that was sent is not sent again"


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("how", [None, *Mail.values])
def test_each_kind_comes_when_its_reader_wants_it(
    kind: str, how: str | None, author: User, member: User, article: Article
) -> None:
    if how:
        wants(member, kind, how)
    tell(member, kind, actor=author, article=article, text=lambda: "We took your words down.")
    Notification.objects.update(created_at=NOON, mail_at=NOON)
    came = [at for at in (NOON, MORNING, MONDAY) if post(at)]
    expected = DUE.get(how or DEFAULT_MAIL[kind])
    assert came == ([expected] if expected else [])


def test_what_moderators_did_is_mailed_though_the_words_are_gone_and_without_them(
    member: User, moderator: User, reply: Comment
) -> None:
    _hide(member, reply)
    leave(member, reply.article)
    Mute.objects.create(member=member, muted=moderator)
    about = {"actor": moderator, "article": reply.article, "comment": reply}
    tell(member, Kind.MODERATION, text=lambda: "It was hidden for its tone.", **about)
    (message,) = post()
    assert message["Subject"] == "The moderators acted on what you wrote"
    assert "It was hidden for its tone." in part(message)
    assert "counted at the desk" not in part(message)


def test_what_was_told_for_e_mail_alone_is_mailed(member: User, reply: Comment) -> None:
    Notification.objects.update(in_page=False)
    assert len(post(NOON)) == 1


def test_nobody_is_mailed_what_another_is_told(
    author: User, member: User, reader2: User, article: Article
) -> None:
    make_comment(reader2, article)
    make_comment(author, article, "against", make_comment(member, article))
    assert [message["To"] for message in post()] == ["gregor@example.org"]


def test_what_was_told_before_an_update_is_not_mailed(member: User, reply: Comment) -> None:
    """The migration leaves the column empty in every row there is."""
    Notification.objects.update(mail_at=None)
    assert not post(MONDAY)


def test_followers_are_mailed_of_a_new_essay(author: User) -> None:
    for name in ("ada", "bo"):
        follow(make_user(name), author)
    make_article(author, title="Why we count")
    catch_up()
    Notification.objects.update(created_at=NOON, mail_at=NOON)
    assert not post(NOON)
    mails = post(MORNING)
    assert {message["To"] for message in mails} == {"ada@example.org", "bo@example.org"}
    assert mails[0]["Subject"] == "Today on Counterpoint: 1 new essay"
    assert "Why we count" in part(mails[0])


def test_what_is_written_while_the_worker_looks_is_mailed_too(
    author: User, member: User, article: Article, reply: Comment
) -> None:
    """On PostgreSQL others write meanwhile, and what they write is seen by the next statement."""
    told = Notification.objects.values_list("letter", "mail_at")

    def meanwhile(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("UPDATE") and told.count() < 4:
            row = {"recipient": member, "actor": author, "article": article, "comment": reply}
            rows = Notification(**row, kind=Kind.REPLY, created_at=NOON, mail_at=NOON)
            Notification.objects.bulk_create([rows])
        return execute(sql, *rest)

    with connection.execute_wrapper(meanwhile):
        assert post(NOON)
    assert post(NOON + DAY)
    assert all(letter for letter, _mail_at in told.all()), "each was in a letter"
