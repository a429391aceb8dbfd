"""'Has it moved you?': the form after the debate and the one under a reply, without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.notifications.models import Kind, Notification
from forum.stances.actions.take import take_stance
from forum.stances.models import Delta, Stance
from forum.stances.naming import NEWEST
from tests.cast import REASON, client_of, make_comment, make_delta, make_members, rate


@pytest.fixture
def comment(article: Article, member: User) -> Comment:
    return make_comment(member, article, "against")


@pytest.fixture
def browser(article: Article, reader2: User) -> Client:
    """Mei-Lin's, who came in For."""
    take_stance(reader2, article, "for")
    return client_of(reader2)


def send(browser: Client, article: Article, **said: object) -> tuple[int, str]:
    address = f"/articles/{article.slug}/stance/moved/"
    answer = browser.post(address, {"comment": "", "reason": "", **said}, follow=True)
    return answer.status_code, answer.content.decode()


def page_of(browser: Client, article: Article) -> str:
    return after_debate(browser.get(article.get_absolute_url()).text)


def opened(browser: Client, article: Article, query: str = "") -> str:
    """The whole form, where the essay's page leads to it."""
    address = reverse("stances:move", args=[article.slug])
    assert f'href="{address}"' in page_of(browser, article)
    return after_debate(browser.get(f"{address}{query}").text)


def after_debate(page: str) -> str:
    return page[page.index('id="moved"') :]


def test_the_form_asks_by_where_one_came_in(browser: Client, article: Article) -> None:
    page = page_of(browser, article)
    assert "You came in For. And now?" in page
    assert "<textarea" not in page  # that comes when it is opened
    status, page = send(browser, article, stance="undecided")
    assert status == 200
    assert "You came in For and last stood Undecided. And now?" in page
    assert Stance.objects.get().now == "undecided"


def test_a_reply_is_named_with_a_reason(browser: Client, comment: Comment, reader2: User) -> None:
    status, page = send(
        browser, comment.article, stance="against", comment=comment.pk, reason=REASON
    )
    assert status == 200
    assert Delta.objects.get().giver == reader2
    assert "Moved 1 reader<" in page
    assert REASON in opened(browser, comment.article)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("Quite right.", "Say why in at least 50 characters: this has 12."),
        ("", "Say why in at least 50 characters: this has 0."),
        ("x" * 1001, "This has 1001 characters; at most 1000 are possible."),
    ],
)
def test_a_reply_named_without_a_reason_is_refused_at_the_field_and_nothing_is_lost(
    browser: Client, comment: Comment, reader2: User, reason: str, sentence: str
) -> None:
    rate(reader2, comment, True, "for")
    status, page = send(
        browser, comment.article, stance="against", comment=comment.pk, reason=reason
    )
    assert status == 400
    assert 'id="reason-error-moved" role="alert">' + sentence in page
    assert f'<option value="{comment.pk}" selected>' in page
    assert 'value="against" checked' in page
    assert reason in page
    assert Stance.objects.get().now == "for"
    assert not Delta.objects.exists()


def test_a_reason_for_no_reply_is_not_dropped_unseen(browser: Client, article: Article) -> None:
    status, page = send(browser, article, stance="against", reason=REASON)
    assert (status, Stance.objects.get().now) == (400, "for")
    assert "Choose the reply that moved you" in page
    assert REASON in page


@pytest.mark.parametrize("sent", ["nine", "0", "-3", "99999999999999999999", "4711"])
def test_a_reply_there_is_not_is_refused(browser: Client, article: Article, sent: str) -> None:
    status, page = send(browser, article, stance="against", comment=sent, reason=REASON)
    assert (status, Stance.objects.get().now) == (400, "for")
    assert "Choose one of the replies, or none." in page
    assert REASON in page


@pytest.mark.parametrize("stance", ["", "maybe"])
def test_a_stance_there_is_not_is_refused(browser: Client, article: Article, stance: str) -> None:
    status, page = send(browser, article, stance=stance)
    assert (status, Stance.objects.get().now) == (400, "for")
    assert "Choose one: For, Undecided or Against." in page


