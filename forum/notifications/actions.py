"""Following people, leaving debates, telling members what happened, and marking it as read."""

from collections.abc import Collection, Iterable, Sequence
from itertools import batched, chain
from typing import NamedTuple, TypedDict, Unpack

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Mute, User
from forum import sql
from forum.notifications import rules
from forum.notifications.models import ALWAYS_TOLD, Leave, Notification, Watch
from forum.refusals import refuse_if
from forum.sql import ROWS, batches, marks


class About(TypedDict, total=False):
    """What a notice is about. Articles and comments are plain models here: they lie above."""

    actor: User | None
    article: models.Model | None
    comment: models.Model | None
    text: str
    statement: models.Model | None


class Notice(NamedTuple):
    """One thing that somebody may be told."""

    recipient: User | None
    kind: str
    about: About

    @property
    def actor(self) -> User | None:
        return self.about.get("actor")

    @property
    def is_meant(self) -> bool:
        """Nobody is told of what they did themselves."""
        who = self.recipient
        return who is not None and who != self.actor and who.is_active

    @property
    def people(self) -> tuple[int | None, int | None]:
        """Who is told, and of whom."""
        return _pk(self.recipient), _pk(self.actor)

    @property
    def debate(self) -> tuple[int | None, int | None]:
        """Who is told, and in which essay's debate it happened."""
        return _pk(self.recipient), _pk(self.about.get("article"))

    @property
    def row(self) -> tuple[object, ...]:
        """What is kept of it: `_COLUMNS`."""
        about, statement = self.about.get("comment"), self.about.get("statement")
        text = self.about.get("text", "")
        return (*self.debate, self.kind, _pk(self.actor), _pk(about), text, _pk(statement))


_COLUMNS = "recipient_id, article_id, kind, actor_id, comment_id, text, statement_id"


def tell(recipient: User | None, kind: str, **about: Unpack[About]) -> None:
    """Tell one member of one thing; see `tell_all`."""
    tell_all([Notice(recipient, kind, about)])


def tell_all(notices: Iterable[Notice]) -> None:
    """Tell members of things, each of theirs. Nobody is told of what they did themselves, of what
    somebody does whom they mute, or of a debate they left; but always of what moderation did."""
    meant = [notice for notice in notices if notice.is_meant]
    asked = [notice for notice in meant if notice.kind not in ALWAYS_TOLD]
    muted, left = _unwanted(asked) if asked else (set(), set())
    told = [
        notice.row
        for notice in meant
        if notice.kind in ALWAYS_TOLD or (notice.people not in muted and notice.debate not in left)
    ]
    for some in batched(told, ROWS):
        marked = ", ".join([f"({marks(row)})" for row in some])
        statement = f"INSERT INTO {Notification._meta.db_table} ({_COLUMNS}) VALUES {marked}"
        sql.run(statement, chain.from_iterable(some))


type Pairs = set[tuple[int | None, int | None]]

_UNWANTED = """
    SELECT 1, member_id, muted_id FROM {mute}
    WHERE member_id IN ({members}) AND muted_id IN ({actors})
    UNION ALL
    SELECT 0, member_id, article_id FROM {leave}
    WHERE member_id IN ({members}) AND article_id IN ({articles})
"""


def _unwanted(notices: list[Notice]) -> tuple[Pairs, Pairs]:
    """Who of those to be told mutes whom of those who did it, and who left which of the debates."""
    members = {notice.people[0] for notice in notices}
    actors = {notice.people[1] for notice in notices}
    articles = {notice.debate[1] for notice in notices}
    statement = _UNWANTED.format(
        mute=Mute._meta.db_table,
        leave=Leave._meta.db_table,
        members=marks(members),
        actors=marks(actors),
        articles=marks(articles),
    )
    found = sql.rows(statement, [*members, *actors, *members, *articles])
    muted = {(member, other) for is_mute, member, other in found if is_mute}
    return muted, {(member, other) for is_mute, member, other in found if not is_mute}


def _pk(row: models.Model | None) -> int | None:
    return row.pk if row else None


def told_of(kinds: Collection[str], comments: Sequence[int]) -> set[int]:
    """Of which of these comments anybody was told in one of these ways already, by id."""
    told: set[int] = set()
    for some in batches(comments):
        notices = Notification.objects.filter(comment__in=some)
        told.update(notices.filter(kind__in=kinds).values_list("comment_id", flat=True))
    return told


def untell(kind: str, *, actor: User, comment: models.Model) -> None:
    """Take back what was told of something that its actor took back."""
    Notification.objects.filter(kind=kind, actor=actor, comment_id=comment.pk).delete()


def follow(watcher: User, person: User) -> None:
    """From now on the watcher is told of the person's new articles. Twice is once."""
    refuse_if(rules.may_follow(watcher, person))
    Watch.objects.get_or_create(watcher=watcher, person=person)


def unfollow(watcher: User, person: User) -> None:
    Watch.objects.filter(watcher=watcher, person=person).delete()


def end(watch: Watch) -> None:
    watch.delete()


def leave(member: User, article: models.Model) -> None:
    """From now on no notice tells the member of this debate. Twice is once."""
    Leave.objects.get_or_create(member=member, article_id=article.pk)


def rejoin(member: User, article: models.Model) -> None:
    Leave.objects.filter(member=member, article_id=article.pk).delete()


def mark_read(notice: Notification) -> None:
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])


@transaction.atomic
def mark_all_read(recipient: User, up_to: int) -> int:
    """Mark what the member was shown, up to that notice; what came meanwhile stays new."""
    shown = Notification.objects.unread().filter(recipient=recipient, id__lte=up_to)
    return shown.update(read_at=timezone.now())
