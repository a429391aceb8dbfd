"""Many answers to a claim at once, and a concession sent twice at once."""

from collections.abc import Callable
from itertools import cycle

import pytest

from accounts.models import User
from forum.articles.models import Article, Claim
from forum.comments.models import Comment
from forum.stances.actions.answer import answer_claim
from forum.stances.actions.concede import amend, concede_claim
from forum.stances.actions.mend import mend
from forum.stances.actions.take import take_stance
from forum.stances.models import ClaimAnswer, Concession, Tally
from tests.cast import make_members
from tests.comments.test_races import at_once
from tests.stances.pages import BETTER, NOTE

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 24


def test_one_reader_s_answers_at_once_are_one(claim: Claim, member: User) -> None:
    def say(answer: str) -> Callable[[], None]:
        fresh = Claim.objects.select_related("article").get(pk=claim.pk)
        return lambda: answer_claim(member, fresh, answer)

    at_once([say("accept"), say("reject")] * (AT_ONCE // 2))
    kept = ClaimAnswer.objects.get().answer
    assert Tally.objects.get().answers == {"3": {kept: 1}}


def test_answers_and_stances_at_once_leave_the_right_tally(claim: Claim) -> None:
    def act(reader: User, answer: str, stand: str) -> Callable[[], None]:
        fresh = Claim.objects.select_related("article").get(pk=claim.pk)

        def both() -> None:
            answer_claim(reader, fresh, answer)
            take_stance(reader, fresh.article, stand)

        return both

    words = cycle([("accept", "for"), ("reject", "against"), ("doubt", "undecided")])
    at_once([act(reader, *said) for reader, said in zip(make_members(24), words, strict=False)])
    tally = Tally.objects.get()
    assert tally.answers == {"3": {"accept": 8, "reject": 8, "doubt": 8}}
    assert tally.crux == claim
    assert mend(claim.article) == []


def test_a_concession_sent_many_times_at_once_is_made_once(
    article: Article, author: User, claim: Claim, comment: Comment
) -> None:
    def send() -> Concession:
        fresh = Comment.objects.select_related("article").get(pk=comment.pk)
        return concede_claim(author, fresh, Claim.objects.get(pk=claim.pk), False, NOTE)

    def send_thesis() -> Concession:
        fresh = Comment.objects.select_related("article").get(pk=comment.pk)
        return amend(author, fresh, BETTER, NOTE)

    at_once([send, send_thesis] * 4)
    assert Concession.objects.count() == 2
    assert article.revisions.filter(thesis=BETTER).count() == 1
