"""Accepting, doubting and rejecting claims: one answer a reader, told in totals only."""

from itertools import cycle

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.anchors import Quotation
from forum.articles.models import Article, Claim
from forum.comments.actions.post import Argument, post_comment
from forum.comments.models import Comment
from forum.refusals import Refused
from forum.stances import disputes
from forum.stances.actions.answer import answer_claim
from forum.stances.actions.take import take_stance
from forum.stances.models import ClaimAnswer, Tally
from tests import cast
from tests.cast import client_of, make_claim, make_members, rewrite

HTMX = {"HTTP_HX_REQUEST": "true"}


def url(claim: Claim) -> str:
    return f"/articles/{claim.article.slug}/claims/{claim.number}/answer/"


def opened(browser: Client, article: Article) -> str:
    """What the essay's page opens under ‘What do you make of the claims?’."""
    return browser.get(f"/articles/{article.slug}/claims/", **HTMX).content.decode()


def says(claim: Claim, readers: list[User], answers: str, stands: str = "") -> None:
    """The readers answer in turn: a(ccept), d(oubt), r(eject); f(or), u(ndecided), a(gainst)."""
    words = {"a": "accept", "d": "doubt", "r": "reject"}
    for reader, answer in zip(readers, cycle(answers), strict=False):
        answer_claim(reader, claim, words[answer])
    words = {"f": "for", "u": "undecided", "a": "against"}
    for reader, stand in zip(readers, stands, strict=False):
        take_stance(reader, claim.article, words[stand])


def test_an_answer_is_changed_and_taken_back(claim: Claim, member: User) -> None:
    browser = client_of(member)
    for answer in ("accept", "reject", "reject"):
        assert browser.post(url(claim), {"answer": answer}).status_code == 302
    assert [row.answer for row in ClaimAnswer.objects.all()] == ["reject"]
    assert Tally.objects.get().answers == {"3": {"reject": 1}}
    browser.post(url(claim), {"answer": "none"})
    assert not ClaimAnswer.objects.exists()
    assert Tally.objects.get().answers == {}


def test_a_pressed_button_takes_the_answer_back(claim: Claim, member: User) -> None:
    answer_claim(member, claim, "doubt")
    (row,) = disputes.of(claim.article, member).rows
    assert row.choices == [
        ("accept", "Accept", False),
        ("none", "Doubt", True),
        ("reject", "Reject", False),
    ]


@pytest.mark.parametrize("answer", ["", "maybe", "Accept", "strong"])
def test_there_are_three_answers(claim: Claim, member: User, answer: str) -> None:
    answer_claim(member, claim, "accept")
    told = client_of(member).post(url(claim), {"answer": answer})
    assert told.status_code == 400
    assert "Choose one: Accept, Doubt or Reject." in told.content.decode()
    assert ClaimAnswer.objects.get().answer == "accept"


def test_a_claim_that_is_gone_takes_no_answer(claim: Claim, member: User) -> None:
    answer_claim(member, claim, "accept")
    rewrite(claim.article, lambda _: "No claim at all.")
    for extra in ({}, HTMX):
        told = client_of(member).post(url(claim), {"answer": "reject"}, **extra)
        assert told.status_code == 409
        assert "The essay no longer makes the claim C3" in told.content.decode()
    assert ClaimAnswer.objects.get().answer == "accept"


def test_a_claim_that_never_was_is_not_found(claim: Claim, member: User) -> None:
    address = f"/articles/{claim.article.slug}/claims"
    for number in (4, 10**30):
        assert client_of(member).post(f"{address}/{number}/answer/").status_code == 404


def test_only_members_answer_and_only_what_is_published(
    client: Client, claim: Claim, author: User, member: User
) -> None:
    assert client.post(url(claim), {"answer": "accept"}).status_code == 403
    assert client_of(member).get(url(claim)).status_code == 405
    claim.article = withdraw(author, claim.article)
    with pytest.raises(Refused, match="not published"):
        answer_claim(author, claim, "accept")
    assert client_of(member).post(url(claim), {"answer": "accept"}).status_code == 404
    assert not ClaimAnswer.objects.exists()


def test_totals_are_told_from_five_readers_on(claim: Claim, member: User) -> None:
    readers = make_members(5)
    says(claim, readers[:4], "aard")
    page = opened(client_of(member), claim.article)
    assert "Too few answers for a total yet." in page
    assert "% accept" not in page
    says(claim, readers[4:], "a")
    page = opened(client_of(member), claim.article)
    assert "60 % accept, 20 % doubt, 20 % reject" in page


def test_the_three_shares_make_a_hundred(claim: Claim) -> None:
    says(claim, make_members(6), "adr")
    shares = disputes.of(claim.article, None).rows[0].shares
    assert shares
    assert (shares.accept, shares.doubt, shares.reject) == (33, 34, 33)


def test_nobody_sees_another_s_answer(claim: Claim, member: User, reader2: User) -> None:
    answer_claim(member, claim, "reject")
    page = opened(client_of(reader2), claim.article)
    assert "C3: do you accept it?" in page
    assert 'value="none"' not in page


def test_the_answer_comes_in_place(claim: Claim, member: User) -> None:
    told = client_of(member).post(url(claim), {"answer": "accept"}, **HTMX)
    assert told.status_code == 200
    page = told.content.decode()
    assert "<html" not in page
    assert 'value="none" aria-pressed="true">Accept' in page


