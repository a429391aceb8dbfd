"""A member leaves a debate: nothing tells of it any more, until they come back."""

import pytest
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.models import Rule
from forum.notifications import actions
from forum.notifications.models import Kind, Leave, Notification
from tests.cast import client_of, make_article, make_comment, make_delta

HTMX = {"HX-Request": "true"}


@pytest.fixture
def comment(member: User, article: Article) -> Comment:
    """Gregor's argument on Ines's essay."""
    return make_comment(member, article)


def told(person: User) -> list[str]:
    return list(Notification.objects.filter(recipient=person).values_list("kind", flat=True))


def test_who_left_is_told_of_no_answer_and_no_delta_there_but_elsewhere(
    comment: Comment, member: User, reader2: User
) -> None:
    actions.leave(member, comment.article)
    make_comment(reader2, comment.article, "against", comment)
    make_delta(reader2, comment)
    assert told(member) == []
    other = make_comment(member, make_article(reader2))
    make_comment(reader2, other.article, "against", other)
    assert told(member) == [Kind.REPLY]


def test_the_essay_s_author_can_leave_the_debate_under_it(
    article: Article, author: User, member: User
) -> None:
    actions.leave(author, article)
    make_comment(member, article)
    assert told(author) == []


def test_who_left_is_still_told_what_moderation_did(
    comment: Comment, member: User, moderator: User
) -> None:
    actions.leave(member, comment.article)
    decide.hide(moderator, comment, Rule.objects.get(slug="personal"), "About the man.")
    assert told(member) == [Kind.MODERATION]


def test_coming_back_is_to_be_told_again(comment: Comment, member: User, reader2: User) -> None:
    actions.leave(member, comment.article)
    actions.leave(member, comment.article)
    actions.rejoin(member, comment.article)
    make_comment(reader2, comment.article, "against", comment)
    assert told(member) == [Kind.REPLY]


def test_one_leaves_and_comes_back_with_plain_forms_and_in_place(
    comment: Comment, member: User
) -> None:
    reader, slug = client_of(member), comment.article.slug
    page = comment.article.get_absolute_url()
    leave, rejoin = (reverse(f"notifications:{way}", args=[slug]) for way in ("leave", "rejoin"))
    assert f'action="{leave}"' in reader.get(page).content.decode()
    assert reader.post(leave)["Location"] == f"{page}#debate"
    assert "You left this debate" in reader.get(page).content.decode()
    piece = reader.post(rejoin, headers=HTMX).content.decode()
    assert "<html" not in piece
    assert "Leave this debate" in piece
    assert not Leave.objects.exists()


def test_who_takes_no_part_in_a_debate_is_not_asked_to_leave_it(
    comment: Comment, reader2: User
) -> None:
    page = client_of(reader2).get(comment.article.get_absolute_url()).content.decode()
    assert "Leave this debate" not in page


def test_a_debate_one_cannot_see_is_not_there_to_be_left(author: User, reader2: User) -> None:
    draft = make_article(author, published=False)
    answer = client_of(reader2).post(reverse("notifications:leave", args=[draft.slug]))
    assert answer.status_code == 404
