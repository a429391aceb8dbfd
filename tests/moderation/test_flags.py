"""Readers flag what breaks a rule: once, not their own, and a person decides."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.models import NOTE_MAX, Flag, Rule
from forum.refusals import Refused
from tests.cast import client_of, make_article

HTMX = {"HX-Request": "true"}


def url_of(comment: Comment) -> str:
    return reverse("moderation:flag_comment", args=[comment.pk])


def test_a_reader_flags_a_comment_with_a_rule_and_a_note(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    client = client_of(reader2)
    sent = client.post(url_of(comment), {"rule": personal.pk, "note": "Aimed at the man."})
    assert sent.status_code == 302
    flag = Flag.objects.get()
    assert (flag.flagger, flag.comment, flag.rule, flag.note, flag.state) == (
        reader2,
        comment,
        personal,
        "Aimed at the man.",
        "waiting",
    )
    page = client.get(sent["Location"]).content.decode()
    assert "You flagged this under rule 3, No personal remarks." in page


def test_a_flag_changes_nothing_about_the_comment(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE


def test_flagging_again_says_so_and_keeps_one_flag(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    again = client_of(reader2).post(url_of(comment), {"rule": personal.pk, "note": "Again"})
    assert again.status_code == 409
    assert "You have flagged this already" in again.content.decode()
    assert Flag.objects.count() == 1


def test_two_readers_flag_the_same_comment(
    comment: Comment, reader2: User, author: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    flag(author, comment, comment.article, personal)
    assert Flag.objects.filter(comment=comment).count() == 2


def test_a_flag_on_an_essay_leaves_its_comments_to_be_flagged(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    client = client_of(reader2)
    essay_url = reverse("moderation:flag_article", args=[comment.article_id])
    assert client.post(essay_url, {"rule": personal.pk}).status_code == 302
    assert client.post(url_of(comment), {"rule": personal.pk}).status_code == 302
    assert client.post(essay_url, {"rule": personal.pk}).status_code == 409


def test_nobody_flags_their_own(comment: Comment, member: User, personal: Rule) -> None:
    client = client_of(member)
    for answer in (client.get(url_of(comment)), client.post(url_of(comment), {"rule": "1"})):
        assert answer.status_code in (400, 403)
    answer = client.post(url_of(comment), {"rule": personal.pk})
    assert answer.status_code == 403
    assert "This is your own." in answer.content.decode()
    assert not Flag.objects.exists()


def test_a_visitor_is_asked_to_log_in_and_comes_back(comment: Comment) -> None:
    answer = Client().get(url_of(comment))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={url_of(comment)}")


def test_a_closed_account_does_not_flag(comment: Comment, reader2: User, personal: Rule) -> None:
    reader2.is_active = False
    with pytest.raises(Refused, match="closed"):
        flag(reader2, comment, comment.article, personal)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"note": "Look at this"}, "Choose the rule that it breaks."),
        ({"rule": "99999", "note": "Look at this"}, "Choose one of the rules in the list."),
        ({"rule": "x", "note": "Look at this"}, "Choose one of the rules in the list."),
    ],
)
def test_a_flag_without_a_rule_is_sent_back_with_its_note(
    comment: Comment, reader2: User, typed: dict[str, str], sentence: str
) -> None:
    answer = client_of(reader2).post(url_of(comment), typed)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert sentence in page
    assert "Look at this" in page


def test_a_note_that_is_too_long_is_kept_and_its_length_told(
    comment: Comment, reader2: User, personal: Rule
) -> None:
    note = "long " * 101
    answer = client_of(reader2).post(url_of(comment), {"rule": personal.pk, "note": note})
    assert answer.status_code == 400
    assert f"Keep the note to {NOTE_MAX} characters; it has 504." in answer.content.decode()
    assert note.strip() in answer.content.decode()


def test_the_form_comes_in_place_and_says_what_happens_next(
    comment: Comment, reader2: User
) -> None:
    piece = client_of(reader2).get(url_of(comment), headers=HTMX).content.decode()
    assert "<html" not in piece
    assert "What happens next" in piece
    assert "That you disagree with it is no reason to flag it" in piece
    assert piece.count('type="radio"') == 6


def test_the_thanks_come_in_place(comment: Comment, reader2: User, personal: Rule) -> None:
    answer = client_of(reader2).post(url_of(comment), {"rule": personal.pk}, headers=HTMX)
    assert answer.status_code == 200
    assert "You flagged this under rule 3" in answer.content.decode()


@pytest.mark.parametrize("state", [CommentState.HIDDEN, CommentState.DELETED])
def test_a_comment_that_went_while_it_was_flagged_gives_the_note_back(
    comment: Comment, reader2: User, personal: Rule, state: str
) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=state)
    client = client_of(reader2)
    assert client.get(url_of(comment)).status_code == 404
    answer = client.post(url_of(comment), {"rule": personal.pk, "note": "My long note"})
    assert answer.status_code == 404
    assert "My long note" in answer.content.decode()
    assert not Flag.objects.exists()


@pytest.mark.parametrize("state", [ArticleState.WITHDRAWN, ArticleState.HIDDEN])
def test_nothing_in_an_essay_that_is_not_public_is_flagged(
    comment: Comment, reader2: User, personal: Rule, state: str
) -> None:
    Article.objects.filter(pk=comment.article_id).update(state=state)
    answer = client_of(reader2).post(url_of(comment), {"rule": personal.pk})
    assert answer.status_code == 404
    comment.article.refresh_from_db()
    with pytest.raises(Refused, match="no longer public"):
        flag(reader2, comment, comment.article, personal)


def test_a_draft_is_not_there_to_be_flagged(author: User, reader2: User) -> None:
    draft = make_article(author, published=False)
    url = reverse("moderation:flag_article", args=[draft.pk])
    assert client_of(reader2).get(url).status_code == 404


@pytest.mark.parametrize("act", [decide.keep, decide.hide])
def test_who_flagged_reads_what_was_decided_and_why(
    comment: Comment, reader2: User, moderator: User, personal: Rule, act: Callable[..., object]
) -> None:
    flag(reader2, comment, comment.article, personal)
    act(moderator, comment, personal, "Read with the thread above it.")
    page = client_of(reader2).get(url_of(comment)).content.decode()
    assert "Read with the thread above it." in page
    assert (comment.source in page) == (act == decide.keep)
    other = client_of(comment.article.author).get(url_of(comment))
    assert "Read with the thread above it." not in other.content.decode()