def test_a_reply_hidden_meanwhile_is_a_conflict_and_nothing_is_lost(
    browser: Client, comment: Comment
) -> None:
    set_state(comment, CommentState.HIDDEN)
    status, page = send(
        browser, comment.article, stance="against", comment=comment.pk, reason=REASON
    )
    assert (status, Stance.objects.get().now) == (409, "for")
    assert "no longer shown" in page
    assert REASON in page


def test_one_chooses_among_replies_one_found_strong_or_answered(
    browser: Client, article: Article, comment: Comment, reader2: User
) -> None:
    strong, weak, other = (make_comment(p, article, "for") for p in make_members(3))
    rate(reader2, strong, True, "for")
    rate(reader2, weak, False, "for")
    own = make_comment(reader2, article, "for", parent=comment)
    page = opened(browser, article)
    offered = {c.pk for c in (comment, strong, weak, other, own) if f'value="{c.pk}"' in page}
    assert offered == {comment.pk, strong.pk}


def test_one_chooses_among_the_newest_of_many(
    browser: Client, article: Article, reader2: User
) -> None:
    many = [make_comment(person, article, "for") for person in make_members(NEWEST + 2)]
    for each in many:
        rate(reader2, each, True, "for")
    page = opened(browser, article)
    offered = [each.pk for each in many if f'value="{each.pk}"' in page]
    assert offered == [each.pk for each in many[-NEWEST:]]


def test_the_address_may_name_another(browser: Client, article: Article, comment: Comment) -> None:
    selected = f'value="{comment.pk}" selected'
    assert selected in opened(browser, article, f"?comment={comment.pk}")
    for wrong in ("x", "-1", "9" * 40, ""):
        assert " selected" not in opened(browser, article, f"?comment={wrong}")


def test_what_is_chosen_comes_along_when_the_whole_form_is_opened(
    browser: Client, article: Article
) -> None:
    assert 'value="for" checked' in opened(browser, article)
    page = opened(browser, article, "?stance=against")
    assert 'value="against" checked' in page
    assert page.count(" checked") == 1
    assert Stance.objects.get().now == "for"


def test_who_has_no_stance_is_asked_for_it_first(article: Article, reader2: User) -> None:
    page = page_of(client_of(reader2), article)
    assert "Say first where you stand" in page
    assert "<textarea" not in page


def test_visitors_are_asked_to_log_in(client: Client, article: Article) -> None:
    page = page_of(client, article)
    assert "Log in to say what moved you" in page
    assert "<form" not in page
    address = f"/articles/{article.slug}/stance/moved/"
    answer = client.post(address, {"stance": "for", "reason": REASON})
    assert answer.status_code == 403
    assert REASON in answer.content.decode()


def test_in_place_the_panel_at_the_top_follows(browser: Client, article: Article) -> None:
    address = f"/articles/{article.slug}/stance/moved/"
    answer = browser.post(address, {"stance": "against"}, headers={"HX-Request": "true"})
    piece = answer.content.decode()
    assert 'id="stance" hx-swap-oob="true"' in piece
    assert 'value="against" aria-pressed="true"' in piece
    assert "<html" not in piece


def test_in_place_a_first_stance_opens_the_form_and_a_later_one_keeps_what_is_typed(
    article: Article, reader2: User
) -> None:
    browser, address = client_of(reader2), f"/articles/{article.slug}/stance/"
    in_place = {"headers": {"HX-Request": "true"}}
    first = browser.post(address, {"stance": "for"}, **in_place).content.decode()
    assert 'aria-labelledby="moved-title" hx-swap-oob="true"' in first
    second = browser.post(address, {"stance": "against"}, **in_place).content.decode()
    assert 'id="choice-moved" hx-swap-oob="true"' in second
    assert "<textarea" not in second


