"""Plays the demo's story from its first day to this one."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone

from forum.comments.models import Visit
from forum.exchange.demo import (
    concessions,
    content,
    crowd,
    debates,
    essays,
    measures,
    moderation,
    people,
    ratings,
)
from forum.exchange.demo.stage import Stage
from forum.notifications.fanout import catch_up
from forum.notifications.models import Notification

UNREAD = 12  # notices that a member comes back to: some, grouped in a few lines
READ_AFTER = timedelta(hours=6)


@dataclass(frozen=True)
class Loaded:
    members: int
    essays: int
    comments: int


def load() -> Loaded:
    """The whole demo in one transaction: all of it or nothing. Takes some seconds."""
    stage = Stage(timezone.now(), {essay.slug: essay for essay in content.essays()})
    told = content.debates()
    with transaction.atomic():
        people.join(stage)
        people.join_quietly(stage)
        people.follow_each_other(stage)
        moderation.keep_rules_since(stage.now - people.FIRST_JOINED)
        events = [*essays.events(stage), *people.events(stage)]
        for debate in told:
            events += [*debates.events(stage, debate), *moderation.events(stage, debate)]
            events += [*concessions.events(stage, debate), *measures.events(stage, debate)]
        for event in sorted(events, key=lambda event: event.at):
            event.act()
            catch_up()
            _just_sent(stage).update(created_at=event.at)
        stage.moments.write()
        people.date_watches()
        moderation.put_cases_in_order()
        crowd.read_all(stage, told)
        ratings.rate_all(stage, told)
        Visit.objects.bulk_create(
            visit for debate in told for visit in debates.visits(stage, debate)
        )
        _read_all_but_the_last()
    return Loaded(len(stage.members), len(stage.articles), len(stage.comments))


def _just_sent(stage: Stage) -> models.QuerySet[Notification]:
    """Notices not yet moved to their day. A database may keep whole milliseconds only."""
    return Notification.objects.filter(created_at__gte=stage.now - timedelta(seconds=1))


def _read_all_but_the_last() -> None:
    told = Notification.objects.order_by().values_list("recipient", flat=True).distinct()
    for recipient in list(told):
        inbox = Notification.objects.filter(recipient=recipient)
        last = list(inbox.order_by("-created_at")[:UNREAD].values_list("pk", flat=True))
        inbox.exclude(pk__in=last).update(read_at=F("created_at") + READ_AFTER)
