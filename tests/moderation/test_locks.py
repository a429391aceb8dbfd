"""An essay's author and moderators close its debate and open it again, with a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import lock
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.models import Act, LogEntry, Rule
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests.cast import client_of, make_article, make_comment

REASON = "I am away for a week."


def url_of(article: Article) -> str:
    return reverse("moderation:lock", args=[article.pk])


def is_locked(article: Article) -> bool:
    article.refresh_from_db()
    return article.locked_at is not None


def test_the_author_locks_the_debate_of_their_own_essay_and_opens_it_again(
    article: Article, author: User
) -> None:
    client = client_of(author)
    answer = client.post(url_of(article), {"act": "lock", "reason": REASON})
    assert (answer.status_code, answer["Location"]) == (302, article.get_absolute_url())
    assert is_locked(article)
    client.post(url_of(article), {"act": "unlock", "reason": "I am back."})
    assert not is_locked(article)
    assert list(LogEntry.objects.values_list("act", "moderator")) == [
        ("unlock", author.pk),
        ("lock", author.pk),
    ]
    assert "(the essay’s author)" in Client().get("/moderation/log/").content.decode()


def test_what_a_moderator_locked_its_author_does_not_open(
    article: Article, author: User, moderator: User, personal: Rule
) -> None:
    lock.lock(moderator, article, personal, "Forty remarks an hour.")
    client = client_of(author)
    assert client.get(url_of(article)).status_code == 403
    answer = client.post(url_of(article), {"act": "unlock", "reason": "But I want to."})
    assert answer.status_code == 403
    assert "only a moderator can open it again" in answer.content.decode()
    assert "But I want to." in answer.content.decode()
    assert is_locked(article)


def test_an_author_does_not_inherit_a_lock_by_having_locked_before(
    article: Article, author: User, moderator: User, personal: Rule
) -> None:
    lock.lock(author, article, None, REASON)
    lock.unlock(author, article, None, "Back.")
    lock.lock(moderator, article, personal, "Forty remarks an hour.")
    with pytest.raises(Refused, match="only a moderator"):
        lock.unlock(author, article, None, "But I want to.")


@pytest.mark.parametrize("who", ["member", "reader2"])
def test_for_other_readers_there_is_no_such_page(
    article: Article, request: pytest.FixtureRequest, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(url_of(article)).status_code == 404
    sent = client.post(url_of(article), {"act": "lock", "reason": REASON})
    assert sent.status_code == 404
    assert not is_locked(article)


def test_an_author_locks_no_debate_but_their_own(article: Article, member: User) -> None:
    make_article(member)
    with pytest.raises(Refused, match="Only the essay’s author"):
        lock.lock(member, article, None, REASON)


def test_the_author_is_told_when_a_moderator_locks(
    article: Article, author: User, moderator: User, personal: Rule
) -> None:
    lock.lock(moderator, article, personal, "Forty remarks an hour.")
    notice = Notification.objects.get(kind="moderation")
    assert notice.recipient == author
    assert "locked the debate" in notice.text
    assert "Forty remarks an hour." in notice.text


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"act": "lock", "reason": ""}, 400, "Give a reason"),
        ({"act": "lock", "reason": "x" * 501}, 400, "Keep the reason to 500 characters"),
        ({"act": "unlock", "reason": "Back."}, 409, "This debate is open already."),
    ],
)
def test_what_is_wrong_with_a_lock_is_said(
    article: Article, author: User, form: dict[str, str], status: int, sentence: str
) -> None:
    answer = client_of(author).post(url_of(article), form)
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert form["reason"] in answer.content.decode()
    assert not LogEntry.objects.exists()


def test_a_draft_has_no_debate_to_lock(author: User) -> None:
    draft = make_article(author, published=False)
    answer = client_of(author).post(url_of(draft), {"act": "lock", "reason": REASON})
    assert answer.status_code == 409


def test_a_moderator_names_the_rule_for_a_lock_and_the_author_need_not(
    article: Article, author: User, moderator: User
) -> None:
    with pytest.raises(Refused, match="Choose the rule") as refused:
        lock.lock(moderator, article, None, "Forty remarks an hour.")
    assert refused.value.status == 400
    assert "Choose a rule" in client_of(moderator).get(url_of(article)).content.decode()
    assert "Choose a rule" not in client_of(author).get(url_of(article)).content.decode()


def thread_url(comment: Comment) -> str:
    return reverse("moderation:lock_thread", args=[comment.pk])


def test_a_moderator_locks_a_thread_from_any_of_its_comments_and_opens_it_again(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    reply = make_comment(reader2, comment.article, "against", comment)
    other = make_comment(reader2, comment.article)
    client = client_of(moderator)
    form = {"act": "lock", "rule": personal.pk, "reason": "It turned into a quarrel."}
    assert client.post(thread_url(reply), form)["Location"] == reply.get_absolute_url()
    for closed in (comment, reply):
        with pytest.raises(Refused, match="thread is locked"):
            make_comment(reader2, comment.article, "for", closed)
    make_comment(reader2, comment.article, "for", other)
    entry = LogEntry.objects.get()
    assert (entry.scope, entry.comment, entry.member) == ("thread", comment, comment.author)
    assert client.post(thread_url(comment), form).status_code == 409
    client.post(thread_url(comment), {"act": "unlock", "reason": "Calm again."})
    make_comment(reader2, comment.article, "for", reply)


def test_undoing_the_lock_of_a_thread_opens_all_of_it(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    reply = make_comment(reader2, comment.article, "against", comment)
    decision = Decision(moderator, personal, "It turned into a quarrel.")
    entry = lock.set_lock_on_thread(reply, Act.LOCK, decision)
    undo(entry, Decision(moderator, None, "The wrong thread."))
    make_comment(reader2, comment.article, "for", reply)


@pytest.mark.parametrize("who", ["author", "member", "reader2"])
def test_only_moderators_lock_a_thread(
    comment: Comment, request: pytest.FixtureRequest, personal: Rule, who: str
) -> None:
    person = request.getfixturevalue(who)
    assert client_of(person).get(thread_url(comment)).status_code == 404
    with pytest.raises(Refused, match="Only moderators"):
        lock.set_lock_on_thread(comment, Act.LOCK, Decision(person, personal, REASON))
