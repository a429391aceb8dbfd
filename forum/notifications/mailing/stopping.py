"""Ending mail by a link in it, and taking that back."""

from typing import Any

from django.apps import apps
from django.core import signing
from django.db import transaction

from accounts.models import User
from forum.notifications.mailing.links import Scope
from forum.notifications.mailing.models import Mail
from forum.notifications.models import DEFAULT_MAIL, Kind, Notification, Preference, Watch

UNDONE_WITHIN = 24 * 3600  # seconds: later one's settings may have been changed, and would be again
_SALT = "forum.notifications.mailing.resume"

type Before = dict[str, list[Any]]  # how kinds were mailed, and what of an essay was watched


def is_stopped(member: User, scope: Scope) -> bool:
    """Whether there is nothing left to end."""
    if scope.what == "essay":
        return not _watches(member, scope).exists()
    return not _kinds(member, scope)


@transaction.atomic
def stop(member: User, scope: Scope) -> str:
    """No more mail of this; returns the token that takes it back. In the page nothing changes, but
    that an essay is watched no longer."""
    before: Before = {"kinds": [], "article": [], "thread": []}
    if scope.what == "essay":
        watches = _watches(member, scope)
        for watch in watches:
            before["article" if watch.article_id else "thread"].append(
                watch.article_id or watch.thread_id
            )
        watches.delete()
        told = Notification.objects.filter(recipient=member, kind=Kind.WATCHED)
        told.filter(article=int(scope.which)).update(mail_at=None)
    else:
        mails = _kinds(member, scope)
        before["kinds"] = [[kind, mail] for kind, mail in mails.items()]
        _mail(member, dict.fromkeys(mails, Mail.NEVER))
    return signing.dumps([member.pk, before], salt=_SALT)


@transaction.atomic
def resume(token: str) -> User:
    """Make it what it was before. Raises BadSignature, also for a token that is too old, and
    User.DoesNotExist."""
    pk, before = signing.loads(token, salt=_SALT, max_age=UNDONE_WITHIN)
    member = User.objects.get(pk=pk)
    _mail(member, dict(before["kinds"]))
    for name, model in (("article", "articles.Article"), ("thread", "comments.Comment")):
        seen = apps.get_model(model).objects.visible_to(member).filter(pk__in=before[name])
        for watched in seen.values_list("pk", flat=True):
            Watch.objects.get_or_create(watcher=member, **{f"{name}_id": watched})
    return member


def _kinds(member: User, scope: Scope) -> dict[str, str]:
    """The kinds in this scope of which the member is sent mail, and how."""
    mails: dict[str, str] = {str(kind): str(mail) for kind, mail in DEFAULT_MAIL.items()}
    mails |= dict(Preference.objects.filter(member=member).values_list("kind", "mail"))
    return {
        kind: mail
        for kind, mail in mails.items()
        if mail != Mail.NEVER and scope.which in ("", kind, mail)
    }


def _mail(member: User, mails: dict[str, str]) -> None:
    """Set how these kinds are mailed; whether they stand in the page stays as it is."""
    Preference.objects.bulk_create(
        [Preference(member=member, kind=kind, mail=mail) for kind, mail in mails.items()],
        update_conflicts=True,
        unique_fields=["member", "kind"],
        update_fields=["mail"],
    )


def _watches(member: User, scope: Scope) -> Any:
    """What the member watches in this essay: itself, and threads."""
    mine = Watch.objects.filter(watcher=member)
    essay = int(scope.which)
    return mine.filter(article=essay) | mine.filter(thread__article=essay)
