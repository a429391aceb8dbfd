"""The gate when one member, or many, come at the same moment, on the database the suite runs on."""

import uuid
from collections.abc import Callable

import pytest

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.post import Argument
from forum.comments.actions.recount import recount
from forum.comments.models import Comment, CommentState
from forum.moderation.actions.submit import resubmit, submit
from forum.moderation.models import Hold, Posting
from forum.refusals import Refused, TooFast
from tests.cast import make_article, make_comment, make_members
from tests.comments.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site_figures")]
WRITERS = 12


def attempt(act: Callable[[], Comment]) -> Callable[[], Comment | Refused]:
    def trying() -> Comment | Refused:
        try:
            return act()
        except Refused as refusal:
            return refusal

    return trying


def saying(author: User, article: Article, argument: Argument) -> Callable[[], Comment | Refused]:
    fresh = Article.objects.get(pk=article.pk)
    return attempt(lambda: submit(author, fresh, None, argument))


def test_one_member_in_many_debates_at_once_comes_first_once(author: User, member: User) -> None:
    debates = [make_article(author) for _ in range(WRITERS)]
    came = at_once(
        [saying(member, debate, Argument("for", f"In {debate.pk}.")) for debate in debates]
    )
    assert sum(isinstance(one, Comment) for one in came) == 1
    assert sum(isinstance(one, TooFast) for one in came) == WRITERS - 1
    assert Posting.objects.count() == 1


def test_a_form_sent_many_times_at_once_is_one_post_and_never_too_fast(
    member: User, article: Article
) -> None:
    argument = Argument("for", "Once.", uuid.uuid4())
    came = at_once([saying(member, article, argument)] * WRITERS)
    assert len({*came}) == 1
    assert isinstance(came[0], Comment)
    assert Posting.objects.count() == 1


def test_a_surge_at_once_in_one_debate_lets_five_pass(article: Article) -> None:
    writers = make_members(WRITERS)
    came = at_once([saying(one, article, Argument("for", f"By {one.pk}.")) for one in writers])
    assert all(isinstance(one, Comment) for one in came)
    assert Comment.objects.filter(state=CommentState.VISIBLE).count() == 5
    assert Hold.objects.count() == WRITERS - 5
    article.refresh_from_db()
    assert article.for_count == 5
    assert recount(article) == []


def test_posting_and_editing_at_once_do_not_wait_for_each_other_for_ever(
    article: Article, member: User
) -> None:
    mine = make_comment(member, article)

    def edit(words: str) -> Callable[[], Comment | Refused]:
        fresh = Comment.objects.select_related("article", "author").get(pk=mine.pk)
        return attempt(lambda: resubmit(member, fresh, "for", words))

    acts = [edit(f"Better words {n}.") for n in range(WRITERS // 2)]
    acts += [saying(member, article, Argument("for", f"More {n}.")) for n in range(WRITERS // 2)]
    at_once(acts)
    assert recount(Article.objects.get(pk=article.pk)) == []
