"""The one table of who is told what: what happens × what is between them × in the page, by mail.

Olga is who may be told. In each row she has done what makes it her business, and wants each kind by
mail at once; then somebody acts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import actions as people
from accounts.models import Departure, User
from forum.articles.actions.publish import withdraw
from forum.articles.anchors import Quotation
from forum.articles.models import Article, Tag
from forum.comments.models import Comment, CommentState
from forum.moderation.actions import appeal as appeals
from forum.moderation.actions import decide
from forum.moderation.actions.flag import flag
from forum.moderation.actions.record import Decision
from forum.moderation.models import Rule, Statement
from forum.notifications import actions
from forum.notifications.fanout import catch_up
from forum.notifications.models import Kind, Notification, Preference
from forum.stances.actions.concede import concede_claim
from tests import cast
from tests.notifications.mailbox import post, wants

pytestmark = pytest.mark.django_db
WHY = "The last sentence is about the woman."
NOTHING: tuple[str, ...] = ()
PAGE, BOTH = ("page",), ("page", "mail")


@dataclass
class Stage:
    """Olga, who acts, and what it is about when it has happened."""

    olga: User
    actor: User
    essay: Article
    theirs: Comment | None = None  # Olga's
    words: Comment | Article | None = None  # what she is told of


type Step = Callable[[Stage], None]


def _rule() -> Rule:
    return Rule.objects.get(slug="personal")


def argued(stage: Stage) -> None:
    stage.theirs = cast.make_comment(stage.olga, stage.essay)


def argued_on_a_claim(stage: Stage) -> None:
    cast.make_claim(stage.essay, 1)
    stage.theirs = cast.make_anchored(stage.olga, stage.essay, Quotation(claim=1), "against")


def appealed(stage: Stage) -> None:
    argued(stage)
    assert stage.theirs
    decide.hide(cast.make_user("walt", role="moderator"), stage.theirs, _rule(), WHY)
    appeals.appeal(stage.olga, Statement.objects.get(member=stage.olga), "It is about the count.")
    Notification.objects.all().delete()


def flagged(stage: Stage) -> None:
    stage.words = cast.make_comment(cast.make_user("bo"), stage.essay)
    flag(stage.olga, stage.words, stage.essay, _rule(), "Look.")


def wrote_the_essay(stage: Stage) -> None:
    Article.objects.filter(pk=stage.essay.pk).update(author=stage.olga)
    stage.essay = Article.objects.get(pk=stage.essay.pk)


def watches_the_thread(stage: Stage) -> None:
    root = cast.make_comment(cast.make_user("bo"), stage.essay)
    actions.watch(stage.olga, "thread", root)
    stage.theirs = cast.make_comment(cast.make_user("cy"), stage.essay, "against", root)


def watches_the_tag(stage: Stage) -> None:
    actions.watch(stage.olga, "tag", Tag.objects.get(slug="libraries"))


def says(stage: Stage) -> None:
    stage.words = cast.make_comment(stage.actor, stage.essay, "against", stage.theirs)


def calls(stage: Stage) -> None:
    stage.words = cast.make_comment(stage.actor, stage.essay, source="@olga, is it so?")


def publishes(stage: Stage) -> None:
    stage.words = cast.make_article(stage.actor, tags=("Libraries",))


def is_moved(stage: Stage) -> None:
    stage.words = stage.essay  # her own argument she can always read
    assert stage.theirs
    cast.make_delta(stage.actor, stage.theirs)


def concedes(stage: Stage) -> None:
    stage.words = stage.essay
    assert stage.theirs
    concede_claim(stage.actor, stage.theirs, stage.essay.claims.get(), False, WHY)


def hides(stage: Stage) -> None:
    stage.words = stage.theirs or stage.words
    assert isinstance(stage.words, Comment)
    decide.hide(stage.actor, stage.words, _rule(), WHY)


def grants(stage: Stage) -> None:
    stage.words = stage.theirs
    waiting = Statement.objects.get(member=stage.olga).appeal
    appeals.decide(waiting, False, Decision(stage.actor, _rule(), WHY))


# What happens: the kind of notice, what Olga did before, what is done, and in which role.
HAPPENS: dict[str, tuple[Kind, Step, Step, str]] = {
    "her argument is answered": (Kind.REPLY, argued, says, "member"),
    "she is called by name": (Kind.MENTION, lambda stage: None, calls, "member"),
    "somebody argues on her essay": (Kind.COMMENT, wrote_the_essay, says, "member"),
    "somebody argues on an essay she watches": (
        *(Kind.WATCHED, lambda stage: actions.watch(stage.olga, "article", stage.essay)),
        *(says, "member"),
    ),
    "somebody answers in a thread she watches": (Kind.WATCHED, watches_the_thread, says, "member"),
    "whom she follows publishes": (
        *(Kind.ARTICLE, lambda stage: actions.follow(stage.olga, stage.actor)),
        *(publishes, "member"),
    ),
    "an essay has a tag she watches": (Kind.ARTICLE, watches_the_tag, publishes, "member"),
    "she moved a reader": (Kind.MOVED, argued, is_moved, "member"),
    "an author concedes to her": (Kind.CONCEDED, argued_on_a_claim, concedes, "author"),
    "her argument is hidden": (Kind.MODERATION, argued, hides, "moderator"),
    "what she flagged is hidden": (Kind.FLAG, flagged, hides, "moderator"),
    "her appeal is answered": (Kind.APPEAL, appealed, grants, "moderator"),
}
OF_MODERATION = [name for name, row in HAPPENS.items() if row[3] == "moderator"]
# Nobody leaves a debate that is not there yet, follows themselves, or moderates their own words.
NOT_SO = {
    ("she left the debate", "whom she follows publishes"),
    ("she left the debate", "an essay has a tag she watches"),
    ("it was all herself", "whom she follows publishes"),
    ("it was all herself", "she moved a reader"),
    ("it was all herself", "an author concedes to her"),
    *(("it was all herself", name) for name in OF_MODERATION),
}


def set_of_olga(**changes: object) -> Step:
    def change(stage: Stage) -> None:
        User.objects.filter(pk=stage.olga.pk).update(**changes)

    return change


def asks_to_leave(stage: Stage) -> None:
    due = timezone.now() + timedelta(days=14)
    Departure.objects.create(member=stage.olga, keeps_texts=True, due_at=due)


def tells_her(mail: str, in_page: bool) -> Step:
    def set_all(stage: Stage) -> None:
        for kind in Kind:
            wants(stage.olga, kind, mail)
        Preference.objects.filter(member=stage.olga).update(in_page=in_page)

    return set_all


def take_down(stage: Stage) -> None:
    words = stage.words
    if isinstance(words, Comment):
        Comment.objects.filter(pk=words.pk).update(state=CommentState.HIDDEN)
    else:
        assert words
        withdraw(words.author, words)


# What is between them before it happens, and how she is told then: of what moderation did, which
# concerns her whatever she muted or left, and of all else.
BETWEEN: dict[str, tuple[Step, tuple[str, ...], tuple[str, ...]]] = {
    "nothing": (lambda stage: None, BOTH, BOTH),
    "she mutes who did it": (lambda stage: people.mute(stage.olga, stage.actor), NOTHING, BOTH),
    "who did it mutes her": (lambda stage: people.mute(stage.actor, stage.olga), BOTH, BOTH),
    "she is silenced": (
        *(set_of_olga(silenced_until=timezone.now() + timedelta(days=400)), BOTH, BOTH),
    ),
    "she moderates": (set_of_olga(role="moderator"), BOTH, BOTH),
    "she left the debate": (lambda stage: actions.leave(stage.olga, stage.essay), NOTHING, BOTH),
    "she is suspended": (
        *(set_of_olga(suspended_until=timezone.now() + timedelta(days=400)), NOTHING, PAGE),
    ),
    "she asked to leave": (asks_to_leave, PAGE, PAGE),
    "it was all herself": (lambda stage: setattr(stage, "actor", stage.olga), NOTHING, NOTHING),
    "she is told of it only in the page": (tells_her("never", True), PAGE, PAGE),
    "she is told of it only by mail": (tells_her("now", False), ("mail",), BOTH),
}
CELLS = [(b, h) for b in BETWEEN for h in HAPPENS if (b, h) not in NOT_SO]


@pytest.fixture
def olga() -> User:
    olga = cast.make_user("olga")
    for kind in Kind:
        wants(olga, kind, "now")
    return olga


def stage_of(olga: User, author: User, role: str) -> Stage:
    essay = cast.make_article(author, tags=("Libraries",))
    others = {"member": "member", "moderator": "moderator"}
    actor = author if role == "author" else cast.make_user("mei", role=others[role])
    return Stage(olga, actor, essay)


def told(stage: Stage, kind: str) -> tuple[str, ...]:
    """How Olga is told of it now: in the page, by mail."""
    mails = [mail for mail in post(timezone.now() + timedelta(hours=1)) if "olga" in mail["To"]]
    rows = Notification.objects.in_page().visible_to(stage.olga)
    shown = rows.filter(kind=kind).exists()
    return (*(("page",) * shown), *(("mail",) * bool(mails)))


def do(act: Callable[[Stage], object], stage: Stage) -> None:
    """And have the worker tell of it."""
    act(stage)
    catch_up()


@pytest.mark.parametrize(("between", "happens"), CELLS)
def test_olga_is_told_or_not(between: str, happens: str, olga: User, author: User) -> None:
    kind, before, act, role = HAPPENS[happens]
    stage = stage_of(olga, author, role)
    do(before, stage)
    Notification.objects.all().delete()
    come_between, of_others, of_moderation = BETWEEN[between]
    come_between(stage)
    stage.olga.refresh_from_db()
    do(act, stage)
    expected = of_moderation if happens in OF_MODERATION else of_others
    assert told(stage, kind) == expected


@pytest.mark.parametrize("happens", HAPPENS)
def test_olga_is_told_nothing_of_words_that_are_gone_by_then_but_what_moderators_did(
    happens: str, olga: User, author: User
) -> None:
    kind, before, act, role = HAPPENS[happens]
    stage = stage_of(olga, author, role)
    do(before, stage)
    Notification.objects.all().delete()
    do(act, stage)
    take_down(stage)
    assert told(stage, kind) == (BOTH if happens in OF_MODERATION else NOTHING)


@pytest.mark.parametrize("happens", HAPPENS)
def test_who_has_no_part_in_it_is_not_told(happens: str, olga: User, author: User) -> None:
    _kind, before, act, role = HAPPENS[happens]
    stage = stage_of(olga, author, role)
    bystander = cast.make_user("zed")
    cast.make_comment(bystander, cast.make_article(bystander, tags=("Trams",)))
    do(before, stage)
    Notification.objects.all().delete()
    do(act, stage)
    assert Notification.objects.filter(recipient=olga).exists()
    assert not Notification.objects.filter(recipient__in=[bystander, stage.actor]).exists()


def test_every_kind_stands_in_the_table() -> None:
    assert {row[0] for row in HAPPENS.values()} == {*Kind}
