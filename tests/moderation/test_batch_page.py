"""The page that acts on many comments: choose, see, do; and what it says when it cannot."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.models import LogEntry, Rule
from tests.cast import make_article, make_comment

pytestmark = pytest.mark.django_db
REASON = "The same advertisement under every essay."


@pytest.fixture
def page(moderator: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(moderator)


def url() -> str:
    return reverse("moderation:batch")


def choice(**more: str) -> dict[str, str]:
    since = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S")
    return {"act": "remove", "member": "gregor", "article": "", "since": since, "until": ""} | more


def form_of(answer: HttpResponse, **more: object) -> dict[str, object]:
    """What the page's second form sends, with a rule and a reason."""
    chosen, found = answer.context["chosen"], answer.context["found"]
    rule = Rule.objects.get(slug="spam")
    return {
        "act": chosen["act"],
        "member": chosen["member"].username if chosen["member"] else "",
        "article": chosen["article"].slug if chosen["article"] else "",
        "since": chosen["since"].isoformat(),
        "until": chosen["until"].isoformat(),
        "seen": found.seen,
        "rule": rule.pk,
        "reason": REASON,
    } | more


def test_a_moderator_chooses_sees_and_does(
    page: Client, article: Article, member: User, reader2: User
) -> None:
    comments = [make_comment(member, article, source=f"Buy lamp {n}.") for n in range(3)]
    other = make_comment(reader2, article)
    shown = page.get(url(), choice())
    assert "It would remove 3 comments" in shown.content.decode()
    assert "Buy lamp 2." in shown.content.decode()
    done = page.post(url(), form_of(shown), follow=True)
    entry = LogEntry.objects.get()
    assert done.redirect_chain == [(entry.get_absolute_url(), 302)]
    assert "3 comments, in one act" in done.content.decode()
    states = dict(Comment.objects.values_list("pk", "state"))
    assert {states[comment.pk] for comment in comments} == {"removed"}
    assert states[other.pk] == "visible"


def test_the_form_begins_with_whom_another_page_names(page: Client, member: User) -> None:
    first = page.get(url(), {"member": "gregor"})
    assert 'value="gregor"' in first.content.decode()
    assert first.status_code == 200
    assert "found" not in first.context


def test_the_debate_is_named_by_its_address(
    page: Client, article: Article, author: User, member: User
) -> None:
    make_comment(member, article)
    make_comment(member, make_article(author))
    address = f"https://counterpoint.example{article.get_absolute_url()}?sort=newest"
    assert page.get(url(), choice(article=address)).context["found"].total == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"member": "nobody"}, "There is no member of this name."),
        ({"article": "no-such-essay"}, "There is no essay at this address."),
        ({"since": "yesterday"}, "Write a day and a time"),
        ({"act": "lock"}, "Choose one of the four acts."),
    ],
)
def test_a_wrong_choice_says_what_is_wrong(
    page: Client, member: User, wrong: dict[str, str], sentence: str
) -> None:
    answer = page.get(url(), choice(**wrong))
    assert answer.status_code == 400
    assert sentence in answer.content.decode()


def test_nothing_found_says_what_to_do(page: Client, member: User) -> None:
    answer = page.get(url(), choice())
    assert "There is no such comment in that time." in answer.content.decode()


@pytest.mark.parametrize("missing", ["rule", "reason"])
def test_without_a_rule_or_a_reason_nothing_is_done_nor_lost(
    page: Client, article: Article, member: User, missing: str
) -> None:
    comment = make_comment(member, article)
    shown = page.get(url(), choice())
    answer = page.post(url(), form_of(shown, **{missing: ""}))
    assert answer.status_code == 400
    text = answer.content.decode()
    assert "It would remove 1 comment" in text
    assert (REASON if missing == "rule" else "selected>2.") in text
    comment.refresh_from_db()
    assert comment.state == "visible"


def test_what_came_meanwhile_is_shown_before_anything_is_done(
    page: Client, article: Article, member: User
) -> None:
    comment = make_comment(member, article)
    shown = page.get(url(), choice())
    Comment.objects.filter(pk=comment.pk).update(edited_at=timezone.now())
    answer = page.post(url(), form_of(shown))
    assert answer.status_code == 409
    assert "These are not the comments you looked at" in answer.content.decode()
    assert REASON in answer.content.decode()
    again = page.post(url(), form_of(answer))
    assert again.status_code == 302


def test_where_nothing_is_left_to_do_the_typed_reason_stays(
    page: Client, article: Article, member: User
) -> None:
    comment = make_comment(member, article)
    sent = form_of(page.get(url(), choice()))
    Comment.objects.filter(pk=comment.pk).update(state="deleted")
    answer = page.post(url(), sent)
    assert answer.status_code == 409
    assert "no such comment" in answer.content.decode()
    assert REASON in answer.content.decode()


def test_of_oneself_another_moderator_decides(page: Client) -> None:
    answer = page.get(url(), choice(member="wilma"))
    assert "You wrote this yourself" in answer.content.decode()
    assert "found" not in answer.context


def test_for_readers_there_is_no_such_page(member: User, client_of: Callable[..., Client]) -> None:
    assert client_of(member).get(url(), choice()).status_code == 404
    assert client_of(member).post(url(), choice()).status_code == 404


def test_the_preview_costs_the_same_for_many(
    page: Client, article: Article, member: User, same_queries: Callable[..., None]
) -> None:
    def make(n: int) -> None:
        for _ in range(n):
            make_comment(member, article)

    same_queries(make, lambda: page.get(url(), choice()))
