"""What a mail says: enough to know whether to go there, in a bounded number of lines."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.urls import resolve
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments import tree
from forum.comments.models import Comment
from forum.notifications.actions import Notice, tell, tell_all
from forum.notifications.mailing.contents import MOST
from forum.notifications.mailing.links import Scope, to_inbox, to_open, to_settings, to_stop
from forum.notifications.mailing.sorting import PAUSE
from forum.notifications.models import Kind, Letter, Notification
from tests.cast import asked, make_article, make_comment, make_members
from tests.notifications.mailbox import links, part, post, wants

pytestmark = pytest.mark.django_db

LONG_AGO = datetime.fromisoformat("2020-01-01T00:00:00Z")


def arguments(article: Article, how_many: int) -> list[Comment]:
    """Without what posting does besides, which is not what these tests are about."""
    (writer,) = make_members(1, name="Anna Berg")
    first = make_comment(writer, article)
    rows = [
        Comment(
            article=article,
            author=writer,
            position=("for", "against", "neutral")[number % 3],
            source=f"Reason {number}. It goes on.",
            html=f"<p>Reason {number}. It goes on.</p>",
            number=first.number + 1 + number,
            path=tree.child_path("", first.number + 1 + number),
            depth=1,
            token=uuid4(),
        )
        for number in range(how_many)
    ]
    Notification.objects.all().delete()
    return Comment.objects.bulk_create(rows)


def tell_of(comments: list[Comment], kind: str, reader: User) -> None:
    tell_all(
        Notice(reader, kind, {"actor": each.author, "article": each.article, "comment": each})
        for each in comments
    )
    Notification.objects.update(created_at=LONG_AGO)


def test_one_reply_is_the_whole_mail(author: User, member: User, article: Article) -> None:
    root = make_comment(member, article)
    make_comment(author, article, "against", root, "Not so: **nobody** counted them.")
    (message,) = [each for each in post() if each["To"] == "gregor@example.org"]
    assert message["Subject"] == f"Ines Okafor answered you on “{article.title}”"
    text = part(message)
    for words in (
        f"Ines Okafor answered you on “{article.title}”.",
        "Against:",
        "Not so: nobody counted them.",
        "You get this because you are sent mail at once when someone answers you.",
        "How you are told: http://testserver/",
        "No more mail when someone answers you: http://testserver/notices/unsubscribe/",
        "No more mail about notices at all: http://testserver/notices/unsubscribe/",
    ):
        assert words in text
    assert len(links(message, "mailed")) == 1


def test_both_parts_say_the_same_and_need_no_other_server(
    author: User, member: User, article: Article
) -> None:
    make_comment(author, article, "for", make_comment(member, article), "<b>A & B</b>, he said.")
    (message,) = [each for each in post() if each["To"] == "gregor@example.org"]
    html = part(message, "html")
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;, he said." in html
    assert "<b>A & B</b>, he said." in part(message)
    assert not [word for word in ("<img", "<link", "src=", "url(", "<script") if word in html]
    for kind in ("mailed", "unsubscribe"):
        assert all(link in html for link in links(message, kind))


def test_its_links_lead_where_the_site_map_has_them() -> None:
    for link, name in (
        (to_open(7), "notifications:mailed"),
        (to_stop(7, Scope("all")), "notifications:unsubscribe"),
        (to_inbox(), "notifications:inbox"),
        (to_settings(), "accounts:settings"),
    ):
        path = link.removeprefix("http://testserver").partition("#")[0]
        assert resolve(path).view_name == name


def test_it_is_written_without_the_site_map(
    author: User, member: User, article: Article, settings: Any
) -> None:
    """Which would stay in the worker's memory, with every view of the site."""
    make_comment(author, article, "for", make_comment(member, article))
    settings.ROOT_URLCONF = "tests.has_no_site_map"
    assert "gregor@example.org" in [each["To"] for each in post()]


def test_its_headers_say_what_it_is(author: User, member: User, article: Article) -> None:
    make_comment(author, article, "for", make_comment(member, article))
    (message,) = [each for each in post() if each["To"] == "gregor@example.org"]
    letter = Letter.objects.get(member=member)
    assert message["List-Id"] == "Counterpoint <notices.counterpoint.example>"
    assert message["Message-ID"].startswith(f"<notices.{letter.pk}.")
    assert message["Date"].datetime == letter.made_at.replace(microsecond=0)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["In-Reply-To"] == message["References"]
    assert f"debate.{article.pk}." in message["References"]


def test_the_address_to_unsubscribe_is_never_broken_or_encoded(
    author: User, member: User, article: Article, settings: Any
) -> None:
    """Python's own would make encoded words of a long one, which no program of mail reads."""
    settings.SITE_URL = f"https://{'long.' * 20}example.org"
    make_comment(author, article, "for", make_comment(member, article))
    post()
    raw = mail.outbox[-1].message().as_bytes().decode()
    (line,) = [line for line in raw.splitlines() if line.startswith("List-Unsubscribe:")]
    assert line.startswith(f"List-Unsubscribe: <{settings.SITE_URL}/notices/unsubscribe/")
    assert line.endswith("/>")


