"""Posting, changing, deleting and hiding: what the tree and the kept numbers become."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.articles.actions.lock import set_lock
from forum.articles.models import Article
from forum.comments import rules
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.post import Argument, post_comment
from forum.comments.actions.state import set_state
from forum.comments.models import COMMENT_MAX, Comment, CommentState
from forum.notifications.fanout import catch_up
from forum.notifications.models import Kind, Notification
from forum.refusals import Refused
from tests.cast import make_article

TEXT = "A fine is a price, and a price can be paid."


def said() -> Argument:
    return Argument("against", TEXT)


def kept(article: Article) -> tuple[int, int, int]:
    article.refresh_from_db()
    return article.for_count, article.against_count, article.neutral_count


def test_a_comment_is_numbered_counted_and_rendered(article: Article, member: User) -> None:
    first = post_comment(member, article, None, Argument("for", "It *works*."))
    second = post_comment(member, article, None, said())
    assert (first.number, second.number) == (1, 2)
    assert "<em>works</em>" in first.html
    assert kept(article) == (1, 1, 0)
    assert article.last_comment_at == second.created_at


def test_a_reply_stands_under_its_parent_and_counts_in_its_thread(
    article: Article, member: User, reader2: User
) -> None:
    root = post_comment(member, article, None, said())
    reply = post_comment(reader2, article, root, Argument("for", "Then who pays it?"))
    under = post_comment(member, article, reply, Argument("neutral", "The county."))
    assert under.path.startswith(reply.path)
    assert reply.path.startswith(root.path)
    assert (root.depth, reply.depth, under.depth) == (1, 2, 3)
    root.refresh_from_db()
    assert root.descendants == 2


def test_the_same_form_sent_twice_makes_one_comment(article: Article, member: User) -> None:
    argument = Argument("for", "Once.", uuid.uuid4())
    first = post_comment(member, article, None, argument)
    assert post_comment(member, article, None, argument) == first
    assert Comment.objects.count() == 1
    article.refresh_from_db()
    assert article.last_number == 1


def test_another_text_from_a_form_gone_back_to_is_another_comment(
    article: Article, member: User
) -> None:
    token = uuid.uuid4()
    first = post_comment(member, article, None, Argument("for", "Once.", token))
    second = post_comment(member, article, None, Argument("for", "And another thing.", token))
    assert first != second
    assert second.number == 2


@pytest.mark.parametrize(
    ("position", "source"),
    [
        ("for", ""),
        ("for", "  \n "),
        ("for", "x" * (COMMENT_MAX + 1)),
        ("sideways", "Text"),
        ("", "Text"),
        ("for", "a\0b"),
    ],
)
def test_what_no_argument_can_be_is_bad_input(
    article: Article, member: User, position: str, source: str
) -> None:
    with pytest.raises(Refused) as refusal:
        post_comment(member, article, None, Argument(position, source))
    assert refusal.value.status == 400
    assert not Comment.objects.exists()


def test_a_parent_in_another_essay_is_bad_input(
    article: Article, author: User, member: User
) -> None:
    elsewhere = post_comment(member, make_article(author), None, said())
    with pytest.raises(Refused) as refusal:
        post_comment(member, article, elsewhere, said())
    assert refusal.value.status == 400


@pytest.mark.parametrize("state", [CommentState.HIDDEN, CommentState.REMOVED])
def test_a_parent_hidden_meanwhile_is_a_conflict(
    article: Article, member: User, state: str
) -> None:
    root = post_comment(member, article, None, said())
    set_state(Comment.objects.get(pk=root.pk), state)
    with pytest.raises(Refused) as refusal:
        post_comment(member, article, root, said())
    assert refusal.value.status == 409
    assert kept(article) == (0, 0, 0)
    assert article.last_number == 1


def test_a_locked_debate_takes_no_comment(article: Article, member: User) -> None:
    stale = Article.objects.get(pk=article.pk)
    set_lock(article, True)
    with pytest.raises(Refused) as refusal:
        post_comment(member, stale, None, said())
    assert refusal.value.status == 409
    assert "locked" in refusal.value.sentence


def test_visitors_cannot_post(article: Article, visitor: User) -> None:
    with pytest.raises(Refused) as refusal:
        post_comment(visitor, article, None, said())
    assert refusal.value.status == 403


def test_the_one_answered_is_told_and_who_replied_before_of_what_follows(
    article: Article, author: User, member: User, reader2: User
) -> None:
    root = post_comment(member, article, None, said())
    post_comment(reader2, article, root, said())
    post_comment(member, article, root, said())  # to oneself: nobody is told
    catch_up()
    told = Notification.objects.order_by("pk").values_list("recipient", "kind", "actor")
    assert list(told) == [
        (author.pk, Kind.COMMENT, member.pk),
        (member.pk, Kind.REPLY, reader2.pk),
        (reader2.pk, Kind.WATCHED, member.pk),
    ]


def test_an_edit_keeps_what_was_said(article: Article, member: User) -> None:
    root = post_comment(member, article, None, said())
    edit_comment(member, root, "for", "A fine is a *fee*.")
    kept_text = root.revisions.get()
    assert (kept_text.position, kept_text.source) == ("against", TEXT)
    root.refresh_from_db()
    assert "<em>fee</em>" in root.html
    assert root.edited_at
    assert kept(article) == (1, 0, 0)


def test_an_edit_that_changes_nothing_leaves_no_trace(article: Article, member: User) -> None:
    root = post_comment(member, article, None, said())
    edit_comment(member, root, "against", TEXT)
    root.refresh_from_db()
    assert root.edited_at is None
    assert not root.revisions.exists()


def test_an_edit_comes_within_the_limit_or_not_at_all(article: Article, member: User) -> None:
    root = post_comment(member, article, None, said())
    posted = timezone.now() - rules.EDIT_WITHIN - timedelta(seconds=1)
    Comment.objects.filter(pk=root.pk).update(created_at=posted)
    with pytest.raises(Refused, match="15 minutes"):
        edit_comment(member, root, "for", "Later wisdom.")


def test_only_its_author_changes_or_deletes_a_comment(
    article: Article, member: User, moderator: User
) -> None:
    root = post_comment(member, article, None, said())
    with pytest.raises(Refused, match="Only its author"):
        edit_comment(moderator, root, "for", "Better so.")
    with pytest.raises(Refused, match="Only its author"):
        delete_comment(moderator, root)


def test_once_answered_an_argument_stays_on_its_side(
    article: Article, member: User, reader2: User
) -> None:
    root = post_comment(member, article, None, said())
    post_comment(reader2, article, root, said())
    with pytest.raises(Refused) as refusal:
        edit_comment(member, root, "for", TEXT)
    assert refusal.value.status == 409
    edit_comment(member, root, "against", "The words may still be mended.")


def test_deleting_takes_the_words_and_leaves_the_thread(
    article: Article, member: User, reader2: User
) -> None:
    root = post_comment(member, article, None, said())
    edit_comment(member, root, "against", "Second thoughts.")
    reply = post_comment(reader2, article, root, Argument("for", "Who pays?"))
    delete_comment(member, root)
    root.refresh_from_db()
    assert (root.state, root.source, root.html) == (CommentState.DELETED, "", "")
    assert not root.revisions.exists()
    assert reply in Comment.objects.listed(reader2)
    assert kept(article) == (1, 0, 0)


def test_what_its_author_deleted_no_moderator_brings_back(article: Article, member: User) -> None:
    root = post_comment(member, article, None, said())
    delete_comment(member, root)
    set_state(root, CommentState.VISIBLE)
    root.refresh_from_db()
    assert root.state == CommentState.DELETED


def test_hiding_and_restoring_recount_article_and_thread(
    article: Article, member: User, reader2: User
) -> None:
    root = post_comment(member, article, None, said())
    reply = post_comment(reader2, article, root, Argument("for", "Who pays?"))
    set_state(reply, CommentState.HIDDEN)
    root.refresh_from_db()
    assert kept(article) == (0, 1, 0)
    assert root.descendants == 0
    set_state(reply, CommentState.VISIBLE)
    root.refresh_from_db()
    assert kept(article) == (1, 1, 0)
    assert root.descendants == 1
