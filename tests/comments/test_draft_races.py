"""Two devices keep the draft of one argument in the same moment: no words are lost, the last stands
first, and whoever came second is told of the others."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.draft import Sheet, Typed, keep_draft
from forum.comments.models import Comment, CommentDraft
from tests.cast import client_of
from tests.comments.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

HIDDEN = re.compile(r'<input type="hidden" name="(token|edition|tab)" value="([^"]*)"')
DESK, PHONE = "Typed at the desk.", "Typed on the phone."
TOLD = "Another device has kept other words"
TIMES = pytest.mark.parametrize("time", range(4))

type Form = dict[str, str]


@pytest.fixture
def begun(member: User, article: Article) -> CommentDraft:
    draft = keep_draft(member, Sheet(article, 0, uuid.uuid4(), tab=uuid.uuid4()), Typed("Begun."))
    assert draft
    return draft


def device(member: User, article: Article) -> tuple[Client, Form]:
    """With the essay open, and what its form sends unseen."""
    client = client_of(member)
    return client, dict(HIDDEN.findall(client.get(article.get_absolute_url()).text))


def keeps(
    of: tuple[Client, Form], article: Article, source: str, address: str = "draft"
) -> Callable[[], HttpResponse]:
    client, form = of
    sent = {"position": "against", "source": source, **form}
    url = f"/articles/{article.slug}/{address}/"
    return lambda: client.post(url, sent, headers={"HX-Request": "true"})


def texts(member: User) -> list[str]:
    return [draft.source for draft in CommentDraft.objects.of(member)]


@TIMES
@pytest.mark.usefixtures("begun")
def test_of_two_devices_at_once_both_words_are_kept_and_one_is_told(
    article: Article, member: User, time: int
) -> None:
    desk, phone = device(member, article), device(member, article)
    assert desk[1]["token"] == phone[1]["token"]
    answers = at_once([keeps(desk, article, DESK), keeps(phone, article, PHONE)])
    assert [answer.status_code for answer in answers] == [200, 200]
    told = [
        source for source, each in zip((DESK, PHONE), answers, strict=True) if TOLD in each.text
    ]
    assert len(told) == 1, "who came second is told, and nobody else"
    assert {*texts(member)} == {DESK, PHONE}
    assert texts(member)[0] == told[0], "the last that was kept stands first"
    assert (
        f"{told[0]}</textarea>" in device(member, article)[0].get(article.get_absolute_url()).text
    )


@TIMES
def test_of_two_forms_begun_at_once_each_has_its_draft(
    article: Article, member: User, time: int
) -> None:
    desk, phone = device(member, article), device(member, article)
    answers = at_once([keeps(desk, article, DESK), keeps(phone, article, PHONE)])
    assert [answer.status_code for answer in answers] == [200, 200]
    assert {*texts(member)} == {DESK, PHONE}


@TIMES
@pytest.mark.parametrize("is_known", [True, False])
def test_one_form_sent_many_times_at_once_is_one_draft(
    article: Article, member: User, begun: CommentDraft, is_known: bool, time: int
) -> None:
    """As over a connection that answers late; `is_known`: another device has written meanwhile."""
    if not is_known:
        begun.delete()
    desk = device(member, article)
    if is_known:
        keeps(device(member, article), article, PHONE)()
    answers = at_once([keeps(desk, article, DESK)] * 4)
    assert {answer.status_code for answer in answers} == {200}
    assert texts(member) == ([DESK, PHONE] if is_known else [DESK])


@TIMES
@pytest.mark.usefixtures("begun")
def test_kept_on_one_device_while_posted_on_the_other_the_post_stands_and_is_no_draft(
    article: Article, member: User, time: int
) -> None:
    desk, phone = device(member, article), device(member, article)
    acts = [keeps(desk, article, DESK, "arguments"), keeps(phone, article, PHONE)]
    assert all(answer.status_code < 400 for answer in at_once(acts))
    assert Comment.objects.get().source == DESK
    assert DESK not in texts(member)


@TIMES
def test_thrown_away_on_one_device_while_kept_on_the_other_it_is_one_of_both(
    article: Article, member: User, begun: CommentDraft, time: int
) -> None:
    desk, phone = device(member, article), device(member, article)
    away = f"/drafts/{begun.pk}/discard/"
    thrown, kept = at_once([lambda: desk[0].post(away), keeps(phone, article, PHONE)])
    assert thrown.status_code in (302, 404)
    assert kept.status_code == 200
    assert texts(member) in ([PHONE], [])
