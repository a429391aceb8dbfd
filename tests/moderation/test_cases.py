"""Every kind of case is read in the queue with what it needs, and decided from there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation import queue
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag, flag_member
from forum.moderation.actions.record import Decision
from forum.moderation.actions.restrict import act_on_member
from forum.moderation.cases import case_url, key_of
from forum.moderation.models import Act, Appeal, Case, LogEntry, Rule
from forum.moderation.subject import Seen
from tests.cast import client_of, make_comment, make_members, make_user
from tests.moderation.test_queue import REASON, URL, keys, typed

pytestmark = pytest.mark.django_db


def sent(thing: object, act: str, **more: object) -> dict[str, object]:
    """What the form in the queue sends about a profile or an appeal."""
    seen = str(Seen.of_profile(thing)) if isinstance(thing, User) else "0-0-0"
    form = {"act": act, "rule": "", "reason": REASON, "seen": seen, "back": "queue", "page": 1}
    return form | more


@pytest.fixture
def held(comment: Comment, author: User, personal: Rule) -> Comment:
    """Gregor's argument, which the essay's author holds for a moderator."""
    decide.hold(author, comment, personal, "Aimed at the man.")
    return comment


@pytest.fixture
def reported(member: User, reader2: User, personal: Rule) -> User:
    """Gregor, whose profile a reader flagged."""
    member.bio = "Knows better than all of you."
    member.save()
    flag_member(reader2, member, personal, "It insults every reader.")
    return member


def test_a_held_comment_waits_with_its_words_and_is_approved(
    held: Comment, moderator: User
) -> None:
    assert keys(moderator) == [key_of(held)]
    client = client_of(moderator)
    page = client.get(URL)
    assert held.source in page.content.decode()
    assert [b.act for b in page.context["case"].buttons] == ["approve", "hide", "remove", "lock"]
    answer = client.post(case_url(held), typed(held, "approve", back="queue"), follow=True)
    assert "Approved. Everyone can read it now." in answer.content.decode()
    held.refresh_from_db()
    assert (held.state, keys(moderator)) == (CommentState.VISIBLE, [])


def test_a_reported_profile_is_shown_with_what_it_says_and_cleared(
    reported: User, moderator: User, personal: Rule
) -> None:
    client = client_of(moderator)
    page = client.get(URL).content.decode()
    assert "Knows better than all of you." in page
    assert "It insults every reader." in page
    form = sent(reported, "clear", rule=personal.pk)
    answer = client.post(case_url(reported), form, follow=True)
    assert "Cleared." in answer.content.decode()
    reported.refresh_from_db()
    assert (reported.bio, keys(moderator)) == ("", [])


def test_an_appeal_shows_both_sides_and_is_decided_by_somebody_else(
    appealed: Appeal, moderator: User, administrator: User, comment: Comment
) -> None:
    assert keys(moderator) == []  # who hid it
    client = client_of(administrator)
    page = client.get(URL).content.decode()
    for words in (appealed.text, appealed.statement.text, appealed.statement.entry.reason):
        assert words in page
    answer = client.post(case_url(appealed), sent(appealed, "reverse"), follow=True)
    assert "Granted." in answer.content.decode()
    comment.refresh_from_db()
    assert (comment.state, keys(administrator)) == (CommentState.VISIBLE, [])


def test_who_acted_reads_an_appeal_and_cannot_decide_it(appealed: Appeal, moderator: User) -> None:
    client = client_of(moderator)
    page = client.get(case_url(appealed)).content.decode()
    assert "another moderator has to look at the appeal" in page
    assert client.post(case_url(appealed), sent(appealed, "uphold")).status_code == 403


def test_an_appeal_that_was_decided_meanwhile_says_so(
    appealed: Appeal, administrator: User
) -> None:
    client = client_of(administrator)
    client.post(case_url(appealed), sent(appealed, "uphold"))
    answer = client.post(case_url(appealed), sent(appealed, "reverse"))
    assert answer.status_code == 409
    assert "has decided this appeal already" in answer.content.decode()


@pytest.mark.parametrize("act", ["keep", "hide", "warn"])
def test_nothing_else_is_done_to_an_appeal(appealed: Appeal, administrator: User, act: str) -> None:
    answer = client_of(administrator).post(case_url(appealed), sent(appealed, act))
    assert answer.status_code == 400
    assert "An appeal is granted or refused." in answer.content.decode()


@pytest.mark.parametrize("act", ["warn", "silence", "suspend", "note"])
def test_an_author_is_dealt_with_from_the_case_which_waits_on(
    comment: Comment, reader2: User, moderator: User, personal: Rule, act: str
) -> None:
    flag(reader2, comment, comment.article, personal)
    client = client_of(moderator)
    form = typed(comment, act, personal, back="queue", hours=72)
    answer = client.post(case_url(comment), form, follow=True)
    assert "The case still waits for a decision." in answer.content.decode()
    assert answer.context["case"].thing == comment
    entry = LogEntry.objects.get()
    assert (entry.act, entry.member) == (act, comment.author)
    if act in ("silence", "suspend"):
        assert entry.until
        assert abs(entry.until - timezone.now() - timedelta(hours=72)) < timedelta(minutes=1)
    answer = client.post(case_url(comment), typed(comment, "hide", personal, back="queue"))
    assert answer.status_code == 302


def test_a_length_of_time_that_there_is_not_is_refused(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    form = typed(comment, "silence", personal, hours=9999)
    answer = client_of(moderator).post(case_url(comment), form)
    assert answer.status_code == 400
    assert "Choose how long this is to hold." in answer.content.decode()


def test_a_member_whom_another_moderator_just_warned_is_not_warned_twice(
    reported: User, moderator: User, administrator: User, personal: Rule
) -> None:
    form = sent(reported, "warn", rule=personal.pk)
    act_on_member(Act.WARN, reported, Decision(administrator, personal, "Enough of it."))
    answer = client_of(moderator).post(case_url(reported), form)
    assert answer.status_code == 409
    assert "Nora Lindgren warned this while you were reading" in answer.content.decode()
    assert LogEntry.objects.count() == 1


def test_a_moderators_earlier_note_stands_beside_the_case(
    comment: Comment, reader2: User, moderator: User, administrator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    note = "Third time this week; a friendly word has helped before."
    act_on_member(Act.NOTE, comment.author, Decision(administrator, personal, note))
    assert note in client_of(moderator).get(URL).content.decode()


def test_what_a_moderator_flagged_is_for_others_to_decide(
    comment: Comment, reported: User, moderator: User, administrator: User, personal: Rule
) -> None:
    flag(moderator, comment, comment.article, personal)
    flag(moderator, None, comment.article, personal)
    flag_member(moderator, reported, personal)
    assert keys(moderator) == []
    assert len(keys(administrator)) == 3


def test_a_moderators_profile_waits_for_an_administrator(
    moderator: User, administrator: User, reader2: User, personal: Rule
) -> None:
    theo = make_user("theo", "Theo Abara", Role.MODERATOR)
    flag_member(reader2, theo, personal)
    assert keys(moderator) == []
    assert keys(administrator) == [key_of(theo)]


def test_the_parts_of_the_queue_are_told_apart(
    reported: User,
    appealed: Appeal,
    author: User,
    reader2: User,
    administrator: User,
    article: Article,
    personal: Rule,
) -> None:
    flag(reader2, None, article, personal)
    held = make_comment(reader2, article)
    decide.hold(author, held, personal, REASON)
    shown = queue.page_for(administrator, 1)
    assert shown.counts == {"": 4, "flagged": 1, "held": 1, "appeals": 1, "profiles": 1}
    for part, thing in {
        "flagged": article,
        "held": held,
        "appeals": appealed,
        "profiles": reported,
    }.items():
        rows = client_of(administrator).get(f"{URL}?part={part}").context["queue"].rows
        assert [row.thing for row in rows] == [thing]
    assert client_of(administrator).get(f"{URL}?part=odd").status_code == 404


def test_a_member_who_deleted_the_account_meanwhile_leaves_the_words_to_the_moderator(
    reported: User, moderator: User, personal: Rule
) -> None:
    url, form = case_url(reported), sent(reported, "clear", rule=personal.pk)
    reported.delete()
    assert not Case.objects.exists()
    answer = client_of(moderator).post(url, form)
    assert answer.status_code == 404
    assert REASON in answer.content.decode()


def test_a_comment_whose_author_is_gone_can_still_be_decided(
    comment: Comment, member: User, reader2: User, moderator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    member.delete()
    client = client_of(moderator)
    page = client.get(URL)
    assert "a former member" in page.content.decode()
    assert page.context["case"].member_buttons == []
    assert client.post(case_url(comment), typed(comment, "warn", personal)).status_code == 409
    assert client.post(case_url(comment), typed(comment, "hide", personal)).status_code == 302


@pytest.mark.parametrize("state", ["removed", "hidden", "held", "deleted"])
def test_a_case_under_a_parent_that_is_gone_says_what_became_of_it(
    comment: Comment, reader2: User, author: User, moderator: User, personal: Rule, state: str
) -> None:
    answer = make_comment(author, comment.article, "against", comment, "Who counted?")
    flag(reader2, answer, comment.article, personal)
    gone = {"source": "", "html": ""} if state == "deleted" else {}
    Comment.objects.filter(pk=comment.pk).update(state=state, **gone)
    page = client_of(moderator).get(URL).content.decode()
    assert str(CommentState(state).label) in page
    assert "Who counted?" in page


def test_a_deep_comment_shows_its_thread_from_both_ends(
    comment: Comment, author: User, reader2: User, moderator: User, personal: Rule
) -> None:
    upper = comment
    for number in range(3):
        upper = make_comment(author, comment.article, "for", upper, f"Step {number}")
    last = make_comment(author, comment.article, "against", upper, "And here it breaks.")
    flag(reader2, last, comment.article, personal)
    page = client_of(moderator).get(URL).content.decode()
    assert comment.source in page
    assert "Step 2" in page
    assert "Step 1" not in page
    assert "More of the thread between these two" in page


def test_a_case_that_is_left_is_offered_to_others(
    comment: Comment, reader2: User, moderator: User, administrator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    client = client_of(moderator)
    until = client.get(URL).context["case"].case.claimed_until
    assert "case" not in client_of(administrator).get(URL).context
    client.post(reverse("moderation:leave_case"), {"until": until.isoformat()})
    assert client_of(administrator).get(URL).context["case"].thing == comment


def test_closing_an_old_page_does_not_give_back_what_was_opened_once_more(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    client = client_of(moderator)
    before = client.get(URL).context["case"].case.claimed_until
    client.get(URL)
    client.post(reverse("moderation:leave_case"), {"until": before.isoformat()})
    assert Case.objects.get().claimed_by == moderator


def test_a_queue_of_all_kinds_takes_as_many_queries_for_many_as_for_few(
    article: Article,
    author: User,
    moderator: User,
    personal: Rule,
    same_queries: Callable[..., None],
) -> None:
    def make_cases(how_many: int) -> None:
        for member in make_members(how_many):
            held = make_comment(member, article)
            decide.hold(author, held, personal, REASON)
            flag_member(author, member, personal)
            flag(author, make_comment(member, article), article, personal)
        Case.objects.update(due_at=F("since"))  # so that the first page holds all kinds

    client = client_of(moderator)
    same_queries(make_cases, lambda: client.get(URL))
