"""What moved a reader: named with a reason, by those who may, once, and taken back within a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.models import Article
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState
from forum.notifications.models import Kind, Notification
from forum.refusals import Refused
from forum.stances.actions.delta import Moved, take_back
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import Delta, Stance, StanceChange
from tests.cast import REASON, make_article, make_comment, make_delta, make_members


@pytest.fixture
def comment(article: Article, member: User) -> Comment:
    return make_comment(member, article, "against")


def state_of(reader: User, article: Article) -> str:
    return Stance.objects.get(reader=reader, article=article).now


def test_a_delta_is_kept_with_the_change_it_explains(comment: Comment, reader2: User) -> None:
    take_stance(reader2, comment.article, "for")
    take_stance(reader2, comment.article, "against", Moved(comment, f"  {REASON}\n"))
    delta = Delta.objects.select_related("change", "giver").get()
    assert (delta.change.before, delta.change.after) == ("for", "against")
    assert (delta.giver, delta.comment, delta.reason) == (reader2, comment, REASON)
    comment.refresh_from_db()
    assert comment.moved_count == 1


def test_the_comment_s_author_is_told(comment: Comment, member: User, reader2: User) -> None:
    make_delta(reader2, comment)
    notice = Notification.objects.get(kind=Kind.MOVED)
    assert (notice.recipient, notice.actor, notice.comment) == (member, reader2, comment)


def test_what_moved_one_before_is_kept_with_the_last_change(
    comment: Comment, reader2: User
) -> None:
    for stand in ("for", "undecided", "against"):
        take_stance(reader2, comment.article, stand)
    take_stance(reader2, comment.article, "against", Moved(comment, REASON))
    assert Delta.objects.get().change == StanceChange.objects.latest("id")
    assert StanceChange.objects.count() == 3


def test_one_change_has_one_cause(comment: Comment, article: Article, reader2: User) -> None:
    make_delta(reader2, comment)
    another = make_comment(make_members(1)[0], article, "against")
    with pytest.raises(Refused, match="named already") as refusal:
        take_stance(reader2, article, "against", Moved(another, REASON))
    assert refusal.value.status == 409
    take_stance(reader2, article, "undecided", Moved(another, REASON))
    assert Delta.objects.count() == 2


def test_a_first_stance_is_no_change(comment: Comment, reader2: User) -> None:
    with pytest.raises(Refused, match="have not changed") as refusal:
        take_stance(reader2, comment.article, "against", Moved(comment, REASON))
    assert refusal.value.status == 409
    assert not Stance.objects.exists()


def test_nobody_is_moved_by_their_own_argument(comment: Comment, member: User) -> None:
    take_stance(member, comment.article, "for")
    with pytest.raises(Refused, match="your own") as refusal:
        take_stance(member, comment.article, "against", Moved(comment, REASON))
    assert refusal.value.status == 403
    assert state_of(member, comment.article) == "for"
    assert not Delta.objects.exists()


def test_a_comment_moves_a_reader_once(comment: Comment, article: Article, reader2: User) -> None:
    make_delta(reader2, comment)
    with pytest.raises(Refused, match="said already"):
        take_stance(reader2, article, "for", Moved(comment, REASON))
    assert state_of(reader2, article) == "against"
    assert Delta.objects.count() == 1


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "at least 50 characters: this has 0"),
        ("Right.", "this has 6"),
        (f"{'a' * 49}          ", "this has 49"),
        ("a" * 1001, "1,001 characters; at most 1,000"),
        (f"\0{'a' * 60}", "NUL"),
    ],
)
def test_a_reason_is_a_sentence_at_least_and_a_paragraph_at_most(
    comment: Comment, reader2: User, reason: str, sentence: str
) -> None:
    take_stance(reader2, comment.article, "for")
    with pytest.raises(Refused, match=sentence) as refusal:
        take_stance(reader2, comment.article, "against", Moved(comment, reason))
    assert refusal.value.status == 400
    assert state_of(reader2, comment.article) == "for"


@pytest.mark.parametrize("length", [50, 1000])
def test_reasons_of_fifty_and_of_a_thousand_characters_will_do(
    comment: Comment, reader2: User, length: int
) -> None:
    make_delta(reader2, comment, "ä" * length)
    assert len(Delta.objects.get().reason) == length


@pytest.mark.parametrize("state", [CommentState.HIDDEN, CommentState.REMOVED])
def test_what_is_no_longer_shown_moves_nobody(comment: Comment, reader2: User, state: str) -> None:
    set_state(comment, state)
    with pytest.raises(Refused, match="no longer shown"):
        make_delta(reader2, comment)


def test_a_comment_of_another_essay_moves_nobody_on_this_one(
    comment: Comment, author: User, reader2: User
) -> None:
    other = make_article(author)
    take_stance(reader2, other, "for")
    with pytest.raises(Refused, match="not in this essay"):
        take_stance(reader2, other, "against", Moved(comment, REASON))


def test_who_may_not_post_changes_a_stance_but_names_nobody(
    comment: Comment, reader2: User, visitor: User
) -> None:
    with pytest.raises(Refused, match="Log in"):
        take_stance(visitor, comment.article, "for", Moved(comment, REASON))
    reader2.is_active = False
    with pytest.raises(Refused, match="closed"):
        take_stance(reader2, comment.article, "for", Moved(comment, REASON))
    assert not Stance.objects.exists()


def test_a_withdrawn_essay_moves_nobody(comment: Comment, author: User, reader2: User) -> None:
    take_stance(reader2, comment.article, "for")
    withdraw(author, comment.article)
    comment.article.refresh_from_db()
    with pytest.raises(Refused, match="not published"):
        take_stance(reader2, comment.article, "against", Moved(comment, REASON))


def test_a_delta_is_taken_back_within_a_day(comment: Comment, reader2: User) -> None:
    delta = make_delta(reader2, comment)
    take_back(reader2, delta)
    comment.refresh_from_db()
    assert (comment.moved_count, Delta.objects.count()) == (0, 0)
    assert state_of(reader2, comment.article) == "against"
    assert not Notification.objects.filter(kind=Kind.MOVED).exists()


def test_after_a_day_it_stays(comment: Comment, reader2: User) -> None:
    delta = make_delta(reader2, comment)
    Delta.objects.update(given_at=timezone.now() - timedelta(hours=23, minutes=59))
    delta.refresh_from_db()
    Delta.objects.update(given_at=timezone.now() - timedelta(hours=24, minutes=1))
    late = Delta.objects.get()
    with pytest.raises(Refused, match="within 24 hours"):
        take_back(reader2, late)
    take_back(reader2, delta)


def test_nobody_takes_back_what_another_said(comment: Comment, member: User, reader2: User) -> None:
    delta = make_delta(reader2, comment)
    with pytest.raises(Refused, match="Only who said so"):
        take_back(member, delta)
    assert Delta.objects.exists()


def test_what_is_hidden_shows_no_deltas_and_shows_them_again(
    comment: Comment, reader2: User, moderator: User
) -> None:
    make_delta(reader2, comment)
    set_state(comment, CommentState.HIDDEN)
    for viewer in (reader2, moderator, comment.author):
        assert not Delta.objects.visible_to(viewer).exists()
    set_state(comment, CommentState.VISIBLE)
    assert Delta.objects.visible_to(reader2).count() == 1


def test_a_deleted_comment_shows_no_deltas(comment: Comment, member: User, reader2: User) -> None:
    make_delta(reader2, comment)
    delete_comment(member, comment)
    assert not Delta.objects.visible_to(reader2).exists()


def test_a_giver_s_erasure_leaves_no_trace_and_recount_mends_the_rest(
    comment: Comment, article: Article, reader2: User
) -> None:
    make_delta(reader2, comment)
    make_delta(make_members(1)[0], comment)
    reader2.delete()
    assert Delta.objects.count() == 1
    assert {"moved_count", "moves"} <= {each.number for each in mend(article)}
    comment.refresh_from_db()
    assert comment.moved_count == 1
    assert mend(article) == []
