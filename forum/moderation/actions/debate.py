"""What holds in a debate, or on the whole site, for a time: slow mode and premoderation."""

from datetime import datetime
from http import HTTPStatus
from typing import cast

from django.db import transaction

from forum.articles.models import Article
from forum.moderation import powers, rules
from forum.moderation.actions.record import Decision, record, state_reasons
from forum.moderation.models import Act, LogEntry, Restriction, Scope
from forum.pages import versions
from forum.refusals import refuse_if


@transaction.atomic
def slow(
    article: Article, decision: Decision, pause: int | None, until: datetime | None
) -> LogEntry:
    """Ask for a pause, in seconds, between two comments of one member in this debate."""
    refuse_if(powers.may_slow(decision.moderator))
    return _hold(Act.SLOW, article, decision, until, pause)


@transaction.atomic
def premoderate(article: Article | None, decision: Decision, until: datetime | None) -> LogEntry:
    """New comments in the debate wait for a moderator; without one, on the whole site."""
    refuse_if(powers.may_premoderate(decision.moderator, article))
    return _hold(Act.PREMODERATE, article, decision, until)


def _hold(
    kind: Act,
    article: Article | None,
    decision: Decision,
    until: datetime | None,
    pause: int | None = None,
) -> LogEntry:
    """Raises Refused: 400 without a rule, a reason or an end, 409 when it holds already. It is
    lifted by undoing this act."""
    refuse_if(rules.is_reasoned(kind, decision.rule, decision.reason), HTTPStatus.BAD_REQUEST)
    refuse_if(powers.is_timed(kind, decision.since, until, pause), HTTPStatus.BAD_REQUEST)
    author = None
    if article:
        articles = Article.objects.select_for_update(no_key=True, of=("self",))
        article = articles.select_related("author").get(pk=article.pk)
        author = article.author
    refuse_if(powers.debate_fits(kind, article), HTTPStatus.CONFLICT)
    about = {"article": article, "member": author, "until": until, "pause": pause}
    entry = record(kind, Scope.DEBATE if article else Scope.SITE, decision, **about)
    Restriction.objects.create(
        kind=powers.TIMED[kind],
        article=article,
        pause=pause,
        since=entry.at,
        until=cast(datetime, until),
        entry=entry,
    )
    _touch(article, cast(datetime, until))
    state_reasons(author, entry)
    return entry


def _touch(article: Article | None, until: datetime) -> None:
    """The page of the debate tells of it until it ends. Who holds the essay's row may touch its
    version whenever they like; the site's comes last anyway."""
    versions.turn(versions.article(article.pk) if article else versions.SITE, until)
