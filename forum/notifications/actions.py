"""Following people, leaving debates, telling members what happened, and marking it as read."""

from collections.abc import Collection, Iterable, Sequence
from typing import TypedDict, Unpack

from django.db import models, transaction
from django.utils import timezone

from accounts.models import Mute, User
from forum.notifications import rules
from forum.notifications.models import ALWAYS_TOLD, Kind, Leave, Notification, Watch
from forum.refusals import refuse_if

BATCH = 5_000  # ids in a statement; SQLite binds 32,766 variables at the most


class About(TypedDict, total=False):
    """What a notice is about. Articles and comments are plain models here: they lie above."""

    actor: User | None
    article: models.Model | None
    comment: models.Model | None
    text: str
    statement: models.Model | None


def tell(recipient: User | None, kind: str, **about: Unpack[About]) -> None:
    """Tell one member of one thing. Nobody is told of what they did themselves, of what somebody
    does whom they mute, or of a debate they left; but always of what moderation did."""
    actor, article, comment = about.get("actor"), about.get("article"), about.get("comment")
    statement = about.get("statement")
    if recipient is None or recipient == actor or not recipient.is_active:
        return
    if kind not in ALWAYS_TOLD and _is_spared(recipient, actor, article):
        return
    Notification.objects.create(
        recipient=recipient,
        kind=kind,
        actor=actor,
        article_id=article.pk if article else None,
        comment_id=comment.pk if comment else None,
        text=about.get("text", ""),
        statement_id=statement.pk if statement else None,
    )


def _is_spared(recipient: User, actor: User | None, article: models.Model | None) -> bool:
    """Did the recipient mute who did it, or leave the debate it is about?"""
    if actor and Mute.objects.filter(member=recipient, muted=actor).exists():
        return True
    return article is not None and Leave.objects.has_left(recipient, article.pk)


def tell_each(notices: Iterable[Notification]) -> None:
    """Tell many at once. The caller has left out who did it, and who left the site."""
    # A statement of this size stays under SQLite's limit of variables.
    Notification.objects.bulk_create(notices, batch_size=500)


def told_of(kinds: Collection[str], comments: Sequence[int]) -> set[int]:
    """Of which of these comments anybody was told in one of these ways already, by id."""
    told: set[int] = set()
    for start in range(0, len(comments), BATCH):
        notices = Notification.objects.filter(comment__in=comments[start : start + BATCH])
        told.update(notices.filter(kind__in=kinds).values_list("comment_id", flat=True))
    return told


def untell(kind: str, *, actor: User, comment: models.Model) -> None:
    """Take back what was told of something that its actor took back."""
    Notification.objects.filter(kind=kind, actor=actor, comment_id=comment.pk).delete()


def tell_followers(author: User, article: models.Model) -> None:
    """Tell those who follow the author of a new article, once however often it is published."""
    if Notification.objects.filter(kind=Kind.ARTICLE, article_id=article.pk).exists():
        return
    followers = Watch.objects.filter(person=author, watcher__is_active=True)
    followers = followers.exclude(watcher__mutes__muted=author)
    Notification.objects.bulk_create(
        [
            Notification(
                recipient_id=watcher_id, kind=Kind.ARTICLE, actor=author, article_id=article.pk
            )
            for watcher_id in followers.values_list("watcher_id", flat=True)
        ],
        batch_size=500,  # a statement of this size stays under SQLite's limit of variables
    )


def follow(watcher: User, person: User) -> None:
    """From now on the watcher is told of the person's new articles. Twice is once."""
    refuse_if(rules.may_follow(watcher, person))
    Watch.objects.get_or_create(watcher=watcher, person=person)


def unfollow(watcher: User, person: User) -> None:
    Watch.objects.filter(watcher=watcher, person=person).delete()


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
