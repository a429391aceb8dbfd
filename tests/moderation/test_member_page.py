"""A member's page for moderators: the record, and acting from it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag, flag_member
from forum.moderation.actions.record import Decision
from forum.moderation.actions.restrict import act_on_member
from forum.moderation.models import Act, LogEntry, Restriction, Rule, Statement
from forum.moderation.subject import Seen
from tests.cast import client_of, make_comment

REASON = "Three remarks about her family within an hour."


def url_of(member: User) -> str:
    return reverse("moderation:case_member", args=[member.pk])


def typed(member: User, act: str, rule: Rule, **more: object) -> dict[str, object]:
    seen = str(Seen.of_profile(member))
    return {"act": act, "rule": rule.pk, "reason": REASON, "seen": seen, "hours": ""} | more


@pytest.mark.parametrize("who", ["author", "member", "reader2"])
def test_for_everyone_but_moderators_there_is_no_record(
    member: User, personal: Rule, request: pytest.FixtureRequest, who: str
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(url_of(member)).status_code == 404
    assert client.post(url_of(member), typed(member, "warn", personal)).status_code == 404
    assert not LogEntry.objects.exists()


def test_the_record_has_what_they_wrote_and_what_was_done(
    comment: Comment, member: User, moderator: User, reader2: User, personal: Rule
) -> None:
    decision = Decision(moderator, personal, REASON)
    act_on_member(Act.NOTE, member, Decision(moderator, personal, "Writes late at night."))
    decide.act(Act.HIDE, comment, decision)
    flag_member(reader2, member, personal, "Look at the name.")
    flag(member, None, comment.article, personal, "Off the subject.")
    page = client_of(moderator).get(url_of(member)).content.decode()
    for words in ("Writes late at night.", REASON, comment.source, "Look at the name."):
        assert words in page
    assert "Off the subject." in page


def test_a_moderator_silences_from_the_record_and_ends_it_there(
    member: User, moderator: User, personal: Rule
) -> None:
    client = client_of(moderator)
    answer = client.post(url_of(member), typed(member, "silence", personal, hours="72"))
    assert answer["Location"] == url_of(member)
    member.refresh_from_db()
    assert member.is_silenced
    entry = LogEntry.objects.get()
    assert reverse("moderation:undo", args=[entry.pk]) in client.get(url_of(member)).text


@pytest.mark.parametrize(
    "wrong",
    [
        ("silence", {}, 400, "Choose how long this is to hold."),
        ("silence", {"hours": "2"}, 400, "Choose how long this is to hold."),
        ("warn", {"rule": ""}, 400, "Choose the rule"),
        ("warn", {"reason": ""}, 400, "Give a reason"),
        ("hide", {}, 400, "cannot be done to a member"),
        ("keep", {}, 409, "Nobody’s flag"),
        ("warn", {"seen": "x"}, 400, "The form was not complete"),
        ("warn", {"seen": "0-0-0", "comment": "x"}, 400, "The form was not complete"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    member: User, moderator: User, personal: Rule, wrong: tuple[str, dict[str, str], int, str]
) -> None:
    act, more, status, sentence = wrong
    answer = client_of(moderator).post(url_of(member), typed(member, act, personal) | more)
    assert answer.status_code == status
    assert sentence in answer.text
    assert more.get("reason", REASON) in answer.text
    assert not LogEntry.objects.exists()


def test_the_comment_that_led_to_it_goes_along(
    comment: Comment, member: User, moderator: User, personal: Rule
) -> None:
    client = client_of(moderator)
    assert comment.source in client.get(f"{url_of(member)}?about={comment.pk}").text
    client.post(url_of(member), typed(member, "warn", personal, comment=comment.pk))
    assert Statement.objects.get().comment == comment


def test_the_comment_of_somebody_else_is_no_occasion(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    form = typed(reader2, "warn", personal, comment=comment.pk)
    assert client_of(moderator).post(url_of(reader2), form).status_code == 404
    assert not LogEntry.objects.exists()


def test_acting_on_a_member_who_left_meanwhile_gives_the_words_back(
    member: User, moderator: User, personal: Rule
) -> None:
    form = typed(member, "warn", personal)
    User.objects.filter(pk=member.pk).update(is_active=False)
    answer = client_of(moderator).post(url_of(member), form)
    assert (answer.status_code, REASON in answer.text) == (404, True)


def test_a_moderators_own_record_offers_nothing_and_names_no_flagger(
    moderator: User, reader2: User, personal: Rule
) -> None:
    flag_member(reader2, moderator, personal)
    page = client_of(moderator).get(url_of(moderator)).text
    assert "your own account" in page
    assert str(reader2) not in page
    assert "<textarea" not in page


def test_a_long_record_takes_no_more_queries(
    article: Article,
    member: User,
    moderator: User,
    personal: Rule,
    same_queries: Callable[..., None],
) -> None:
    def more(n: int) -> None:
        for _ in range(n):
            written = make_comment(member, article)
            decide.hide(moderator, written, personal, REASON)
            act_on_member(Act.NOTE, member, Decision(moderator, personal, REASON))

    client = client_of(moderator)
    same_queries(more, lambda: client.get(url_of(member)))
    assert not Restriction.objects.exists()


def test_what_was_decided_about_a_member_leads_back_to_the_record(
    member: User, moderator: User, personal: Rule
) -> None:
    act_on_member(Act.WARN, member, Decision(moderator, personal, REASON))
    page = client_of(moderator).get(reverse("moderation:decided")).text
    assert url_of(member) in page
    assert "Deleted meanwhile" not in page
