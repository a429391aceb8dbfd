"""The pages on which an essay's author and moderators keep a debate, and moderators the site."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.actions.debate import premoderate, slow
from forum.moderation.actions.record import Decision
from forum.moderation.models import LogEntry, Restriction, Rule
from forum.pages import versions
from tests.cast import client_of

REASON = "Forty remarks an hour, most about the writer."


def debate_url(article: Article) -> str:
    return reverse("moderation:debate", args=[article.pk])


def hold_url(comment: Comment) -> str:
    return reverse("moderation:hold", args=[comment.pk])


@pytest.fixture
def form(personal: Rule) -> dict[str, object]:
    return {"act": "premoderate", "rule": personal.pk, "reason": REASON, "hours": "24"}


def test_the_author_premoderates_their_debate_and_ends_it(
    article: Article, author: User, form: dict[str, object]
) -> None:
    client = client_of(author)
    assert "Slow it down" not in client.get(debate_url(article)).text
    assert client.post(debate_url(article), form)["Location"] == debate_url(article)
    assert Restriction.objects.get().article == article
    undo_url = reverse("moderation:undo", args=[LogEntry.objects.get().pk])
    assert undo_url in client.get(debate_url(article)).text
    client.post(undo_url, {"reason": "It is calm again."})
    assert "Nothing. The debate is open" in client.get(debate_url(article)).text


def test_the_author_is_told_that_only_a_moderator_ends_what_one_set(
    article: Article, author: User, moderator: User, form: dict[str, object]
) -> None:
    client_of(moderator).post(debate_url(article), form | {"act": "slow", "pause": "900"})
    page = client_of(author).get(debate_url(article)).text
    assert "Only a moderator can end it." in page
    assert "once in 15 minutes" in page


def test_readers_see_above_the_debate_what_holds(
    article: Article, moderator: User, personal: Rule
) -> None:
    until = timezone.now() + timedelta(days=1)
    decision = Decision(moderator, personal, REASON)
    slow(article, decision, 60, until)
    premoderate(None, Decision(moderator, personal, "Two hundred accounts in an hour."), until)
    page = Client().get(article.get_absolute_url()).text
    assert "once a minute" in page
    assert REASON in page
    assert "on the whole site" in page
    Restriction.objects.update(lifted_at=timezone.now())
    versions.touch(versions.SITE)  # as the acts that lift them do
    assert REASON not in Client().get(article.get_absolute_url()).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"hours": ""}, "Choose how long"),
        ({"rule": ""}, "Choose the rule"),
        ({"reason": ""}, "Give a reason"),
        ({"act": ""}, "press one of the buttons"),
        ({"act": "slow", "pause": ""}, "Choose a pause"),
    ],
)
def test_what_is_wrong_is_said(
    article: Article, moderator: User, form: dict[str, object], wrong: dict[str, str], sentence: str
) -> None:
    answer = client_of(moderator).post(debate_url(article), form | wrong)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert wrong.get("reason", REASON) in answer.text
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("who", ["member", "reader2"])
def test_for_other_readers_there_are_no_such_pages(
    comment: Comment, form: dict[str, object], request: pytest.FixtureRequest, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    for url in (debate_url(comment.article), hold_url(comment), reverse("moderation:site")):
        assert client.get(url).status_code == 404
        assert client.post(url, form).status_code == 404
    assert not LogEntry.objects.exists()


def test_the_author_has_no_page_of_the_site(author: User, article: Article) -> None:
    assert client_of(author).get(reverse("moderation:site")).status_code == 404


def test_a_moderator_lets_everything_on_the_site_wait(
    moderator: User, form: dict[str, object]
) -> None:
    client = client_of(moderator)
    client.post(reverse("moderation:site"), form)
    entry = LogEntry.objects.get()
    assert entry.scope == "site"
    assert reverse("moderation:undo", args=[entry.pk]) in client.get("/moderation/site/").text
    assert client.post(reverse("moderation:site"), form).status_code == 409


def test_the_author_holds_a_comment_and_no_longer_reads_it(
    comment: Comment, author: User, personal: Rule
) -> None:
    client = client_of(author)
    assert hold_url(comment) in client.get(reverse("comments:more", args=[comment.pk])).text
    answer = client.post(hold_url(comment), {"rule": personal.pk, "reason": REASON})
    assert answer["Location"] == comment.article.get_absolute_url()
    comment.refresh_from_db()
    assert comment.state == CommentState.HELD
    assert comment.source not in client.get(comment.article.get_absolute_url()).text
    gone = client.post(hold_url(comment), {"rule": personal.pk, "reason": "Once more."})
    assert (gone.status_code, "Once more." in gone.text) == (404, True)


def test_holding_needs_a_rule_and_a_reason(comment: Comment, author: User, personal: Rule) -> None:
    client = client_of(author)
    assert client.post(hold_url(comment), {"rule": "", "reason": REASON}).status_code == 400
    assert client.post(hold_url(comment), {"rule": personal.pk}).status_code == 400
    assert Comment.objects.get().state == CommentState.VISIBLE
