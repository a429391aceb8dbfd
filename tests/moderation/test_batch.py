"""One act on many comments: which it touches, what it leaves behind, and when it is refused."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from forum.articles.models import Article
from forum.comments.actions.recount import recount
from forum.comments.actions.state import set_states
from forum.comments.models import Comment, CommentState
from forum.moderation.actions.batch import act_on_many
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.cases import keep_case
from forum.moderation.models import (
    Act,
    Case,
    Change,
    Flag,
    LogEntry,
    Rule,
    Statement,
)
from forum.moderation.selection import Selection, preview
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests.cast import make_article, make_comment, make_members, make_user
from tests.moderation.writing import note_posted

HOUR = timedelta(hours=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now() + timedelta(minutes=1)


def last_hour(now: datetime, **of: object) -> Selection:
    return Selection(now - HOUR, now, **of)


def by(moderator: User, rule: Rule | None = None) -> Decision:
    return Decision(moderator, rule, "The same advertisement, forty times.")


def write_at(comment: Comment, at: datetime) -> Comment:
    Comment.objects.filter(pk=comment.pk).update(created_at=at)
    return comment


def make_new(author: User, article: Article, **words: str) -> Comment:
    """What somebody posted as a new member."""
    comment = make_comment(author, article, **words)
    note_posted(comment, is_new=True)
    return comment


def states() -> dict[int, str]:
    return dict(Comment.objects.values_list("pk", "state"))


def test_all_of_a_member_in_a_time_is_one_act(
    article: Article, member: User, reader2: User, moderator: User, spam: Rule, now: datetime
) -> None:
    early = write_at(make_comment(member, article), now - 2 * HOUR)
    other = make_comment(reader2, article)
    theirs = [make_comment(member, article, side, other) for side in ("for", "against")]
    theirs.append(make_comment(member, make_article(reader2)))
    entry = act_on_many(Act.REMOVE, last_hour(now, member=member), by(moderator, spam))
    assert (entry.scope, entry.count, entry.member) == ("many", 3, member)
    assert LogEntry.objects.count() == 1
    removed = {pk for pk, state in states().items() if state == CommentState.REMOVED}
    assert removed == {comment.pk for comment in theirs}
    assert early.pk not in removed
    assert Change.objects.filter(entry=entry, before="visible", after="removed").count() == 3
    assert [recount(each) for each in Article.objects.all()] == [[], []]


def test_each_author_gets_one_statement_with_what_they_wrote(
    article: Article, moderator: User, spam: Rule, now: datetime
) -> None:
    for member in make_members(2):
        for word in ("first", "second"):
            make_new(member, article, source=f"The {word} of {member}.")
    entry = act_on_many(Act.HIDE, last_hour(now), by(moderator, spam))
    for statement in Statement.objects.all():
        name = statement.member.username
        assert (statement.entry, statement.count) == (entry, 2)
        assert statement.text == f"The first of {name}.\n\nThe second of {name}."
        assert Notification.objects.filter(statement=statement, recipient=statement.member).exists()
    assert Statement.objects.count() == 2


def test_of_new_members_all_that_they_wrote_then(
    article: Article, member: User, reader2: User, moderator: User, spam: Rule, now: datetime
) -> None:
    early = write_at(make_comment(member, article), now - 2 * HOUR)
    goes = [make_new(member, article), make_comment(member, article)]
    stays = [early, make_comment(reader2, article)]
    act_on_many(Act.HIDE, last_hour(now), by(moderator, spam))
    now_are = states()
    assert {now_are[comment.pk] for comment in goes} == {"hidden"}
    assert {now_are[comment.pk] for comment in stays} == {"visible"}


def test_in_a_debate_the_others_are_left_alone(
    article: Article, author: User, member: User, moderator: User, spam: Rule, now: datetime
) -> None:
    elsewhere = make_new(member, make_article(author))
    here = make_new(member, article)
    entry = act_on_many(Act.HIDE, last_hour(now, article=article), by(moderator, spam))
    assert (entry.article, entry.member) == (article, None)
    assert states() == {elsewhere.pk: "visible", here.pk: "hidden"}


def test_flags_and_cases_are_settled_with_it(
    comment: Comment, reader2: User, moderator: User, spam: Rule, now: datetime
) -> None:
    flag(reader2, comment, comment.article, spam)
    assert Case.objects.count() == 1
    entry = act_on_many(Act.REMOVE, last_hour(now, member=comment.author), by(moderator, spam))
    settled = Flag.objects.get()
    assert (settled.state, settled.decision) == ("upheld", entry)
    assert not Case.objects.exists()


def test_approved_together_they_are_public_and_told_of_once(
    article: Article, member: User, reader2: User, moderator: User, now: datetime
) -> None:
    root = make_comment(reader2, article)
    Notification.objects.all().delete()
    held = [make_comment(member, article, "against", root) for _ in range(2)]
    held.append(make_comment(member, article, "against"))
    Notification.objects.filter(comment__in=held[1:]).delete()  # of the first one they were told
    set_states(held, CommentState.HELD)
    for comment in held:
        keep_case(comment)
    entry = act_on_many(Act.APPROVE, last_hour(now, member=member), by(moderator))
    assert set(states().values()) == {"visible"}
    assert entry.count == 3
    assert not Case.objects.exists()
    for comment, told in zip(held, (reader2, reader2, article.author), strict=True):
        notice = Notification.objects.get(comment=comment, kind__in=["reply", "comment"])
        assert notice.recipient == told


def test_only_what_the_act_leads_somewhere_from_is_touched(
    article: Article, member: User, moderator: User, spam: Rule, now: datetime
) -> None:
    removed, hidden, visible = (make_comment(member, article) for _ in range(3))
    set_states([removed], CommentState.REMOVED)
    set_states([hidden], CommentState.HIDDEN)
    entry = act_on_many(Act.REMOVE, last_hour(now, member=member), by(moderator, spam))
    changes = dict(entry.changes.values_list("comment", "before"))
    assert changes == {hidden.pk: "hidden", visible.pk: "visible"}


def test_nobody_decides_on_what_they_wrote_or_flagged(
    article: Article, member: User, reader2: User, moderator: User, spam: Rule, now: datetime
) -> None:
    own = make_new(moderator, article)
    flagged, other = make_new(member, article), make_new(reader2, article)
    flag(moderator, flagged, article, spam)
    selection = last_hour(now)
    shown = preview(selection, Act.HIDE, moderator)
    assert (shown.total, shown.left_out) == (1, 2)
    act_on_many(Act.HIDE, selection, by(moderator, spam), shown.seen)
    assert states() == {own.pk: "visible", flagged.pk: "visible", other.pk: "hidden"}


def test_a_preview_tells_what_the_act_touches(
    article: Article, member: User, reader2: User, moderator: User, spam: Rule, now: datetime
) -> None:
    make_new(member, article, position="for")
    make_new(reader2, article, position="against")
    make_new(reader2, make_article(member), position="neutral")
    shown = preview(last_hour(now), Act.HIDE, moderator)
    assert (shown.total, shown.authors, shown.debates) == (3, 2, 2)
    assert [(side.value, side.comments) for side in shown.sides] == [
        ("for", 1),
        ("against", 1),
        ("neutral", 1),
    ]
    assert [comment.position for comment in shown.newest] == ["neutral", "against", "for"]
    assert act_on_many(Act.HIDE, last_hour(now), by(moderator, spam), shown.seen).count == 3


@pytest.mark.parametrize("meanwhile", ["written", "edited", "decided"])
def test_what_changed_since_the_preview_is_not_acted_on(
    meanwhile: str, article: Article, member: User, moderator: User, spam: Rule, now: datetime
) -> None:
    first, _second = (make_comment(member, article) for _ in range(2))
    selection = last_hour(now, member=member)
    shown = preview(selection, Act.HIDE, moderator)
    if meanwhile == "written":
        make_comment(member, article)
    elif meanwhile == "edited":
        Comment.objects.filter(pk=first.pk).update(edited_at=timezone.now())
    else:
        set_states([first], CommentState.REMOVED)
    before = states()
    with pytest.raises(Refused) as refused:
        act_on_many(Act.HIDE, selection, by(moderator, spam), shown.seen)
    assert refused.value.status == 409
    assert states() == before
    assert not LogEntry.objects.exists()


def refusal(kind: Act, selection: Selection, decision: Decision) -> int:
    with pytest.raises(Refused) as refused:
        act_on_many(kind, selection, decision)
    assert not LogEntry.objects.exists()
    return refused.value.status


def test_who_may_not_is_refused(
    comment: Comment, member: User, reader2: User, moderator: User, spam: Rule, now: datetime
) -> None:
    of_member = last_hour(now, member=member)
    assert refusal(Act.HIDE, of_member, by(reader2, spam)) == 403
    assert refusal(Act.HIDE, of_member, Decision(None, spam, "By software.")) == 403
    assert refusal(Act.HIDE, last_hour(now, member=moderator), by(moderator, spam)) == 403
    colleague = make_user("theo", role=Role.MODERATOR)
    assert refusal(Act.HIDE, last_hour(now, member=colleague), by(moderator, spam)) == 403


def test_what_cannot_be_done_is_refused(
    comment: Comment, member: User, moderator: User, spam: Rule, now: datetime
) -> None:
    of_member = last_hour(now, member=member)
    assert refusal(Act.HIDE, of_member, by(moderator)) == 400  # no rule
    assert refusal(Act.HIDE, of_member, Decision(moderator, spam, " ")) == 400
    assert refusal(Act.LOCK, of_member, by(moderator, spam)) == 400
    assert refusal(Act.RESTORE, of_member, by(moderator)) == 409  # nothing is hidden


def test_too_many_at_once_are_refused(
    comment: Comment,
    member: User,
    moderator: User,
    spam: Rule,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_comment(member, comment.article)
    monkeypatch.setattr("forum.moderation.rules.MANY", 1)
    assert refusal(Act.HIDE, last_hour(now, member=member), by(moderator, spam)) == 400


def test_an_administrator_acts_on_what_a_moderator_wrote(
    article: Article, moderator: User, administrator: User, spam: Rule, now: datetime
) -> None:
    make_comment(moderator, article)
    selection = last_hour(now, member=moderator)
    assert act_on_many(Act.HIDE, selection, by(administrator, spam)).count == 1


def test_it_is_undone_as_one(article: Article, moderator: User, spam: Rule, now: datetime) -> None:
    writers = make_members(2)
    comments = [make_new(member, article) for member in writers * 2]
    set_states(comments[:1], CommentState.HELD)
    entry = act_on_many(Act.REMOVE, last_hour(now), by(moderator, spam))
    undone = undo(entry, by(moderator))
    assert (undone.undoes, undone.count, LogEntry.objects.count()) == (entry, 4, 2)
    assert [states()[comment.pk] for comment in comments] == ["held", *["visible"] * 3]
    assert [undone.statements.get(member=member).count for member in writers] == [2, 2]
    assert Case.objects.get().comment == comments[0]
    assert recount(article) == []