def test_a_title_in_any_script_is_a_subject_on_one_line(author: User, member: User) -> None:
    title = "Почему библиотека должна перестать штрафовать читателей за опоздание: «шесть причин»"
    article = make_article(author, title=title)
    make_comment(author, article, "for", make_comment(member, article))
    (message,) = [each for each in post() if each["To"] == "gregor@example.org"]
    assert message["Subject"].startswith("Ines Okafor answered you on “Почему библиотека")
    assert message["Subject"].endswith("…”")
    assert len(message["Subject"]) < 120


def test_what_comes_together_is_one_mail(author: User, member: User, article: Article) -> None:
    root = make_comment(member, article)
    for _ in range(30):
        make_comment(author, article, "against", root)
    Notification.objects.exclude(recipient=member).delete()
    (message,) = post()
    assert message["Subject"] == f"30 replies on “{article.title}”"
    assert "Against: 30" in part(message)
    assert "And 27 more here:" in part(message)


def test_at_once_waits_a_little_after_the_last_mail(
    author: User, member: User, article: Article
) -> None:
    def answered() -> None:
        make_comment(author, article, "against", root)
        Notification.objects.exclude(recipient=member).delete()

    root, now = make_comment(member, article), timezone.now()
    answered()
    assert len(post()) == 1
    for _ in range(3):
        answered()
        assert not post()
    assert not post(now + PAUSE - timedelta(seconds=5))
    (message,) = post(timezone.now() + PAUSE)
    assert message["Subject"].startswith("3 replies")


def test_an_author_with_500_new_arguments_gets_one_readable_mail(
    author: User, article: Article
) -> None:
    tell_of(arguments(article, 500), Kind.COMMENT, author)
    (message,) = post()
    assert message["Subject"] == "Today on Counterpoint: 500 arguments on your essays"
    text = part(message)
    assert f"“{article.title}”\nFor: 167, Against: 167, Neutral: 166" in text
    assert text.count("Anna Berg") == 9
    assert "Reason 0. It goes on." in text
    sides = [line.rpartition(" ")[2] for line in text.splitlines() if line.startswith("Anna Berg")]
    assert sides == ["For"] * 3 + ["Against"] * 3 + ["Neutral"] * 3
    assert "And 491 more here:" in text
    assert len(message.as_bytes()) < 40_000
    assert not Notification.objects.filter(mail_at__isnull=False).exists()


def test_a_mail_about_many_debates_is_bounded_too(author: User, member: User) -> None:
    essays = [make_article(author) for _ in range(MOST + 12)]
    comments = [arguments(essay, 2) for essay in essays]
    for some in comments:
        tell_of(some, Kind.WATCHED, member)
    (message,) = post()
    text = part(message)
    assert len(links(message, "mailed")) == MOST + text.count("more here")
    assert "84 arguments where you watch" in message["Subject"]
    told = text.count("Anna Berg")
    assert told == MOST
    assert f"And {84 - told} more. A mail holds no more than that" in text
    assert len(message.as_bytes()) < 100_000


def test_what_is_most_personal_comes_first(author: User, member: User, article: Article) -> None:
    for kind in (Kind.ARTICLE, Kind.WATCHED, Kind.REPLY):
        wants(member, kind, "weekly")
        comment = make_comment(author, article) if kind != Kind.ARTICLE else None
        tell(member, kind, actor=author, article=article, comment=comment)
    Notification.objects.update(created_at=LONG_AGO)
    (message,) = [each for each in post() if each["To"] == "gregor@example.org"]
    # Python begins a header that is longer than a line with a space.
    assert message["Subject"].strip() == (
        "This week on Counterpoint: 1 reply, 1 argument where you watch, 1 new essay"
    )
    headings = [line for line in part(message).splitlines() if line.isupper()]
    assert headings == ["REPLIES TO YOU", "WHERE YOU WATCH", "NEW ESSAYS"]
    assert "References" in message, "all of it is about one essay"


@pytest.mark.parametrize("members", [5, 45])
def test_the_worker_asks_no_question_of_each_member(
    members: int, author: User, article: Article
) -> None:
    """But for the task and the letter itself: a batch is sorted by a fixed number of statements."""
    people = make_members(members)
    for person in people:
        wants(person, "article", "now")
    tell_all(
        Notice(person, Kind.ARTICLE, {"actor": author, "article": article}) for person in people
    )
    statements = asked(post)
    assert len(statements) <= 25 + 5 * members
    assert Letter.objects.filter(sent_at__isnull=False).count() == members
