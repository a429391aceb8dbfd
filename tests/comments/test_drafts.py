"""Arguments that are being written: kept as one types, found on another device, never lost."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.anchors import Quotation
from forum.articles.models import Article
from forum.comments.actions.draft import Sheet, Typed, keep_draft
from forum.comments.actions.state import set_state
from forum.comments.models import COMMENT_MAX, DRAFTS_MAX, Comment, CommentDraft
from forum.moderation.models import Restriction
from tests.cast import client_of, make_anchored, make_claim, make_comment
from tests.comments.browsing import post

WORDS = "Who counted the books that never came back?"
HIDDEN = re.compile(r'<input type="hidden" name="(token|edition|tab)" value="([^"]*)"')


@pytest.fixture
def desk(member: User) -> Client:
    return client_of(member)


@pytest.fixture
def phone(member: User) -> Client:
    return client_of(member)


def opened(client: Client, address: str) -> dict[str, str]:
    """What the form on this page sends unseen."""
    return dict(HIDDEN.findall(client.get(address).content.decode()))


def save(client: Client, article: Article, form: dict[str, str], source: str) -> HttpResponse:
    """As it is saved while one types; then the form goes on with what the answer says."""
    sent = {"position": "against", "source": source, **form}
    headers = {"HX-Request": "true"}
    answer = client.post(f"/articles/{article.slug}/draft/", sent, headers=headers)
    form |= dict(HIDDEN.findall(answer.content.decode()))
    return answer


def texts(member: User) -> list[str]:
    return [draft.source for draft in CommentDraft.objects.of(member)]


def test_what_is_typed_is_there_on_another_device(
    article: Article, desk: Client, phone: Client, member: User
) -> None:
    form = opened(desk, article.get_absolute_url())
    assert "kept at" in save(desk, article, form, WORDS).content.decode()
    page = phone.get(article.get_absolute_url()).content.decode()
    assert f"{WORDS}</textarea>" in page
    assert 'value="against" checked' in page
    save(phone, article, opened(phone, article.get_absolute_url()), f"{WORDS} And when?")
    assert texts(member) == [f"{WORDS} And when?"]


def test_a_reply_has_a_draft_of_its_own(
    article: Article, desk: Client, phone: Client, reader2: User
) -> None:
    parents = [make_comment(reader2, article) for _ in range(2)]
    address = f"/comments/{parents[0].pk}/reply/"
    save(desk, article, opened(desk, address) | {"parent": str(parents[0].pk)}, WORDS)
    assert WORDS in phone.get(address).content.decode()
    assert "&gt; We dropped fines" in phone.get(f"{address}?quote=1").content.decode()
    assert WORDS not in phone.get(f"/comments/{parents[1].pk}/reply/").content.decode()
    assert WORDS not in phone.get(article.get_absolute_url()).content.decode()


def test_a_draft_keeps_which_claim_it_answers(
    article: Article, desk: Client, phone: Client, author: User
) -> None:
    claim = make_claim(article, 3)
    save(desk, article, opened(desk, article.get_absolute_url()) | {"claim": "3"}, WORDS)
    page = phone.get(article.get_absolute_url()).content.decode()
    assert '<input type="hidden" name="claim" value="3">' in page
    assert f"‘{claim.text}’" in page


def test_nobody_else_sees_a_draft(
    article: Article, desk: Client, reader2: User, moderator: User, administrator: User
) -> None:
    save(desk, article, opened(desk, article.get_absolute_url()), WORDS)
    draft = CommentDraft.objects.get()
    for other in (reader2, moderator, administrator):
        theirs = client_of(other)
        for address in ("/drafts/", article.get_absolute_url()):
            assert WORDS not in theirs.get(address).content.decode()
        assert theirs.get(f"/drafts/{draft.pk}/").status_code == 404
        assert theirs.post(f"/drafts/{draft.pk}/discard/").status_code == 404
    assert client_of(administrator).get("/admin/comments/commentdraft/").status_code == 404
    assert CommentDraft.objects.exists()


def test_of_two_devices_the_newer_is_shown_and_the_older_is_not_lost(
    article: Article, desk: Client, phone: Client, member: User
) -> None:
    first = opened(desk, article.get_absolute_url())
    save(desk, article, first, "First.")
    second = opened(phone, article.get_absolute_url())
    save(desk, article, first, "First, and more on the desk.")
    answer = save(phone, article, second, "First, and other words on the phone.")
    assert "Another device has kept other words" in answer.content.decode()
    assert second["token"] != first["token"]
    save(phone, article, second, "On the phone, later.")
    assert texts(member) == ["On the phone, later.", "First, and more on the desk."]
    save(desk, article, first, "On the desk, last.")
    assert texts(member) == ["On the desk, last.", "On the phone, later."]
    assert "On the desk, last." in phone.get(article.get_absolute_url()).content.decode()
    listed = phone.get("/drafts/").content.decode()
    assert listed.index("On the desk, last.") < listed.index("On the phone, later.")


def test_an_answer_that_was_lost_makes_no_third_draft(
    article: Article, desk: Client, phone: Client, member: User
) -> None:
    first = opened(desk, article.get_absolute_url())
    save(desk, article, first, "First.")
    second = opened(phone, article.get_absolute_url())
    save(desk, article, first, "Desk.")
    for words in ("Phone.", "Phone again."):
        save(phone, article, dict(second), words)  # without what the answer said
    assert texts(member) == ["Phone again.", "Desk."]


def test_what_is_posted_is_no_draft_any_more(article: Article, desk: Client, member: User) -> None:
    form = opened(desk, article.get_absolute_url())
    save(desk, article, form, WORDS)
    assert post(desk, article, **form, source=WORDS).status_code == 302
    assert not CommentDraft.objects.exists()
    assert save(desk, article, form, WORDS).status_code == 200  # late, from the same form
    assert not CommentDraft.objects.exists()
    assert WORDS not in desk.get("/drafts/").content.decode()


def test_a_draft_that_was_kept_in_the_moment_of_posting_is_shown_nowhere(
    article: Article, desk: Client, member: User
) -> None:
    comment = make_comment(member, article)
    CommentDraft.objects.create(member=member, article=article, token=comment.token, source=WORDS)
    for address in ("/drafts/", "/", article.get_absolute_url()):
        assert WORDS not in desk.get(address).content.decode()
    keep_draft(member, Sheet(article, 0, uuid.uuid4()), Typed("Another."))
    assert texts(member) == [draft.source for draft in CommentDraft.objects.all()] == ["Another."]


def test_emptying_the_form_throws_its_draft_away(article: Article, desk: Client) -> None:
    form = opened(desk, article.get_absolute_url())
    save(desk, article, form, WORDS)
    save(desk, article, form, "  \n")
    assert not CommentDraft.objects.exists()


def test_a_draft_is_thrown_away_from_the_list(article: Article, desk: Client) -> None:
    save(desk, article, opened(desk, article.get_absolute_url()), WORDS)
    answer = desk.post(f"/drafts/{CommentDraft.objects.get().pk}/discard/", follow=True)
    assert "thrown away" in answer.content.decode()
    assert not CommentDraft.objects.exists()


def test_without_scripts_a_button_keeps_it(article: Article, desk: Client, member: User) -> None:
    form = opened(desk, article.get_absolute_url())
    answer = post(desk, article, **form, source=WORDS, keep="1")
    assert answer.headers["Location"] == "/drafts/"
    assert texts(member) == [WORDS]
    assert not Comment.objects.exists()
    page = desk.get(f"/drafts/{CommentDraft.objects.get().pk}/").content.decode()
    assert f"{WORDS}</textarea>" in page
    long = post(desk, article, **form, source="x" * (COMMENT_MAX + 1), keep="1")
    assert long.status_code == 400
    assert "at most 20,000 are possible" in long.content.decode()


@pytest.mark.parametrize("state", ["hidden", "removed", "deleted"])
def test_a_reply_to_what_is_gone_is_not_lost(
    article: Article, desk: Client, member: User, reader2: User, state: str
) -> None:
    parent = make_comment(reader2, article, source="Words that go.")
    draft = keep_draft(member, Sheet(article, parent.number, uuid.uuid4()), Typed(WORDS))
    assert draft
    set_state(parent, state)
    listed = desk.get("/drafts/").content.decode()
    assert WORDS in listed
    assert "a comment that is no longer shown" in listed
    page = desk.get(f"/drafts/{draft.pk}/")
    assert page.status_code == 200
    assert f"{WORDS}</textarea>" in page.content.decode()
    assert "Words that go." not in page.content.decode()


def test_a_draft_on_an_essay_that_is_gone_is_not_lost(
    article: Article, author: User, desk: Client, member: User
) -> None:
    draft = keep_draft(member, Sheet(article, 0, uuid.uuid4()), Typed(WORDS))
    assert draft
    withdraw(author, article)
    for address in ("/drafts/", f"/drafts/{draft.pk}/"):
        page = desk.get(address).content.decode()
        assert WORDS in page
        assert article.title not in page


def test_too_many_and_too_long_are_said(article: Article, desk: Client, member: User) -> None:
    form = opened(desk, article.get_absolute_url())
    answer = save(desk, article, dict(form), "x" * (COMMENT_MAX + 1))
    assert answer.status_code == 400
    assert "20,001 characters; at most 20,000" in answer.content.decode()
    for _ in range(DRAFTS_MAX):
        keep_draft(member, Sheet(article, 0, uuid.uuid4()), Typed(WORDS))
    answer = save(desk, article, form, WORDS)
    assert answer.status_code == 400
    assert f"You have {DRAFTS_MAX} drafts" in answer.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"token": "none", "tab": "none", "edition": "-1", "claim": "x", "position": "up"},
        {"edition": "9" * 400, "claim": "9" * 400, "quote": "q" * 5_000},
        {"parent": ""},
        {},
    ],
)
def test_a_form_that_is_none_of_ours_keeps_the_words(
    article: Article, desk: Client, member: User, fields: dict[str, str]
) -> None:
    address = f"/articles/{article.slug}/draft/"
    assert desk.post(address, {"source": WORDS, **fields}).status_code == 200
    assert texts(member) == [WORDS]


def test_words_that_cannot_be_kept_are_refused(
    article: Article, desk: Client, member: User
) -> None:
    address = f"/articles/{article.slug}/draft/"
    assert desk.post(address, {"source": "a\0b"}).status_code == 400
    assert desk.post(address, {"source": WORDS, "parent": "999"}).status_code == 404
    assert desk.post("/articles/none/draft/", {"source": WORDS}).status_code == 404
    assert Client().post(address, {"source": WORDS}).status_code == 403
    assert texts(member) == []


def test_keeping_counts_as_no_post(article: Article, desk: Client, member: User) -> None:
    form = opened(desk, article.get_absolute_url())
    for n in range(30):
        assert save(desk, article, form, f"{WORDS} {n}").status_code == 200
    assert post(desk, article, **form, source=WORDS).status_code == 302
    assert not Restriction.objects.exists()


def test_an_argument_about_a_passage_keeps_its_words(
    article: Article, desk: Client, author: User
) -> None:
    make_anchored(author, article, Quotation("A fine teaches people"))
    form = opened(desk, article.get_absolute_url())
    save(desk, article, form | {"quote": "teaches people", "suffix": " to stay"}, WORDS)
    page = desk.get(article.get_absolute_url()).content.decode()
    assert 'name="quote" value="teaches people"' in page


def test_the_list_costs_the_same_however_long(
    article: Article, member: User, reader2: User, same_queries: Callable[..., None]
) -> None:
    parents = [make_comment(reader2, article) for _ in range(3)]

    def make(n: int) -> None:
        for each in range(min(n, 40)):
            number = parents[each % 3].number if each % 2 else 0
            keep_draft(member, Sheet(article, number, uuid.uuid4()), Typed(WORDS))

    browser = client_of(member)
    same_queries(make, lambda: browser.get("/drafts/"))
    same_queries(lambda n: None, lambda: browser.get(article.get_absolute_url()))
