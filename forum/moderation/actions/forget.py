"""What moderation keeps of a former member: that it acted, under which rule and why, and what
became of appeals. Not whom it was about, nor their words. Each function does one batch."""

from collections.abc import Collection
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Replace

from accounts.models import User
from accounts.speaking import in_words_for_all, quoted
from forum.moderation.actions.flag import unflag
from forum.moderation.models import (
    Appeal,
    AppealState,
    Flag,
    FlagState,
    Hold,
    LogEntry,
    Scope,
    Statement,
)
from forum.notifications.models import ALWAYS_TOLD, Notification
from forum.refusals import Refused

BATCH = 500


def forget_flags(flagger: User) -> bool:
    """One that waits is taken back, as they could do it themselves; the others had their answer."""
    waiting = Flag.objects.filter(flagger=flagger, state=FlagState.WAITING)
    if flag := waiting.select_related("comment", "article", "member").first():
        with suppress(Refused):  # somebody decided about it just now
            unflag(flag)
        return True
    some = Flag.objects.filter(flagger=flagger).values_list("pk", flat=True)[:BATCH]
    gone, _of = Flag.objects.filter(pk__in=list(some)).delete()
    return bool(gone)


def forget_holds(author: User) -> bool:
    """Some of why their comments were held: it quotes what was found in them."""
    theirs = Hold.objects.filter(comment__author=author).exclude(why="")
    some = list(theirs.values_list("pk", flat=True)[:BATCH])
    Hold.objects.filter(pk__in=some).update(why="")
    return bool(some)


def forget_statements(member: User) -> bool:
    """Some: counted on, and without a word. An appeal that still waits is dropped."""
    some = list(Statement.objects.filter(member=member).values_list("pk", flat=True)[:BATCH])
    with transaction.atomic():
        appeals = Appeal.objects.filter(statement__in=some)
        appeals.filter(state=AppealState.WAITING).delete()
        appeals.update(text="")
        Statement.objects.filter(pk__in=some).update(member=None, text="")
    return bool(some)


def forget_in_log(member: User) -> bool:
    """Some acts on them. Without the salt, the mark that the record keeps of them can be matched
    with nothing any more; where they themselves were acted on, neither can the occasion."""
    some = list(LogEntry.objects.filter(member=member).values_list("pk", flat=True)[:BATCH])
    rows = LogEntry.objects.filter(pk__in=some)
    with transaction.atomic():
        rows.filter(scope=Scope.MEMBER).update(article=None, comment=None)
        rows.update(member=None, salt="")
    return bool(some)


def unname_in_notices(person: User) -> bool:
    """Some notices of others about what this moderator did: they stay. Their texts never said who
    it was."""
    theirs = Notification.objects.filter(actor=person, kind__in=ALWAYS_TOLD)
    some = list(theirs.values_list("pk", flat=True)[:BATCH])
    Notification.objects.filter(pk__in=some).update(actor=None)
    return bool(some)


def untitle_in_notices(article_id: int, titles: Collection[str], instead: str) -> None:
    """Notices of others that quote the title of an essay which is erased, as it was then, between
    the marks of whichever language they are in."""
    about = Notification.objects.filter(Q(article=article_id) & ~Q(text=""))
    for language, _name in settings.LANGUAGES:
        with in_words_for_all(language):
            pairs = [(quoted(title), quoted(instead)) for title in titles]
        for was, now in pairs:
            about.update(text=Replace("text", Value(was), Value(now)))
