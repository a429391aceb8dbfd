"""Following people, leaving debates, telling members what happened, and marking it as read."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import batched, chain
from typing import NamedTuple, TypedDict, Unpack

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Mute, User
from accounts.speaking import in_words_of
from forum import sql
from forum.notifications import rules
from forum.notifications.models import (
    ALWAYS_TOLD,
    OF_WORDS,
    Kind,
    Leave,
    Notification,
    NotificationQuerySet,
    Preference,
    Watch,
)
from forum.refusals import refuse_if
from forum.sql import ROWS, batches, marks
from forum.text.mentions import named


class About(TypedDict, total=False):
    """What a notice is about. Articles and comments are plain models here: they lie above. The text
    is made when it is told, as who acts may have another language and clock than who is told."""

    actor: User | None
    article: models.Model | None
    comment: models.Model | None
    text: Callable[[], str]
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
        return who is not None and who != self.actor

    @property
    def row(self) -> tuple[object, ...]:
        """What `_TELL` is given of it."""
        about, statement = self.about.get("comment"), self.about.get("statement")
        who, where = _pk(self.recipient), _pk(self.about.get("article"))
        return who, where, self.kind, _pk(self.actor), _pk(about), self._text(), _pk(statement)

    def _text(self) -> str:
        if "text" not in self.about:
            return ""
        with in_words_of(self.recipient):
            return self.about["text"]()


_TABLES = {
    model.__name__.lower(): model._meta.db_table
    for model in (Leave, Mute, Notification, Preference, User)
}

# The values are named as both databases name them, and cast for PostgreSQL, which takes a column
# of nothing but NULL for a text.
_TELL = """
    INSERT INTO {notification}
        (recipient_id, article_id, kind, actor_id, comment_id, text, statement_id, in_page)
    SELECT told.recipient, told.article, told.kind, told.actor, told.comment, told.text,
        told.statement, told.always OR NOT EXISTS (
            SELECT 1 FROM {preference} AS wish
            WHERE wish.member_id = told.recipient AND wish.kind = told.kind AND NOT wish.in_page
        )
    FROM (
        SELECT CAST(column1 AS bigint) AS recipient, CAST(column2 AS bigint) AS article,
            CAST(column3 AS varchar(10)) AS kind, CAST(column4 AS bigint) AS actor,
            CAST(column5 AS bigint) AS comment, CAST(column6 AS text) AS text,
            CAST(column7 AS bigint) AS statement, column3 IN ({always}) AS always
        FROM (VALUES {values}) AS given
    ) AS told JOIN {user} AS member ON member.id = told.recipient
    WHERE member.is_active AND (told.always OR (
        (member.suspended_until IS NULL OR member.suspended_until <= CURRENT_TIMESTAMP)
        AND NOT EXISTS (
            SELECT 1 FROM {mute} AS mute
            WHERE mute.member_id = told.recipient AND mute.muted_id = told.actor
        )
        AND NOT EXISTS (
            SELECT 1 FROM {leave} AS gone
            WHERE gone.member_id = told.recipient AND gone.article_id = told.article
        )
    ))
"""


def tell(recipient: User | None, kind: str, **about: Unpack[About]) -> None:
    """Tell one member of one thing; see `tell_all`."""
    tell_all([Notice(recipient, kind, about)])


def tell_all(notices: Iterable[Notice]) -> None:
    """Tell members of things, each of theirs: nobody of what they did themselves, of what somebody
    does whom they mute, of a debate they left, or while they are suspended; but always of what
    moderation did. Of what somebody wants by e-mail alone the inbox says nothing."""
    told = [notice.row for notice in notices if notice.is_meant]
    for some in batched(told, ROWS):
        values = ", ".join([f"({marks(row)})" for row in some])
        statement = _TELL.format(**_TABLES, values=values, always=marks(ALWAYS_TOLD))
        sql.run(statement, [*ALWAYS_TOLD, *chain.from_iterable(some)])


def tell_mentioned(html: str, **about: Unpack[About]) -> None:
    """Tell those whom a text names, once: not who was told of it before, in whatever way. Asks
    nothing of a text without names."""
    people = {person.pk: person for person in User.objects.called(named(html).values()).values()}
    if not people:
        return
    article, comment = _pk(about.get("article")), _pk(about.get("comment"))
    before = Notification.objects.filter(article=article, comment=comment, kind__in=OF_WORDS)
    told = {*before.filter(recipient__in=people).values_list("recipient_id", flat=True)}
    tell_all(Notice(person, Kind.MENTION, about) for pk, person in people.items() if pk not in told)


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
    watch(watcher, "person", person)


def unfollow(watcher: User, person: User) -> None:
    unwatch(watcher, "person", person)


@transaction.atomic
def watch(watcher: User, what: str, thing: models.Model) -> None:
    """From now on the watcher is told of what is new there: `what` is one of `WATCHED`. Twice is
    once. Who left a debate comes back to it."""
    Watch.objects.get_or_create(watcher=watcher, **{f"{what}_id": thing.pk})
    if what == "article":
        rejoin(watcher, thing)


def unwatch(watcher: User, what: str, thing: models.Model) -> None:
    """Stop watching it; who does not watch it stays as they are."""
    Watch.objects.filter(watcher=watcher, **{f"{what}_id": thing.pk}).delete()


@transaction.atomic
def prefer(member: User, wishes: Iterable[Preference], watches_threads: bool) -> None:
    """From now on tell the member so. What was told before stays as it was."""
    Preference.objects.bulk_create(
        wishes,
        update_conflicts=True,
        unique_fields=["member", "kind"],
        update_fields=["in_page", "mail"],
    )
    User.objects.filter(pk=member.pk).update(watches_threads=watches_threads)


def end(watch: Watch) -> None:
    watch.delete()


@transaction.atomic
def leave(member: User, article: models.Model) -> None:
    """From now on no notice tells the member of this debate. Twice is once."""
    unwatch(member, "article", article)
    Leave.objects.get_or_create(member=member, article_id=article.pk)


def rejoin(member: User, article: models.Model) -> None:
    Leave.objects.filter(member=member, article_id=article.pk).delete()


def mark_read(notice: Notification) -> None:
    mark_group_read(notice.recipient, Notification.objects.filter(pk=notice.pk))


def mark_group_read(recipient: User, notices: NotificationQuerySet) -> int:
    """Mark those of the member's notices; returns how many of them were new."""
    new = [*notices.filter(recipient=recipient, read_at=None).values_list("pk", flat=True)]
    for some in batches(new):
        Notification.objects.filter(pk__in=some).update(read_at=timezone.now())
    return len(new)


@transaction.atomic
def mark_all_read(recipient: User, up_to: int) -> int:
    """Mark what the member was shown, up to that notice; what came meanwhile stays new."""
    shown = Notification.objects.unread().filter(recipient=recipient, id__lte=up_to)
    return shown.update(read_at=timezone.now())
