"""Whoever flags is told what was decided and why, and reads no text that was taken down."""

from collections.abc import Callable

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.actions.outcome import tell_flaggers
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.models import Flag, LogEntry, Rule
from forum.moderation.subject import Seen
from forum.notifications.models import Kind, Notification
from tests.cast import client_of, make_article, make_members

REASON = "The last sentence is about the writer, not about fines."


@pytest.fixture
def flagged(comment: Comment, reader2: User, personal: Rule) -> Flag:
    return flag(reader2, comment, comment.article, personal, "Look at the last sentence.")


def told(person: User) -> Notification:
    return Notification.objects.get(kind=Kind.FLAG, recipient=person)


@pytest.mark.parametrize(
    ("act", "outcome"),
    [
        ("keep", "It was let stand."),
        ("hide", "It broke a rule. Rule 3, No personal remarks."),
        ("remove", "It broke a rule. Rule 3, No personal remarks."),
    ],
)
def test_the_flagger_is_told_what_was_decided_and_why(
    flagged: Flag, comment: Comment, moderator: User, personal: Rule, act: str, outcome: str
) -> None:
    getattr(decide, act)(moderator, comment, personal, REASON)
    notice = told(flagged.flagger)
    assert notice.text == f"{outcome} The reason given: {REASON}"
    client = client_of(flagged.flagger)
    inbox = client.get("/notices/").text
    assert outcome in inbox
    place = client.get(f"/notices/{notice.pk}/", follow=True)
    assert place.status_code == 200
    assert REASON in place.text
    if act != "keep":
        assert comment.source not in inbox + place.text


def test_the_title_of_an_essay_that_was_hidden_is_not_in_the_notice(
    reader2: User, moderator: User, author: User, personal: Rule
) -> None:
    essay = make_article(author, title="Seventeen names and addresses")
    flag(reader2, None, essay, personal)
    decide.hide(moderator, essay, personal, REASON)
    assert REASON in client_of(reader2).get("/notices/").text
    assert "Seventeen names" not in client_of(reader2).get("/notices/").text


def test_a_flag_that_was_not_seen_yet_is_told_of_nothing(
    flagged: Flag, comment: Comment, moderator: User
) -> None:
    decide.keep(moderator, comment, None, REASON, Seen())
    assert not Notification.objects.filter(kind=Kind.FLAG).exists()


def test_when_a_decision_is_taken_back_the_flagger_is_told_that_too(
    flagged: Flag, comment: Comment, moderator: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    undo(entry, Decision(moderator, None, "I read it again."))
    newest = Notification.objects.filter(kind=Kind.FLAG).latest("id")
    assert newest.text.startswith("An earlier decision about it was taken back.")
    assert "I read it again." in newest.text


def test_a_moderator_is_not_told_of_what_they_decided(
    comment: Comment, article: Article, moderator: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    Flag.objects.create(
        flagger=moderator,
        comment=comment,
        article=article,
        rule=personal,
        state="upheld",
        decision=entry,
    )
    tell_flaggers(LogEntry.objects.get())
    assert not Notification.objects.filter(kind=Kind.FLAG).exists()


def test_ten_readers_who_flagged_are_told_all_at_once(
    comment: Comment,
    article: Article,
    moderator: User,
    personal: Rule,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    for reader in make_members(10):
        flag(reader, comment, article, personal)
    decide.keep(moderator, comment, None, REASON)
    Notification.objects.all().delete()
    with django_assert_max_num_queries(4):  # two of them open and close a savepoint
        tell_flaggers(LogEntry.objects.get())
    assert Notification.objects.count() == 10
