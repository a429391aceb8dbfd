"""What was hidden or removed is read by those who may, and its author's name by nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.models import Rule
from forum.notifications.models import Notification
from tests.cast import client_of, make_comment

REASON = "The last sentence is about the writer, not about fines."


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("visible", {"visitor", "author", "member", "reader2", "moderator", "administrator"}),
        ("hidden", {"member", "moderator", "administrator"}),
        ("removed", {"moderator", "administrator"}),
        ("deleted", set()),
    ],
)
def test_who_reads_a_comment_in_each_state(
    comment: Comment, request: pytest.FixtureRequest, state: str, readers: set[str]
) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=state)
    everyone = ["visitor", "author", "member", "reader2", "moderator", "administrator"]
    found = {
        who
        for who in everyone
        if Comment.objects.visible_to(request.getfixturevalue(who)).filter(pk=comment.pk).exists()
    }
    assert found == readers


def test_a_stub_says_the_newest_reason_with_its_rule(
    comment: Comment, author: User, moderator: User, rule: Callable[[str], Rule]
) -> None:
    make_comment(author, comment.article, "against", comment, "By whom was it counted?")
    decide.hide(moderator, comment, rule("personal"), "It is about him.")
    decide.restore(moderator, comment, None, "A mistake")
    decide.remove(moderator, comment, rule("private"), "It gives an address.")
    page = Client().get(comment.article.get_absolute_url()).content.decode()
    assert "No private information" in page
    assert "It gives an address." in page
    assert "It is about him." not in page
    assert comment.source not in page


@pytest.mark.parametrize("act", ["hide", "remove"])
def test_an_author_reads_on_every_page_what_was_hidden_and_not_what_was_removed(
    comment: Comment, member: User, moderator: User, personal: Rule, act: str
) -> None:
    make_comment(moderator, comment.article, "against", comment, "Counted by whom?")
    getattr(decide, act)(moderator, comment, personal, REASON)
    client = client_of(member)
    pages = [
        comment.article.get_absolute_url(),
        comment.get_absolute_url(),
        reverse("comments:thread", args=[comment.pk]),
    ]
    for page in pages:
        assert (comment.html in client.get(page).content.decode()) == (act == "hide"), page


def test_a_profile_does_not_name_whom_a_reply_answers_once_that_is_hidden(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    make_comment(reader2, comment.article, "against", comment, "Counted by whom?")
    url = reverse("accounts:arguments", args=[reader2.username])
    assert "in answer to Gregor Maas" in Client().get(url).content.decode()
    decide.hide(moderator, comment, personal, REASON)
    page = Client().get(url).content.decode()
    assert "Gregor Maas" not in page
    assert "in answer to a comment that is no longer shown" in page


@pytest.mark.parametrize(("act", "lands_on"), [("hide", "comment"), ("remove", "article")])
def test_the_statement_leads_to_what_its_reader_can_still_see(
    comment: Comment, member: User, moderator: User, personal: Rule, act: str, lands_on: str
) -> None:
    getattr(decide, act)(moderator, comment, personal, REASON)
    notice = Notification.objects.get(kind="moderation")
    answer = client_of(member).get(reverse("notifications:open", args=[notice.pk]), follow=True)
    assert answer.status_code == 200
    place = comment if lands_on == "comment" else comment.article
    assert answer.context["place"] == place
    assert client_of(member).get(place.get_absolute_url()).status_code == 200