def test_this_moved_me_has_a_page_of_its_own(browser: Client, comment: Comment) -> None:
    address = f"/comments/{comment.pk}/moved/"
    more = browser.get(reverse("comments:more", args=[comment.pk]))
    assert f'href="{address}"' in more.content.decode()
    page = browser.get(address).content.decode()
    assert "You came in For. And now?" in page
    refused = browser.post(address, {"stance": "against", "reason": "Yes."})
    assert refused.status_code == 400
    assert "this has 4" in refused.content.decode()
    answer = browser.post(address, {"stance": "against", "reason": REASON}, follow=True)
    assert answer.redirect_chain[0][0] == f"{comment.get_absolute_url()}#comment-{comment.pk}"
    assert Delta.objects.get().comment == comment


def test_that_page_says_why_it_may_not_be(
    comment: Comment, article: Article, member: User, reader2: User
) -> None:
    address = f"/comments/{comment.pk}/moved/"
    assert "your own argument" in client_of(member).get(address).content.decode()
    assert "Say first where you stood" in client_of(reader2).get(address).content.decode()
    set_state(comment, CommentState.HIDDEN)
    assert client_of(reader2).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_it_is_taken_back_with_a_plain_form(comment: Comment, reader2: User) -> None:
    delta, browser = make_delta(reader2, comment), client_of(reader2)
    address = f"/comments/{comment.pk}/moved/back/"
    assert address in opened(browser, comment.article)
    Delta.objects.update(given_at=timezone.now() - timedelta(hours=25))
    assert address not in opened(browser, comment.article)
    late = browser.post(address)
    assert late.status_code == 403
    assert "within 24 hours" in late.content.decode()
    Delta.objects.update(given_at=delta.given_at)
    assert browser.post(address).status_code == 302
    assert not Delta.objects.exists()
    assert browser.post(address).status_code == 404


def test_nobody_takes_back_another_s(comment: Comment, member: User, reader2: User) -> None:
    make_delta(reader2, comment)
    assert client_of(member).post(f"/comments/{comment.pk}/moved/back/").status_code == 404
    assert Delta.objects.exists()


def test_the_inbox_leads_to_the_reply(comment: Comment, member: User, reader2: User) -> None:
    make_delta(reader2, comment)
    browser = client_of(member)
    page = browser.get("/notices/").content.decode()
    assert "Mei-Lin Achterberg" in page
    assert "was moved by what you wrote" in page
    notice = Notification.objects.get(kind=Kind.MOVED)
    assert browser.get(f"/notices/{notice.pk}/").url == comment.get_absolute_url()


def test_the_reading_page_asks_as_much_whatever_moved_its_reader(
    article: Article, reader2: User, browser: Client, same_queries: Callable[..., None]
) -> None:
    def be_moved(times: int) -> None:
        for person in make_members(times):
            comment = make_comment(person, article, "against")
            rate(reader2, comment, True, "for")
        make_delta(make_members(1)[0], comment)

    browser.get(article.get_absolute_url())  # what comes is new to the reader, be it little or much
    same_queries(be_moved, lambda: browser.get(article.get_absolute_url()))


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}])
def test_a_reason_for_a_reply_hidden_meanwhile_comes_back(
    browser: Client, comment: Comment, htmx: dict[str, str]
) -> None:
    set_state(comment, CommentState.HIDDEN)
    said = {"stance": "against", "reason": REASON}
    answer = browser.post(f"/comments/{comment.pk}/moved/", said, headers=htmx)
    assert answer.status_code == 404
    assert "no longer here, so nothing was saved" in answer.text
    assert REASON in answer.text
    assert ("<html" in answer.text) is not bool(htmx)
    assert Stance.objects.get().now == "for"


def test_the_keyboard_passes_over_the_debate_to_what_comes_after_it(
    browser: Client, comment: Comment
) -> None:
    page = browser.get(comment.article.get_absolute_url()).text
    places = ('href="#moved"', f'id="comment-{comment.pk}"', 'id="moved"')
    assert sorted(places, key=page.index) == list(places)
