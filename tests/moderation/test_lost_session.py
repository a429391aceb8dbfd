"""A flag, a lock or a decision that is sent after the session has ended loses nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.comments.models import Comment
from forum.moderation.models import Flag, LogEntry
from tests.cast import client_of

WORDS = "The second sentence is about the writer and not about the count."


@pytest.mark.parametrize("htmx", [{}, {"HX-Request": "true"}], ids=["page", "in place"])
@pytest.mark.parametrize(
    ("page", "field"),
    [("flag_comment", "note"), ("case_comment", "reason"), ("lock", "reason")],
)
def test_the_words_come_back(
    client: Client, comment: Comment, page: str, field: str, htmx: dict[str, str]
) -> None:
    pk = comment.article_id if page == "lock" else comment.pk
    address = reverse(f"moderation:{page}", args=[pk])
    answer = client.post(address, {field: WORDS}, headers=htmx)
    assert answer.status_code == 403
    assert WORDS in answer.text
    assert not Flag.objects.exists()
    assert not LogEntry.objects.exists()


def test_no_address_is_too_long_for_a_number(member: User) -> None:
    huge = "9" * 30
    for page in ("flag_comment", "flag_article", "lock"):
        answer = client_of(member).get(reverse(f"moderation:{page}", args=[huge]))
        assert answer.status_code == 404
