"""Posting and editing as people do, through the gate: what is refused, held and asked again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.post import Argument
from forum.comments.models import Comment, CommentState
from forum.moderation.actions.record import Decision, record
from forum.moderation.actions.submit import submit
from forum.moderation.gate.fetch import is_new
from forum.moderation.models import (
    Act,
    Case,
    Flag,
    Hold,
    Phrase,
    Restriction,
    RestrictionKind,
    Rule,
    Scope,
)
from forum.refusals import TooFast
from tests.cast import make_article, make_comment, make_members
from tests.moderation.writing import note_posted, refusal, say, settle_in, wait

pytestmark = pytest.mark.usefixtures("site_figures")

SPAM = "See for yourself at https://cheap.example/now what they sell."
LOUD = "NOBODY WHO EVER RAN A LIBRARY BELIEVES ANY OF THIS FOR A MOMENT."


def restrict(kind: RestrictionKind, moderator: User, **what: object) -> None:
    rule = Rule.objects.get(slug="subject")
    entry = record(Act.PREMODERATE, Scope.SITE, Decision(moderator, rule, "It got loud."))
    now = timezone.now()
    until = now + timedelta(hours=1)
    Restriction.objects.create(kind=kind, since=now, until=until, entry=entry, **what)


def test_an_argument_like_most_is_public_at_once(member: User, article: Article) -> None:
    comment = say(member, article, "We dropped the fines in May.")
    assert comment.state == CommentState.VISIBLE
    assert not Hold.objects.exists()


def test_a_new_members_links_wait_for_a_moderator(member: User, article: Article) -> None:
    comment = say(member, article, SPAM)
    assert comment.state == CommentState.HELD
    hold = Hold.objects.get(comment=comment)
    assert (hold.name, hold.rule) == ("new_with_links", Rule.objects.get(slug="spam"))
    assert Case.objects.filter(comment=comment).exists()
    article.refresh_from_db()
    assert article.for_count == 0  # it counts nowhere


def test_links_of_somebody_known_are_public(member: User, article: Article) -> None:
    settle_in(member, article)
    assert say(member, article, SPAM).state == CommentState.VISIBLE


def test_a_link_to_this_site_is_no_link_elsewhere(member: User, article: Article) -> None:
    words = f"See http://testserver{article.get_absolute_url()} again."
    assert say(member, article, words).state == CommentState.VISIBLE


def test_who_has_three_comments_that_stand_and_a_day_is_known(
    member: User, article: Article
) -> None:
    settle_in(member, article)
    member.refresh_from_db()
    assert not is_new(member)
    Comment.objects.filter(author=member, source="One.").update(state=CommentState.HIDDEN)
    assert is_new(member)


def test_words_on_the_list_hold_a_comment_whatever_their_looks(
    reader2: User, article: Article
) -> None:
    settle_in(reader2, article)
    rule = Rule.objects.get(slug="spam")
    Phrase.objects.create(kind="words", text="magic beans", verdict="hold", rule=rule)
    comment = say(reader2, article, "Have you tried MAGIC\n**be\u200bans**? They grow.")
    assert comment.state == CommentState.HELD
    assert "MAGIC" in comment.holds.get().why


def test_words_on_the_list_do_not_stop_longer_words(member: User, article: Article) -> None:
    rule = Rule.objects.get(slug="spam")
    Phrase.objects.create(kind="words", text="fine", verdict="refuse", rule=rule)
    assert say(member, article, "They define it, éfine and fines.").state == CommentState.VISIBLE
    wait(member, minutes=1)
    assert "‘fine’" in refusal(member, article, "A (fine) is a fee.").sentence


def test_a_list_that_was_changed_holds_from_the_next_comment_on(
    member: User, article: Article
) -> None:
    rule = Rule.objects.get(slug="spam")
    phrase = Phrase.objects.create(kind="words", text="beans", verdict="refuse", rule=rule)
    refusal(member, article, "Beans.")
    phrase.text = "peas"
    phrase.save()
    assert say(member, article, "Beans.").state == CommentState.VISIBLE
    wait(member, minutes=1)
    refusal(member, article, "Peas.")
    phrase.delete()
    assert say(member, article, "Peas.").state == CommentState.VISIBLE


def test_the_same_words_again_are_refused_for_six_hours(
    member: User, author: User, article: Article
) -> None:
    say(member, article, "Who pays for it?")
    wait(member, minutes=2)
    refused = refusal(member, make_article(author), "Who **pays**  for it!")
    assert refused.status == 403
    assert "6 hours" in refused.sentence
    wait(member, hours=6)
    assert say(member, article, "Who pays for it?").state == CommentState.VISIBLE


def test_who_deleted_a_comment_may_say_it_where_it_fits_better(
    member: User, article: Article
) -> None:
    delete_comment(member, say(member, article, "Who pays for it?"))
    wait(member, minutes=2)
    assert say(member, article, "Who pays for it?").state == CommentState.VISIBLE


def test_the_same_words_of_several_new_members_are_refused(article: Article) -> None:
    words = "Every library I know of has become better since it did this."
    first, second, third = make_members(3)
    say(first, article, words)
    say(second, article, words)
    assert "new members" in refusal(third, article, words).sentence


def test_a_form_sent_twice_is_one_post_and_not_the_same_words_again(
    member: User, article: Article
) -> None:
    argument = Argument("for", "We dropped the fines in May.")
    first = submit(member, article, None, argument)
    assert submit(member, article, None, argument) == first


def test_new_members_pause_for_half_a_minute(member: User, article: Article) -> None:
    say(member, article, "First of all.")
    refused = refusal(member, article, "And another thing.")
    assert isinstance(refused, TooFast)
    assert 25 <= refused.wait <= 30
    wait(member, seconds=31)
    say(member, article, "And another thing.")


def test_the_first_day_has_its_limits(member: User, article: Article) -> None:
    for n in range(3):
        say(member, article, f"Argument number {n}.")
        wait(member, minutes=1)
    refused = refusal(member, article, "One more argument.")
    assert isinstance(refused, TooFast)
    assert 23 * 3600 < refused.wait <= 24 * 3600
    root = Comment.objects.first()
    assert say(member, article, "But a reply.", root)


def test_slow_mode_asks_for_its_pause_in_this_debate_only(
    member: User, author: User, moderator: User, article: Article
) -> None:
    settle_in(member, article)
    restrict(RestrictionKind.SLOW, moderator, article=article, pause=600)
    say(member, article, "First of all.")
    wait(member, seconds=60)
    refused = refusal(member, article, "And another thing.")
    assert "slow mode" in refused.sentence
    assert isinstance(refused, TooFast)
    assert 535 <= refused.wait <= 540
    say(member, make_article(author), "And another thing.")


def test_who_flagged_a_comment_does_not_answer_it(
    member: User, reader2: User, article: Article
) -> None:
    root = make_comment(member, article)
    rule = Rule.objects.get(slug="personal")
    Flag.objects.create(flagger=reader2, comment=root, article=article, rule=rule)
    assert "flagged" in refusal(reader2, article, "Nonsense.", parent=root).sentence


@pytest.mark.parametrize("place", ["member", "article", "site"])
def test_premoderation_holds_what_it_is_put_on(
    place: str, member: User, reader2: User, moderator: User, article: Article
) -> None:
    what = {"member": {"member": member}, "article": {"article": article}, "site": {}}[place]
    restrict(RestrictionKind.PREMODERATE, moderator, **what)
    assert say(member, article, "First of all.").state == CommentState.HELD
    is_held = say(reader2, article, "I disagree.").state == CommentState.HELD
    assert is_held == (place != "member")
    assert say(moderator, article, "Please stay civil.").state == CommentState.VISIBLE


def test_premoderation_ends_by_itself(member: User, moderator: User, article: Article) -> None:
    restrict(RestrictionKind.PREMODERATE, moderator, article=article)
    Restriction.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert say(member, article, "First of all.").state == CommentState.VISIBLE


def test_a_surge_of_new_members_waits_and_others_do_not(
    member: User, article: Article, author: User
) -> None:
    settle_in(member, article)
    states = [say(one, article, f"I am number {one.pk}.").state for one in make_members(7)]
    assert states == [CommentState.VISIBLE] * 5 + [CommentState.HELD] * 2
    assert say(member, article, "What happens here?").state == CommentState.VISIBLE
    (latecomer,) = make_members(1)
    elsewhere = make_article(author)
    assert say(latecomer, elsewhere, "Hello there.").state == CommentState.VISIBLE
    (another,) = make_members(1)
    assert say(another, elsewhere, "Hello again.").state == CommentState.HELD  # the ninth


def test_a_surge_is_over_ten_minutes_later(article: Article) -> None:
    early = make_members(5)
    for one in early:
        say(one, article, f"I am number {one.pk}.")
    wait(*early, minutes=11)
    (latecomer,) = make_members(1)
    assert say(latecomer, article, "Hello there.").state == CommentState.VISIBLE


def test_the_silenced_are_refused_as_they_are_now(member: User, article: Article) -> None:
    stale = User.objects.get(pk=member.pk)
    User.objects.filter(pk=member.pk).update(silenced_until=timezone.now() + timedelta(days=1))
    assert "silenced" in refusal(stale, article, "First of all.").sentence
    assert not Comment.objects.exists()


def test_the_gate_asks_as_many_questions_however_much_was_posted(
    member: User, article: Article
) -> None:
    settle_in(member, article)
    say(member, article, "A first one, so that the list is compiled.")
    few = queries_to_say(member, article, "Number 1 of these.")
    note_posted(*[make_comment(one, article) for one in make_members(30)], is_new=True)
    assert queries_to_say(member, article, "Number 2 of these.") == few


def queries_to_say(member: User, article: Article, words: str) -> int:
    wait(member, minutes=1)
    with CaptureQueriesContext(connection) as taken:
        say(member, article, words)
    return len(taken.captured_queries)
