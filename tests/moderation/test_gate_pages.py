"""What people see of the gate: why it was not posted, why it waits, and the question to think
again. Nothing typed is lost."""

import uuid

import pytest
from django.http import HttpResponse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.actions.submit import resubmit
from forum.moderation.models import Hold
from forum.refusals import Nudged
from tests.cast import client_of, make_comment

pytestmark = pytest.mark.usefixtures("site_figures")

SPAM = "See for yourself at https://cheap.example/now what they sell."
LOUD = "NOBODY WHO EVER RAN A LIBRARY BELIEVES ANY OF THIS FOR A MOMENT."


def send(author: User, article: Article, source: str, **fields: object) -> HttpResponse:
    sent = {"position": "for", "source": source, "token": str(uuid.uuid4()), **fields}
    return client_of(author).post(f"/articles/{article.slug}/arguments/", sent)


def test_too_fast_is_told_to_programs_and_loses_nothing(member: User, article: Article) -> None:
    send(member, article, "First of all.")
    answer = send(member, article, "And another thing.")
    assert answer.status_code == 429
    assert 25 <= int(answer["Retry-After"]) <= 30
    page = answer.content.decode()
    assert "You can post again in" in page
    assert "And another thing.</textarea>" in page


def test_capitals_are_asked_about_once(member: User, article: Article) -> None:
    answer = send(member, article, LOUD)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "reads as shouting" in page
    assert "Post it as it is" in page
    assert f"{LOUD}</textarea>" in page
    assert 'name="reconsidered" value="1"' in page
    assert send(member, article, LOUD, reconsidered="1").status_code == 302
    assert Comment.objects.get().state == CommentState.VISIBLE


def test_a_preview_does_not_forget_that_it_was_asked(member: User, article: Article) -> None:
    page = send(member, article, LOUD, reconsidered="1", preview="1").content.decode()
    assert 'name="reconsidered" value="1"' in page


def test_a_second_thought_lifts_nothing_but_the_question(member: User, article: Article) -> None:
    answer = send(member, article, f"{LOUD} https://cheap.example", reconsidered="1")
    assert answer.status_code == 302
    assert Comment.objects.get().state == CommentState.HELD


def test_its_author_reads_at_once_why_it_waits(member: User, article: Article) -> None:
    answer = send(member, article, SPAM)
    page = client_of(member).get(answer.url).content.decode()
    assert "only you and moderators can read it" in page
    assert Hold.objects.get().why in page
    assert "cheap.example" in page


def test_in_place_its_author_is_told_too(member: User, article: Article) -> None:
    fields = {"position": "for", "source": SPAM, "token": str(uuid.uuid4())}
    here = {"HX-Request": "true", "HX-Current-URL": f"http://x{article.get_absolute_url()}"}
    browser = client_of(member)
    page = browser.post(f"/articles/{article.slug}/arguments/", fields, headers=here)
    assert "waits for a moderator" in page.content.decode()
    assert page.content.decode().count(Hold.objects.get().why) >= 1


def test_nobody_else_reads_what_waits(member: User, reader2: User, article: Article) -> None:
    send(member, article, SPAM)
    assert (
        "cheap.example" not in client_of(reader2).get(article.get_absolute_url()).content.decode()
    )


def test_an_edit_is_nudged_in_its_form(member: User, article: Article) -> None:
    comment = make_comment(member, article)
    url = f"/comments/{comment.pk}/edit/"
    answer = client_of(member).post(url, {"position": "for", "source": LOUD})
    assert answer.status_code == 409
    assert "Save it as it is" in answer.content.decode()
    with pytest.raises(Nudged):
        resubmit(member, comment, "for", LOUD)
    resubmit(member, comment, "for", LOUD, reconsidered=True)
