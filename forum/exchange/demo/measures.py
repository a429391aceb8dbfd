"""What moderation of the demo did beyond single comments: to members, to debates, to many comments;
what it took back, and the appeals."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from forum.comments.models import Comment
from forum.exchange.demo.content import Argument, Debate, Measure
from forum.exchange.demo.stage import Event, Stage
from forum.moderation.actions import appeal, debate, restrict
from forum.moderation.actions.batch import act_on_many
from forum.moderation.actions.flag import flag_member
from forum.moderation.actions.record import Decision
from forum.moderation.actions.undo import undo
from forum.moderation.models import TAKING, Act, LogEntry, Rule
from forum.moderation.selection import Selection

type Play = Callable[[Stage, Measure, datetime], None]


def events(stage: Stage, told: Debate) -> Iterator[Event]:
    for measure in told.measures:
        at = stage.time_of(told, measure)
        yield Event(at, partial(PLAYS[measure.kind], stage, measure, at))


def _act_on_member(stage: Stage, measure: Measure, at: datetime) -> None:
    occasion = stage.comments[measure.of] if isinstance(measure.of, Argument) else None
    member, decision = stage.members[measure.member], _decision(stage, measure, at)
    until = at + timedelta(days=measure.days) if measure.days else None
    _keep(
        stage, measure, restrict.act_on_member(Act(measure.kind), member, decision, until, occasion)
    )


def _flag_member(stage: Stage, measure: Measure, at: datetime) -> None:
    flagger, member = stage.members[measure.by], stage.members[measure.member]
    made = flag_member(flagger, member, Rule.objects.get(slug=measure.rule), measure.reason)
    stage.moments.set(made, created_at=at)


def _act_on_many(stage: Stage, measure: Measure, at: datetime) -> None:
    """All the member had written there until then: so the comments have to bear their dates."""
    stage.moments.write()
    member, article = stage.members[measure.member], stage.articles.get(measure.article)
    selection = Selection(member.joined, at, member, article)
    _keep(stage, measure, act_on_many(Act(measure.kind), selection, _decision(stage, measure, at)))


def _slow(stage: Stage, measure: Measure, at: datetime) -> None:
    article, decision = stage.articles[measure.article], _decision(stage, measure, at)
    _keep(stage, measure, debate.slow(article, decision, measure.pause, _end(measure, at)))


def _premoderate(stage: Stage, measure: Measure, at: datetime) -> None:
    article, decision = stage.articles[measure.article], _decision(stage, measure, at)
    _keep(stage, measure, debate.premoderate(article, decision, _end(measure, at)))


def _undo(stage: Stage, measure: Measure, at: datetime) -> None:
    _keep(stage, measure, undo(_about(stage, measure), _decision(stage, measure, at)))


def _appeal(stage: Stage, measure: Measure, at: datetime) -> None:
    statement = _about(stage, measure).statements.get()
    assert statement.member, "the demo's members stay"
    made = appeal.appeal(statement.member, statement, measure.text)
    stage.moments.set(made, created_at=at)
    stage.appeals[measure.name] = made


def _decide(stage: Stage, measure: Measure, at: datetime) -> None:
    made = stage.appeals[str(measure.of)]
    is_granted = measure.kind == "grant"
    _keep(stage, measure, appeal.decide(made, is_granted, _decision(stage, measure, at)))


PLAYS: dict[str, Play] = {
    "note": _act_on_member,
    "warn": _act_on_member,
    "silence": _act_on_member,
    "suspend": _act_on_member,
    "flag": _flag_member,
    "hide": _act_on_many,
    "remove": _act_on_many,
    "slow": _slow,
    "premoderate": _premoderate,
    "undo": _undo,
    "appeal": _appeal,
    "grant": _decide,
    "refuse": _decide,
}


def _decision(stage: Stage, measure: Measure, at: datetime) -> Decision:
    rule = Rule.objects.filter(slug=measure.rule).first()
    return Decision(stage.members[measure.by], rule, measure.reason, at=at)


def _end(measure: Measure, at: datetime) -> datetime:
    return at + timedelta(days=measure.days)


def _about(stage: Stage, measure: Measure) -> LogEntry:
    """The act that it is about: an earlier measure, or the last that took this comment away."""
    if isinstance(measure.of, str):
        return stage.entries[measure.of]
    return stage.comments[measure.of].log.filter(act__in=TAKING).latest("number")


def _keep(stage: Stage, measure: Measure, entry: LogEntry) -> None:
    """Under its name, and the comments it changed with its date."""
    stage.entries[measure.name] = entry
    for comment in Comment.objects.filter(changes__entry=entry):
        stage.moments.set(comment, state_at=entry.at)
