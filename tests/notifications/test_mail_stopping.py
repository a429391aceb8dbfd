"""The links in a mail: opening what it tells of, and ending such mail without a log-in."""

from email.message import EmailMessage

import pytest
from django.core import mail, signing
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.notifications.actions import tell
from forum.notifications.models import Kind, Notification, Preference, Watch
from tests.cast import client_of, make_comment
from tests.notifications.mailbox import links, one_click, part, post, wants

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def reply(author: User, member: User, article: Article) -> Comment:
    answer = make_comment(author, article, "for", make_comment(member, article, "against"))
    Notification.objects.filter(recipient=author).delete()
    return answer


@pytest.fixture
def mailed(reply: Comment) -> EmailMessage:
    (message,) = post()
    return message


@pytest.fixture
def strict() -> Client:
    """A browser whose forms need their token, as on a real site."""
    return Client(enforce_csrf_checks=True)


def mails_of(member: User) -> dict[str, str]:
    return dict(Preference.objects.filter(member=member).values_list("kind", "mail"))


def test_its_link_opens_what_it_tells_of_and_marks_it_read(
    mailed: EmailMessage, member: User, reply: Comment
) -> None:
    (link,) = links(mailed, "mailed")
    answer = client_of(member).get(link, follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == f"/comments/{reply.pk}/"
    assert Notification.objects.get().read_at


@pytest.mark.parametrize("who", ["visitor", "another"])
def test_its_link_opens_for_whoever_is_not_logged_in(
    who: str, mailed: EmailMessage, reader2: User, reply: Comment
) -> None:
    browser = Client() if who == "visitor" else client_of(reader2)
    answer = browser.get(links(mailed, "mailed")[0], follow=True)
    assert answer.status_code == 200
    assert reply.source in answer.content.decode()
    assert not Notification.objects.get().read_at


def test_its_link_asks_to_log_in_where_visitors_see_nothing(
    mailed: EmailMessage, reply: Comment
) -> None:
    Comment.objects.update(state="hidden")
    answer = Client().get(links(mailed, "mailed")[0])
    assert answer["Location"].startswith("/accounts/login/?next=%2Fnotices%2F")


def test_a_program_of_mail_ends_it_with_one_post(
    mailed: EmailMessage, strict: Client, member: User
) -> None:
    assert mailed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = strict.post(one_click(mailed), ONE_CLICK)
    assert answer.status_code == 200
    assert mails_of(member) == {"reply": "never"}
    assert strict.post(one_click(mailed), ONE_CLICK).status_code == 200


def test_a_scanner_that_follows_every_link_ends_nothing(
    mailed: EmailMessage, member: User, client: Client
) -> None:
    for link in [*links(mailed, "unsubscribe"), *links(mailed, "mailed"), one_click(mailed)]:
        assert client.get(link).status_code in (200, 302)
        client.head(link)
        assert client.put(link).status_code == 405
    assert not mails_of(member)
    assert not Notification.objects.get().read_at


def test_the_page_says_what_the_button_does_does_it_and_takes_it_back(
    mailed: EmailMessage, client: Client, member: User
) -> None:
    wants(member, "mention", "weekly")
    before = mails_of(member)
    everything = links(mailed, "unsubscribe")[-1]
    assert "No more mail about notices at all" in client.get(everything).content.decode()
    done = client.post(everything)
    assert set(mails_of(member).values()) == {"never"}
    assert "You get no more mail about notices." in done.content.decode()
    assert "ended before" in client.get(everything).content.decode()
    undone = client.post("/notices/unsubscribe/", {"undo": done.context["undo"]})
    assert undone.status_code == 200
    assert mails_of(member).items() > before.items()
    assert mails_of(member)["reply"] == "now"
    assert "flag" not in mails_of(member), "of what was not mailed before nothing is now"


def test_what_stands_in_the_page_stays_there(
    mailed: EmailMessage, client: Client, member: User
) -> None:
    Preference.objects.create(member=member, kind="reply", mail="now", in_page=False)
    client.post(one_click(mailed), ONE_CLICK)
    assert Preference.objects.get().in_page is False
    assert Preference.objects.get().mail == "never"


def test_a_form_from_elsewhere_ends_nothing(
    mailed: EmailMessage, strict: Client, member: User
) -> None:
    assert strict.post(one_click(mailed), {"List-Unsubscribe": "1"}).status_code == 403
    assert strict.post(one_click(mailed)).status_code == 403
    assert strict.post("/notices/unsubscribe/", {"undo": "x"}).status_code == 403
    assert not mails_of(member)


def _forged(good: str) -> list[str]:
    token = good.rstrip("/").rpartition("/")[2]
    value, _, signature = token.rpartition(":")
    another = signing.Signer(salt="elsewhere").sign_object([1, "all", ""])
    return [
        value,
        f"{value}:",
        f"{value[:-2]}AA:{signature}",
        f"{value}:{signature[:-1]}",
        f":{signature}",
        "WzEsImFsbCIsIiJd:AAAA",
        another,
        "x" * 5_000,
        "%00",
        "Ünïcode",
    ]


def test_a_forged_link_is_a_kind_page_and_changes_nothing(
    mailed: EmailMessage, client: Client, member: User
) -> None:
    (opening,) = (link.split("/")[3] for link in links(mailed, "mailed"))
    for token in [*_forged(one_click(mailed)), opening]:
        for data in ({}, ONE_CLICK):
            assert client.post(f"/notices/unsubscribe/{token}/", data).status_code == 404, token
        assert client.get(f"/notices/unsubscribe/{token}/").status_code == 404, token
        is_one = token == opening
        assert (client.get(f"/notices/mailed/{token}/").status_code == 302) is is_one, token
        assert client.post("/notices/unsubscribe/", {"undo": token}).status_code == 404, token
    assert not mails_of(member)
    assert "nothing has changed" in client.get("/notices/unsubscribe/x/").content.decode()


def test_the_link_of_a_member_who_is_gone_is_none(mailed: EmailMessage, member: User) -> None:
    link = one_click(mailed)
    User.objects.filter(pk=member.pk).delete()
    assert Client().post(link, ONE_CLICK).status_code == 404


def test_a_suspended_member_can_end_it_too(mailed: EmailMessage, moderator: User) -> None:
    User.objects.filter(pk=moderator.pk).update(suspended_until="2999-01-01T00:00:00Z")
    answer = client_of(User.objects.get(pk=moderator.pk)).get(one_click(mailed))
    assert answer.status_code == 200


def test_mail_of_an_essay_one_watches_offers_to_stop_watching_it(
    author: User, member: User, article: Article, client: Client
) -> None:
    root = make_comment(author, article)
    Watch.objects.create(watcher=member, article=article)
    Watch.objects.create(watcher=member, thread=root)
    Watch.objects.create(watcher=member, person=author)
    wants(member, "watched", "now")
    tell(member, Kind.WATCHED, actor=author, article=article, comment=root)
    (message,) = post()
    assert "Stop watching this essay" in part(message)
    this, sort, _everything = links(message, "unsubscribe")
    assert sort == one_click(message)
    tell(member, Kind.WATCHED, actor=author, article=article, comment=root)
    done = client.post(this)
    assert [watch.person for watch in Watch.objects.filter(watcher=member)] == [author]
    assert not post(), "what was told of it and not yet mailed is not mailed either"
    client.post("/notices/unsubscribe/", {"undo": done.context["undo"]})
    assert Watch.objects.filter(watcher=member, article=article).count() == 1
    assert Watch.objects.filter(watcher=member, thread=root).count() == 1
    assert client.post(this).status_code == 200


def test_a_digest_is_ended_as_a_digest(author: User, member: User, article: Article) -> None:
    for kind in (Kind.ARTICLE, Kind.COMMENT):
        tell(member, kind, actor=author, article=article)
    Notification.objects.update(created_at="2020-01-01T00:00:00Z")
    (message,) = post()
    Client().post(one_click(message), ONE_CLICK)
    assert mails_of(member) == dict.fromkeys(("article", "comment", "watched"), "never")


def test_mail_of_accounts_has_no_such_link(client: Client, member: User) -> None:
    client.post("/accounts/login/code/", {"email": "gregor@example.org"})
    (code,) = mail.outbox
    assert "List-Unsubscribe" not in code.message()
