"""Many comments get a state at once, and every kept number is as if each had got it alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from forum.articles.anchors import Quotation
from forum.articles.models import Article, Claim
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_states
from forum.comments.models import Comment, CommentState
from tests.cast import make_anchored, make_article, make_claim, make_comment, make_members, rate


@pytest.fixture
def debate(article: Article, member: User, reader2: User) -> list[Comment]:
    """Threads on the essay and on a claim, rated, with answers from the other side."""
    make_claim(article, 3)
    on_claim = make_anchored(member, article, Quotation("", claim=3), "against")
    root = make_comment(member, article, "for")
    weak, strong = (make_comment(reader2, article, "against", root) for _ in range(2))
    below = make_comment(member, article, "for", strong)
    for reader in make_members(3):
        rate(reader, strong, True, "for")
        rate(reader, root, True, "against")
    return [on_claim, root, weak, strong, below]


def states(comments: list[Comment]) -> list[str]:
    kept = dict(Comment.objects.values_list("pk", "state"))
    return [kept[comment.pk] for comment in comments]


@pytest.mark.parametrize("state", [CommentState.HIDDEN, CommentState.HELD])
def test_what_is_counted_is_right_after_many_at_once(
    debate: list[Comment], article: Article, state: str
) -> None:
    on_claim, root, _weak, strong, below = debate
    other = make_comment(strong.author, make_article(article.author))
    changed = set_states([below, on_claim, strong, other], state)
    assert changed == [(c, "visible", state) for c in (on_claim, strong, below, other)]
    assert states([*debate, other]) == [state, "visible", "visible", state, state, state]
    for each in (article, other.article):
        assert recount(each) == []
    article.refresh_from_db()
    root.refresh_from_db()
    assert (article.for_count, article.against_count) == (1, 1)
    assert (root.descendants, root.rebuttal_count, root.best_answer_id) == (1, 1, debate[2].pk)
    assert Claim.objects.get(article=article, number=3).against_count == 0


def test_what_is_put_back_counts_as_before(debate: list[Comment], article: Article) -> None:
    before = list(Comment.objects.order_by("pk").values("descendants", "front", "best_answer"))
    set_states(debate, CommentState.REMOVED)
    assert not Comment.objects.filter(front__isnull=False).exists()
    set_states(debate, CommentState.VISIBLE)
    now = list(Comment.objects.order_by("pk").values("descendants", "front", "best_answer"))
    assert now == before
    assert recount(article) == []


def test_only_what_is_not_so_yet_and_not_deleted_changes(debate: list[Comment]) -> None:
    _on_claim, root, weak, strong, _below = debate
    set_states([root], CommentState.HIDDEN)
    hidden_at = Comment.objects.get(pk=root.pk).state_at
    delete_comment(weak.author, weak)
    changed = set_states([root, weak, strong], CommentState.HIDDEN)
    assert [comment.pk for comment, _was, _now in changed] == [strong.pk]
    assert states([root, weak, strong]) == ["hidden", "deleted", "hidden"]
    root.refresh_from_db()
    assert root.state_at == hidden_at


def test_no_comment_at_all_changes_nothing(db: None) -> None:
    assert set_states([], CommentState.HIDDEN) == []


def test_more_comments_take_no_more_queries(article: Article, member: User) -> None:
    def debate(replies: int) -> list[Comment]:
        root = make_comment(member, article, "for")
        answers = [make_comment(member, article, "against", root) for _ in range(replies)]
        return [root, *answers, *(make_comment(member, article, "for", a) for a in answers)]

    def queries(comments: list[Comment]) -> int:
        with CaptureQueriesContext(connection) as taken:
            set_states(comments, CommentState.HIDDEN)
        return len(taken)

    few, many = debate(2), debate(20)
    assert queries(few) == queries(many)