def test_a_plain_form_leads_back_to_the_claim(claim: Claim, member: User) -> None:
    browser = client_of(member)
    place = f"/articles/{claim.article.slug}/map/#answer-3"
    told = browser.post(url(claim), {"answer": "accept", "next": place})
    assert told["Location"] == place
    elsewhere = browser.post(url(claim), {"answer": "accept", "next": "https://example.org/"})
    assert elsewhere["Location"] == claim.article.get_absolute_url()


def test_without_scripts_the_claims_are_on_the_map(claim: Claim, client: Client) -> None:
    the_map = f"/articles/{claim.article.slug}/map/#disputed"
    assert f'href="{the_map}"' in client.get(claim.article.get_absolute_url()).content.decode()
    told = client.get(f"/articles/{claim.article.slug}/claims/")
    assert told["Location"] == the_map
    assert 'id="disputed"' in client.get(the_map).content.decode()


def test_the_claims_of_what_is_not_public_open_for_its_author_alone(
    claim: Claim, author: User, member: User
) -> None:
    withdraw(author, claim.article)
    address = f"/articles/{claim.article.slug}/claims/"
    assert client_of(member).get(address, **HTMX).status_code == 404
    assert claim.text in opened(client_of(author), claim.article)


def test_an_essay_without_claims_shows_nothing_of_them(article: Article, client: Client) -> None:
    page = client.get(article.get_absolute_url()).content.decode()
    assert "disputed" not in page
    assert "The crux" not in page


def test_a_claim_that_is_gone_is_not_among_the_disputed(claim: Claim, client: Client) -> None:
    make_claim(claim.article, 4, "A name works better than a tariff.")
    rewrite(claim.article, lambda source: source.replace(f"[C3: {claim.text}]", "Gone."))
    page = opened(client, claim.article)
    assert "A name works better than a tariff." in page
    assert "the books still come back" not in page


def test_the_crux_is_named_beside_the_debate(claim: Claim, client: Client) -> None:
    readers = make_members(20)
    says(make_claim(claim.article, 1), readers, "adr")
    says(claim, readers[:19], "aaddrr", "ffuuaa" * 3 + "f")
    page = client.get(claim.article.get_absolute_url()).content.decode()
    assert "The crux" not in page
    says(claim, readers[19:], "a", "f")
    page = client.get(claim.article.get_absolute_url()).content.decode()
    assert "‘Without fines, the books still come back’. Readers’ answers to it say most" in page
    assert Tally.objects.get().crux == claim
    assert 1 < Tally.objects.get().crux_bits < 1.585
    rewrite(claim.article, lambda source: source.replace(f"[C3: {claim.text}]", "Gone."))
    assert "The crux" not in client.get(claim.article.get_absolute_url()).content.decode()


def test_the_crux_follows_when_readers_change_their_stance(claim: Claim) -> None:
    readers = make_members(20)
    says(claim, readers, "ar", "fa" * 10)
    assert Tally.objects.get().crux == claim
    says(claim, readers, "ar", "f" * 20)
    assert Tally.objects.get().crux is None


def test_stances_on_other_essays_do_not_count(claim: Claim, author: User) -> None:
    other = make_claim(cast.make_article(author), 3)
    readers = make_members(20)
    says(other, readers, "ar", "fa" * 10)
    says(claim, readers, "ar", "")
    assert Tally.objects.get(article=claim.article).crux is None


def test_recount_mends_answers_and_crux(claim: Claim, capsys: pytest.CaptureFixture[str]) -> None:
    says(claim, make_members(20), "ar", "fa" * 10)
    right = Tally.objects.values().get()
    Tally.objects.update(answers={"9": {"accept": 7}}, crux=None, crux_bits=3)
    call_command("recount")
    assert Tally.objects.values().get() == right
    assert "answers was {'9': {'accept': 7}}" in capsys.readouterr().out
    call_command("recount")
    assert "Numbers mended: 0." in capsys.readouterr().out


def test_the_page_asks_as_much_for_many_claims(
    article: Article, member: User, same_queries: object
) -> None:
    readers = make_members(5)

    def more(how_many: int) -> None:
        last = Claim.objects.count()
        for number in range(last + 1, last + how_many + 1):
            says(make_claim(article, number), readers, "adr")

    browser = client_of(member)
    same_queries(more, lambda: browser.get(article.get_absolute_url()))


def test_a_claim_that_is_gone_is_no_crux(claim: Claim) -> None:
    readers = make_members(20)
    says(claim, readers, "ar", "fa" * 10)
    rewrite(claim.article, lambda _: "No claim at all.")
    take_stance(readers[0], claim.article, "undecided")
    assert Tally.objects.get().crux is None


def test_a_claim_that_nobody_argued_on_asks_for_the_first_answer(
    claim: Claim, comment: Comment, client: Client
) -> None:
    page = opened(client, claim.article)
    assert "?claim=3#composer" in page
    assert "Be the first to answer C3" in page
    argument = Argument("for", "They do come back.", quotation=Quotation(claim=3))
    post_comment(comment.author, claim.article, None, argument)
    page = opened(client, claim.article)
    assert "The arguments on C3" in page
