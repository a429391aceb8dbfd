"""Every act can be taken back once, and leaves things as they were before it."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.actions.delete import delete_comment
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import decide, lock
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.models import Act, Case, FlagState, LogEntry, Rule, Statement
from forum.notifications.models import Notification
from forum.refusals import Refused
from tests.cast import client_of, make_comment

REASON = "It calls her names."
MISTAKE = "I looked at the wrong comment."

type Do = Callable[[User, Comment, Rule | None, str], LogEntry]


def sorry(moderator: User | None) -> Decision:
    return Decision(moderator, None, MISTAKE)


@pytest.mark.parametrize(
    "case",
    [
        ("visible", decide.keep, "waiting"),
        ("held", decide.approve, "waiting"),
        ("visible", decide.hold, "waiting"),
        ("visible", decide.hide, "declined"),
        ("held", decide.hide, "declined"),
        ("visible", decide.remove, "declined"),
        ("hidden", decide.remove, "declined"),
        ("hidden", decide.restore, "waiting"),
        ("removed", decide.restore, "waiting"),
    ],
)
def test_undoing_an_act_on_a_comment_brings_back_what_was_before(
    comment: Comment, reader2: User, moderator: User, personal: Rule, case: tuple[str, Do, str]
) -> None:
    before, act, flags = case
    flag(reader2, comment, comment.article, personal)
    Comment.objects.filter(pk=comment.pk).update(state=before)
    entry = act(moderator, comment, personal, REASON)
    done = undo(entry, sorry(moderator))
    comment.refresh_from_db()
    assert comment.state == before
    assert (done.act, done.undoes, done.reason) == (Act.UNDO, entry, MISTAKE)
    assert comment.flags.get().state == flags
    assert Case.objects.filter(comment=comment).exists() == (flags == "waiting" or before == "held")
    assert comment.article.for_count == 0 or before == "visible"


def test_the_flags_of_an_undone_hiding_say_which_act_declined_them(
    comment: Comment, reader2: User, moderator: User, personal: Rule
) -> None:
    flag(reader2, comment, comment.article, personal)
    done = undo(decide.hide(moderator, comment, personal, REASON), sorry(moderator))
    settled = comment.flags.get()
    assert (settled.state, settled.decision) == (FlagState.DECLINED, done)


def test_who_was_told_of_the_act_is_told_that_it_was_undone(
    comment: Comment, member: User, moderator: User, personal: Rule
) -> None:
    entry = decide.remove(moderator, comment, personal, REASON)
    done = undo(entry, sorry(moderator))
    assert list(Statement.objects.values_list("member", "entry", "text").order_by("id")) == [
        (member.pk, entry.pk, comment.source),
        (member.pk, done.pk, comment.source),
    ]
    assert Notification.objects.filter(recipient=member, kind="moderation").count() == 2


def test_nobody_is_told_that_a_keeping_was_undone(comment: Comment, moderator: User) -> None:
    undo(decide.keep(moderator, comment, None, "Sharp, and about fines."), sorry(moderator))
    assert not Statement.objects.exists()


def test_an_act_is_undone_once(comment: Comment, moderator: User, personal: Rule) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    done = undo(entry, sorry(moderator))
    with pytest.raises(Refused, match="Wilma Jansen has undone this already") as refused:
        undo(entry, sorry(moderator))
    assert refused.value.status == 409
    with pytest.raises(Refused, match="nothing to undo"):
        undo(done, sorry(moderator))


def test_what_was_decided_again_since_is_to_be_undone_first(
    comment: Comment, moderator: User, administrator: User, personal: Rule
) -> None:
    hidden = decide.hide(moderator, comment, personal, REASON)
    removed = decide.remove(administrator, comment, personal, "It has her address.")
    with pytest.raises(Refused, match="Nora Lindgren removed this since") as refused:
        undo(hidden, sorry(moderator))
    assert refused.value.status == 409
    undo(removed, sorry(moderator))
    undo(hidden, sorry(moderator))
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE


def test_what_its_author_deleted_meanwhile_is_not_brought_back(
    comment: Comment, member: User, moderator: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    delete_comment(member, comment)
    with pytest.raises(Refused, match="changed or deleted since") as refused:
        undo(entry, sorry(moderator))
    assert refused.value.status == 409
    reversed_ = undo(entry, sorry(moderator), Act.REVERSE)
    comment.refresh_from_db()
    assert (comment.state, comment.source) == (CommentState.DELETED, "")
    assert not reversed_.changes.exists()


def test_a_comment_that_comes_back_counts_again_and_its_change_is_kept(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    assert Article.objects.get().for_count == 0
    done = undo(entry, sorry(moderator))
    assert Article.objects.get().for_count == 1
    assert [(c.before, c.after) for c in done.changes.all()] == [("hidden", "visible")]


def test_an_essay_comes_back_and_a_restored_one_goes(
    article: Article, moderator: User, personal: Rule
) -> None:
    hidden = decide.hide(moderator, article, personal, REASON)
    undo(hidden, sorry(moderator))
    article.refresh_from_db()
    assert article.state == ArticleState.PUBLISHED
    decide.hide(moderator, article, personal, REASON)
    undo(decide.restore(moderator, article, None, "Mended."), sorry(moderator))
    article.refresh_from_db()
    assert article.state == ArticleState.HIDDEN


def test_an_essay_withdrawn_since_is_not_published(
    article: Article, moderator: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, article, personal, REASON)
    Article.objects.update(state=ArticleState.WITHDRAWN)
    with pytest.raises(Refused, match="changed or deleted since"):
        undo(entry, sorry(moderator))
    assert Article.objects.get().state == ArticleState.WITHDRAWN


def test_a_lock_is_undone_and_so_is_an_opening(
    article: Article, moderator: User, personal: Rule
) -> None:
    locked = lock.lock(moderator, article, personal, "Forty remarks an hour.")
    undo(locked, sorry(moderator))
    article.refresh_from_db()
    assert article.locked_at is None
    lock.lock(moderator, article, personal, "Forty remarks an hour.")
    undo(lock.unlock(moderator, article, None, "Calm again."), sorry(moderator))
    article.refresh_from_db()
    assert article.locked_at is not None


def test_nobody_undoes_what_was_done_to_them(
    article: Article, moderator: User, administrator: User, personal: Rule
) -> None:
    entry = decide.hide(administrator, make_comment(moderator, article), personal, REASON)
    with pytest.raises(Refused, match="done to you") as refused:
        undo(entry, sorry(moderator))
    assert refused.value.status == 403


def test_who_flagged_it_does_not_undo_its_keeping(
    comment: Comment, moderator: User, administrator: User, personal: Rule
) -> None:
    flag(moderator, comment, comment.article, personal)
    entry = decide.keep(administrator, comment, None, "It is about fines.")
    with pytest.raises(Refused, match="You flagged this yourself"):
        undo(entry, sorry(moderator))


def test_an_author_undoes_what_they_did_in_their_debate_and_nothing_else(
    comment: Comment, author: User, moderator: User, personal: Rule
) -> None:
    held = decide.hold(author, comment, personal, "It reads like a threat.")
    hidden = decide.hide(moderator, make_comment(comment.author, comment.article), personal, REASON)
    client = client_of(author)
    assert client.get(reverse("moderation:undo", args=[hidden.pk])).status_code == 404
    page = client.get(reverse("moderation:undo", args=[held.pk]))
    assert "1 comment that it changed" in page.content.decode()
    client.post(reverse("moderation:undo", args=[held.pk]), {"reason": MISTAKE})
    comment.refresh_from_db()
    assert comment.state == CommentState.VISIBLE


def test_the_page_asks_for_a_reason_and_leads_to_the_log(
    comment: Comment, moderator: User, personal: Rule
) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    client = client_of(moderator)
    url = reverse("moderation:undo", args=[entry.pk])
    assert "It calls her names." in client.get(url).content.decode()
    assert client.post(url, {"reason": " "}).status_code == 400
    answer = client.post(url, {"reason": MISTAKE})
    assert answer["Location"] == LogEntry.objects.get(undoes=entry).get_absolute_url()
    again = client.post(url, {"reason": "Once more."})
    assert (again.status_code, "Once more." in again.content.decode()) == (409, True)


@pytest.mark.parametrize("who", ["member", "author", "reader2"])
def test_for_others_there_is_no_such_page(
    comment: Comment,
    moderator: User,
    personal: Rule,
    request: pytest.FixtureRequest,
    who: str,
) -> None:
    entry = decide.hide(moderator, comment, personal, REASON)
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("moderation:undo", args=[entry.pk])).status_code == 404
