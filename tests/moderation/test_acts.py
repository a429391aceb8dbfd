"""Moderators act: who may, on what, and what each act leaves behind."""

import pytest

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.actions.edit import edit_comment
from forum.comments.models import Comment
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.models import Act, Flag, FlagState, LogEntry, Rule
from forum.moderation.subject import Seen, of
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests.cast import make_article, make_comment

REASON = "The last sentence is about the writer, not about fines."
ACTS = {
    "keep": decide.keep,
    "approve": decide.approve,
    "hold": decide.hold,
    "hide": decide.hide,
    "remove": decide.remove,
    "restore": decide.restore,
}
FROM = {"restore": "hidden", "approve": "held"}  # the others begin from what is visible


def in_state(comment: Comment, state: str) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(state=state)
    comment.refresh_from_db()
    return comment


@pytest.mark.parametrize(
    "transition",
    [
        ("visible", "keep", "visible"),
        ("visible", "approve", None),
        ("visible", "hold", "held"),
        ("visible", "hide", "hidden"),
        ("visible", "remove", "removed"),
        ("visible", "restore", None),
        ("held", "keep", None),
        ("held", "approve", "visible"),
        ("held", "hold", None),
        ("held", "hide", "hidden"),
        ("held", "remove", "removed"),
        ("held", "restore", None),
        ("hidden", "keep", None),
        ("hidden", "approve", None),
        ("hidden", "hold", None),
        ("hidden", "hide", None),
        ("hidden", "remove", "removed"),
        ("hidden", "restore", "visible"),
        ("removed", "keep", None),
        ("removed", "approve", None),
        ("removed", "hold", None),
        ("removed", "hide", None),
        ("removed", "remove", None),
        ("removed", "restore", "visible"),
        ("deleted", "keep", None),
        ("deleted", "approve", None),
        ("deleted", "hold", None),
        ("deleted", "hide", None),
        ("deleted", "remove", None),
        ("deleted", "restore", None),
    ],
)
def test_each_act_leads_from_some_states_and_is_a_conflict_from_the_others(
    comment: Comment, moderator: User, personal: Rule, transition: tuple[str, str, str | None]
) -> None:
    before, act, after = transition
    in_state(comment, before)
    if after is None:
        with pytest.raises(Refused) as refused:
            ACTS[act](moderator, comment, personal, REASON)
        assert refused.value.status == 409
        assert not LogEntry.objects.exists()
    else:
        ACTS[act](moderator, comment, personal, REASON)
        assert LogEntry.objects.get().act == act
    comment.refresh_from_db()
    assert comment.state == (after or before)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["author", "member", "reader2", "visitor"])
def test_only_moderators_act(
    comment: Comment, personal: Rule, request: pytest.FixtureRequest, who: str, act: str
) -> None:
    in_state(comment, FROM.get(act, "visible"))
    person = request.getfixturevalue(who)
    if (who, act) == ("author", "hold"):  # a power of the essay's author
        ACTS[act](person, comment, personal, REASON)
        return
    with pytest.raises(Refused, match="Only moderators"):
        ACTS[act](person, comment, personal, REASON)
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("act", ACTS)
def test_no_moderator_acts_on_what_they_wrote(
    article: Article, moderator: User, personal: Rule, act: str
) -> None:
    own = make_comment(moderator, article)
    in_state(own, FROM.get(act, "visible"))
    with pytest.raises(Refused, match="wrote this yourself"):
        ACTS[act](moderator, own, personal, REASON)


def test_an_administrator_acts_on_what_a_moderator_wrote(
    article: Article, moderator: User, administrator: User, personal: Rule
) -> None:
    decide.hide(administrator, make_comment(moderator, article), personal, REASON)
    assert LogEntry.objects.get().moderator == administrator


def test_who_lost_the_role_acts_no_more(comment: Comment, moderator: User, personal: Rule) -> None:
    moderator.is_active = False
    with pytest.raises(Refused):
        decide.hide(moderator, comment, personal, REASON)


@pytest.mark.parametrize("act", ["hold", "hide", "remove"])
def test_what_takes_something_away_names_a_rule(
    comment: Comment, moderator: User, act: str
) -> None:
    with pytest.raises(Refused, match="Choose the rule") as refused:
        ACTS[act](moderator, comment, None, REASON)
    assert refused.value.status == 400


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_every_act_has_a_reason_of_a_readable_length(
    comment: Comment, moderator: User, personal: Rule, reason: str
) -> None:
    with pytest.raises(Refused) as refused:
        decide.keep(moderator, comment, personal, reason)
    assert refused.value.status == 400


