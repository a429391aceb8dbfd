"""Conceding a claim to an argument: who may, once each, and what no concession can be."""

import pytest
from django.test import Client

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.models import Article, Claim
from forum.comments.models import Comment
from forum.moderation.actions.decide import hide
from forum.moderation.models import Rule
from forum.notifications.models import Kind, Notification
from forum.refusals import Refused
from forum.stances.actions.concede import concede_claim
from forum.stances.models import Concession
from tests.cast import THESIS, client_of, make_comment, rewrite
from tests.stances.pages import NOTE, form, page_of, url


def test_a_claim_is_conceded_in_part(author: User, claim: Claim, comment: Comment) -> None:
    browser = client_of(author)
    told = browser.post(url(comment), form())
    conceded = Concession.objects.get()
    assert told["Location"] == f"{claim.article.get_absolute_url()}#concession-{conceded.pk}"
    assert (conceded.claim, conceded.is_whole, conceded.note) == (claim, False, NOTE)
    page = browser.get(comment.get_absolute_url()).content.decode()
    assert "The author conceded C3 in part to this argument" in page
    assert "The author conceded C3 in part" in browser.get(told["Location"]).content.decode()


def test_the_same_form_twice_concedes_once(author: User, claim: Claim, comment: Comment) -> None:
    browser = client_of(author)
    for _ in range(2):
        assert browser.post(url(comment), form()).status_code == 302
    again = browser.post(url(comment), form(note="Another note for the same thing."))
    assert again.status_code == 409
    page = again.content.decode()
    assert "You have conceded C3 to this argument already." in page
    assert "Another note for the same thing." in page
    assert Concession.objects.count() == 1
    assert Notification.objects.filter(kind=Kind.CONCEDED).count() == 1


def test_what_was_conceded_in_part_may_be_conceded_wholly(
    author: User, claim: Claim, comment: Comment
) -> None:
    concede_claim(author, comment, claim, False, NOTE)
    concede_claim(author, comment, claim, True, "I have read it once more: it is right.")
    assert [each.is_whole for each in Concession.objects.all()] == [False, True]
    with pytest.raises(Refused, match="already"):
        concede_claim(author, comment, claim, False, "Or perhaps only in part, after all.")


def test_only_the_essay_s_author_concedes(
    claim: Claim, comment: Comment, member: User, reader2: User, moderator: User
) -> None:
    for person in (member, reader2, moderator):
        told = client_of(person).post(url(comment), form())
        assert told.status_code == 403
        assert "Only the essay’s author can concede" in told.content.decode()
        assert client_of(person).get(url(comment)).status_code == 403
        assert "/concede/" not in page_of(person, claim.article.get_absolute_url())
    assert not Concession.objects.exists()


def test_a_visitor_is_sent_to_the_log_in(client: Client, comment: Comment) -> None:
    assert client.get(url(comment)).status_code == 302
    assert client.post(url(comment), form()).status_code == 403


def test_nobody_concedes_to_themselves(author: User, article: Article, claim: Claim) -> None:
    own = make_comment(author, article)
    told = client_of(author).post(url(own), form())
    assert told.status_code == 403
    assert "This is your own argument" in told.content.decode()
    assert f"/comments/{own.pk}/concede/" not in page_of(author, article.get_absolute_url())


def test_nothing_is_conceded_in_a_withdrawn_essay(
    author: User, article: Article, claim: Claim, comment: Comment
) -> None:
    withdraw(author, article)
    told = client_of(author).post(url(comment), form())
    assert told.status_code == 403
    assert "not published" in told.content.decode()


def test_nothing_is_conceded_to_what_is_hidden_meanwhile(
    author: User, claim: Claim, comment: Comment, member: User, moderator: User
) -> None:
    stale = Comment.objects.select_related("article").get(pk=comment.pk)
    hide(moderator, comment, Rule.objects.first(), "Aimed at a person.")
    with pytest.raises(Refused, match="no longer shown") as refusal:
        concede_claim(author, stale, claim, False, NOTE)
    assert refusal.value.status == 409
    assert client_of(author).post(url(comment), form()).status_code == 404
    assert client_of(author).get(f"/comments/{comment.pk + 1}/concede/").status_code == 404


def test_a_claim_that_is_gone_is_not_conceded(author: User, claim: Claim, comment: Comment) -> None:
    rewrite(claim.article, lambda _: "No claim at all.")
    told = client_of(author).post(url(comment), form())
    assert told.status_code == 409
    assert "The essay no longer makes the claim C3." in told.content.decode()
    assert NOTE in told.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"what": ""}, "Choose what you concede"),
        ({"what": "4"}, "Choose what you concede"),
        ({"what": "the moon"}, "Choose what you concede"),
        ({"extent": "half"}, "Say whether you concede it in part or wholly."),
        ({"note": ""}, "Say in a sentence what the argument showed."),
        ({"note": "Fair enough."}, "Say why in at least 20 characters: this has 12."),
        ({"note": "x" * 1001}, "This has 1001 characters; at most 1000 are possible."),
        ({"note": f"{NOTE}\0"}, "This holds a NUL character"),
        ({"what": "thesis"}, "This is the thesis as it stands."),
        ({"what": "thesis", "thesis": " "}, "Say in one sentence what the essay argues"),
        ({"what": "thesis", "thesis": "x" * 281}, "This has 281 characters"),
    ],
)
def test_what_no_concession_can_be(
    author: User, claim: Claim, comment: Comment, changes: dict[str, str], sentence: str
) -> None:
    told = client_of(author).post(url(comment), form(**changes))
    assert told.status_code == 400
    assert sentence in told.content.decode()
    if "note" not in changes:
        assert NOTE in told.content.decode()
    assert not Concession.objects.exists()
    assert claim.article.revisions.count() == 2


def test_the_form_proposes_the_thesis(author: User, claim: Claim, comment: Comment) -> None:
    page = page_of(author, url(comment))
    assert THESIS in page
    assert "Without fines, the books still come back." in page
    rewrite(claim.article, lambda _: "No claim at all.")
    assert "Without fines" not in page_of(author, url(comment))
