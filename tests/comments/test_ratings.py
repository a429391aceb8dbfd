"""Ratings, the stances they count from, and the numbers kept of them."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_state
from forum.comments.models import Comment, CommentState, Rating
from forum.comments.ranking import wilson_lower
from forum.refusals import Refused
from forum.stances.actions.take import take_stance
from tests.cast import asked, client_of, make_comment, make_members, make_user, rate


@pytest.fixture
def closed(db: None) -> User:
    return make_user("oskar", is_active=False)


@pytest.fixture
def root(article: Article, member: User) -> Comment:
    return make_comment(member, article, "against")


def test_a_reader_rates_changes_it_and_takes_it_back(root: Comment, reader2: User) -> None:
    assert rate(reader2, root, True, "for").strong_other == 1
    assert rate(reader2, root, True, "for").rated_all == 1
    weak = rate(reader2, root, False, "for")
    assert (weak.strong_other, weak.rated_other) == (0, 1)
    assert rate(reader2, root, None, "for").rated_all == 0
    assert not Rating.objects.exists()


def test_the_score_is_the_bound_over_the_other_side(root: Comment) -> None:
    for reader in make_members(3):
        rate(reader, root, True, "for")
    for reader in make_members(4):
        rate(reader, root, False, "against")
    root.refresh_from_db()
    assert root.score == pytest.approx(wilson_lower(3, 3))
    assert root.tiebreak == pytest.approx(wilson_lower(3, 7))
    assert (root.rated_same, root.strong_same) == (4, 0)


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ("member", "You cannot rate your own argument."),
        ("visitor", "Log in to take part."),
        ("closed", "This account is closed."),
    ],
)
def test_who_may_not_rate_is_told_why(
    request: pytest.FixtureRequest, root: Comment, who: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refused:
        rate(request.getfixturevalue(who), root, True, "")
    assert refused.value.status == 403
    assert not Rating.objects.exists()


@pytest.mark.parametrize("state", [CommentState.HIDDEN, CommentState.REMOVED])
def test_what_is_not_shown_is_not_rated(
    root: Comment, reader2: User, moderator: User, state: CommentState
) -> None:
    before = rate(reader2, root, True, "for").score
    set_state(root, state)
    said, address = {"rating": "weak"}, f"/comments/{root.pk}/rate/"
    answer = client_of(moderator).post(address, said)  # who can still read it
    assert answer.status_code == 403
    assert "This comment is no longer shown, so it cannot be rated." in answer.content.decode()
    told = client_of(reader2).post(address, said, headers={"HX-Request": "true"})
    assert told.status_code == 404
    assert told.text.strip().startswith("<div")  # in place of the buttons: a sentence, no page
    assert "no longer here, so nothing was saved" in told.text
    root.refresh_from_db()
    assert (root.score, root.rated_all) == (before, 1)


def test_the_database_holds_one_rating_a_reader(root: Comment, reader2: User) -> None:
    rate(reader2, root, True, "for")
    with pytest.raises(IntegrityError), transaction.atomic():
        Rating.objects.create(comment=root, reader=reader2, strong=False)


def test_a_rating_without_a_stance_counts_when_one_is_taken(
    root: Comment, article: Article, reader2: User
) -> None:
    assert rate(reader2, root, True, "").rated_other == 0
    take_stance(reader2, article, "for")
    root.refresh_from_db()
    assert (root.rated_other, root.strong_other) == (1, 1)
    take_stance(reader2, article, "against")  # what was said then was said from where one stood
    root.refresh_from_db()
    assert root.rated_other == 1


def test_another_position_has_another_other_side(
    root: Comment, member: User, reader2: User
) -> None:
    rate(reader2, root, True, "for")
    edit_comment(member, root, "for", root.source)
    root.refresh_from_db()
    assert (root.rated_other, root.rated_same, root.score) == (0, 1, 0)


def test_recount_mends_what_is_wrong_and_says_it(
    root: Comment, article: Article, reader2: User
) -> None:
    make_comment(reader2, article, "for", root)
    rate(reader2, root, True, "for")
    right = Comment.objects.values().get(pk=root.pk)
    Comment.objects.filter(pk=root.pk).update(descendants=9, score=0.9, rated_other=4)
    Article.objects.filter(pk=article.pk).update(for_count=7, last_number=0)
    said = StringIO()
    call_command("recount", stdout=said)
    mended = Comment.objects.values().get(pk=root.pk)
    assert mended | {"version": right["version"]} == right
    article.refresh_from_db()
    assert (article.for_count, article.last_number) == (1, 2)
    assert f"comment {root.pk}: descendants was 9, is 1" in said.getvalue()
    assert f"article {article.slug}: for_count was 7, is 1" in said.getvalue()
    assert "Numbers mended: 5." in said.getvalue()


def test_a_reply_is_rated_in_few_statements(root: Comment, article: Article, reader2: User) -> None:
    reply = make_comment(root.author, article, "for", root)
    browser, address = client_of(reader2), f"/comments/{reply.pk}/rate/"
    statements = asked(lambda: browser.post(address, {"rating": "strong"}))
    # Who it is (2), what they rate from where they stand (2), the lock (2 or 1), what the rules
    # ask, the word, all words, the comment, and the best answer to what it answers.
    assert len(statements) <= 11
    assert reply.ratings.get().strong
    # Changed in place, the button knows what was said just now.
    again = asked(lambda: browser.post(address, {"rating": "weak"}, headers={"HX-Request": "true"}))
    assert len(again) == len(statements)
    assert not reply.ratings.get().strong


def test_recount_of_right_numbers_mends_nothing(root: Comment, article: Article) -> None:
    assert recount(article) == []


@pytest.mark.parametrize("key", ["0", "987654", str(2**63), "9" * 40])
def test_a_comment_that_there_is_not_cannot_be_rated(reader2: User, key: str) -> None:
    sent = client_of(reader2).post(f"/comments/{key}/rate/", {"rating": "strong"})
    assert sent.status_code == 404


def test_whoever_may_not_read_a_comment_cannot_rate_it(root: Comment, reader2: User) -> None:
    for hidden in (CommentState.HIDDEN, CommentState.REMOVED, CommentState.DELETED):
        set_state(root, hidden)
        sent = client_of(reader2).post(f"/comments/{root.pk}/rate/", {"rating": "strong"})
        assert sent.status_code == 404
    assert not Rating.objects.exists()