def test_hiding_settles_every_flag_with_its_log_entry(
    comment: Comment, moderator: User, reader2: User, author: User, personal: Rule
) -> None:
    other = flag(author, None, make_article(reader2), personal)
    flag(reader2, comment, comment.article, personal)
    flag(author, comment, comment.article, personal)
    entry = decide.hide(moderator, comment, personal, REASON)
    assert set(comment.flags.values_list("state", "decision")) == {(FlagState.UPHELD, entry.pk)}
    other.refresh_from_db()
    assert other.state == FlagState.WAITING


def test_keeping_declines_only_the_flags_that_were_seen(
    comment: Comment, moderator: User, reader2: User, author: User, personal: Rule
) -> None:
    early = flag(reader2, comment, comment.article, personal)
    seen = Seen.now(of(comment))
    late = flag(author, comment, comment.article, personal)
    decide.keep(moderator, comment, None, "Sharp, and about fines.", seen)
    assert Flag.objects.get(pk=early.pk).state == FlagState.DECLINED
    assert Flag.objects.get(pk=late.pk).state == FlagState.WAITING


@pytest.mark.parametrize("second", ["keep", "hide", "remove", "restore"])
def test_deciding_what_another_moderator_just_decided_is_told_and_not_done(
    comment: Comment, moderator: User, administrator: User, personal: Rule, second: str
) -> None:
    seen = Seen.now(of(comment))
    decide.hide(administrator, comment, personal, "It calls her names.")
    with pytest.raises(Refused) as refused:
        ACTS[second](moderator, comment, personal, REASON, seen)
    assert refused.value.status == 409
    assert "Nora Lindgren hid this" in refused.value.sentence
    assert "It calls her names." in refused.value.sentence
    assert LogEntry.objects.count() == 1
    assert Notification.objects.filter(kind="moderation").count() == 1


def test_the_author_is_told_what_under_which_rule_and_why(
    comment: Comment, member: User, moderator: User, personal: Rule
) -> None:
    decide.hide(moderator, comment, personal, REASON)
    notice = Notification.objects.get(kind="moderation")
    assert (notice.recipient, notice.comment) == (member, comment)
    assert "hid your comment on" in notice.text
    assert personal.title in notice.text
    assert REASON in notice.text
    assert notice.statement.member == member


def test_that_flags_were_declined_is_no_news_to_the_author(
    comment: Comment, moderator: User
) -> None:
    decide.keep(moderator, comment, None, "Sharp, and about fines.")
    assert not Notification.objects.filter(kind="moderation").exists()


def test_acting_on_what_a_former_member_wrote_tells_nobody(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    Comment.objects.filter(pk=comment.pk).update(author=None)
    Notification.objects.all().delete()
    decide.remove(moderator, comment, personal, REASON)
    assert not Notification.objects.exists()


def test_a_moderator_hides_an_essay_and_restores_it(
    article: Article, moderator: User, personal: Rule
) -> None:
    decide.hide(moderator, article, personal, REASON)
    article.refresh_from_db()
    assert article.state == ArticleState.HIDDEN
    decide.restore(moderator, article, None, "The author took the paragraph out.")
    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED
    assert list(LogEntry.objects.values_list("act", "comment")) == [
        (Act.RESTORE, None),
        (Act.HIDE, None),
    ]
    assert "hid your essay" in Notification.objects.filter(kind="moderation").earliest("id").text


def test_an_essay_its_author_withdrew_is_not_published_by_a_moderator(
    article: Article, moderator: User, personal: Rule
) -> None:
    Article.objects.filter(pk=article.pk).update(state=ArticleState.WITHDRAWN)
    for act in (decide.hide, decide.restore, decide.keep):
        with pytest.raises(Refused, match="withdrawn") as refused:
            act(moderator, article, personal, REASON)
        assert refused.value.status == 409


def test_a_decision_on_one_comment_is_no_conflict_for_another(
    comment: Comment, member: User, moderator: User, administrator: User, personal: Rule
) -> None:
    other = make_comment(member, comment.article)
    seen = Seen.now(of(other))
    decide.hide(administrator, comment, personal, REASON)
    decide.hide(moderator, other, personal, REASON, seen)
    assert LogEntry.objects.count() == 2


@pytest.mark.parametrize("act", ["keep", "hide", "remove"])
def test_nobody_decides_about_a_text_they_have_not_read(
    comment: Comment, member: User, moderator: User, personal: Rule, act: str
) -> None:
    seen = Seen.now(of(comment))
    edit_comment(member, comment, comment.position, "I took that back; the returns did not change.")
    with pytest.raises(Refused, match="changed it while you were reading") as refused:
        ACTS[act](moderator, comment, personal, REASON, seen)
    assert refused.value.status == 409
    ACTS[act](moderator, comment, personal, REASON, Seen.now(of(comment)))
