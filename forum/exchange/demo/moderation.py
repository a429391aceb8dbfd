"""What happened to the demo's comments under the rules: flags, and what moderators decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from forum.exchange.demo.content import Argument, Debate, ModeratorAct
from forum.exchange.demo.stage import DEMO_SEED, Event, Stage
from forum.moderation import rules
from forum.moderation.actions import decide, lock
from forum.moderation.actions.record import Decision
from forum.moderation.actions.weigh import hold_for_flags
from forum.moderation.cases import Thing, keep_case
from forum.moderation.models import Act, Case, Flag, Rule, RuleVersion
from forum.moderation.subject import Subject
from forum.refusals import refuse_if

FLAGGED_AFTER = timedelta(hours=2)  # after posting; each further flag a little later
BEFORE_ACT = timedelta(minutes=50)  # what led to an act was flagged by then
WAITING_LONGEST = 5  # hours: moderators here are quick


def events(stage: Stage, debate: Debate) -> Iterator[Event]:
    for argument in debate.arguments:
        for number, row in enumerate(argument.flags):
            at = _flagged_at(stage, debate, argument) + timedelta(minutes=11 * number)
            yield Event(at, partial(_flag, stage, debate, argument, (row, at)))
        for act in argument.acts:
            at = stage.time_of(debate, act)
            yield Event(at, partial(_decide, stage, argument, (act, at)))
    for act in debate.acts:
        at = stage.time_of(debate, act)
        yield Event(at, partial(_lock, stage, debate, (act, at)))


def _flagged_at(stage: Stage, debate: Debate, argument: Argument) -> datetime:
    """Before a moderator acted on it; what still waits was flagged today."""
    posted = stage.time_of(debate, argument)
    if argument.acts:
        acts = [stage.time_of(debate, act) - BEFORE_ACT for act in argument.acts]
        return max(posted, min([posted + FLAGGED_AFTER, *acts]))
    ago = timedelta(hours=Random(f"{DEMO_SEED} {argument.text}").uniform(0.3, WAITING_LONGEST))
    return max(posted + FLAGGED_AFTER, stage.now - ago)


def _flag(
    stage: Stage, debate: Debate, argument: Argument, told: tuple[dict[str, str], datetime]
) -> None:
    """Dated when it is made, as software that weighs flags looks at what came after what; the story
    says itself what flags led to, so they are not weighed here."""
    row, at = told
    flagger, comment = stage.members[row["by"]], stage.comments[argument]
    refuse_if(rules.may_flag(flagger, Subject(comment.article, comment)))
    Flag.objects.create(
        flagger=flagger,
        comment=comment,
        article=stage.articles[debate.article],
        rule=Rule.objects.get(slug=row["rule"]),
        note=row.get("note", ""),
        created_at=at,
    )
    keep_case(comment)


def _decide(stage: Stage, argument: Argument, told: tuple[ModeratorAct, datetime]) -> None:
    act, at = told
    comment = stage.comments[argument]
    if act.by:
        decide.act(Act(act.kind), comment, _decision(stage, act, at))
    else:
        hold_for_flags(comment, Rule.objects.get(slug=act.rule), at)
        stage.moments.set(comment.holds.latest("id"), created_at=at)
    stage.moments.set(comment, state_at=at)


def _lock(stage: Stage, debate: Debate, told: tuple[ModeratorAct, datetime]) -> None:
    act, at = told
    article = stage.articles[debate.article]
    lock.set_lock_on(article, Act(act.kind), _decision(stage, act, at))
    if act.kind == Act.LOCK:
        stage.moments.set(article, locked_at=at)


def _decision(stage: Stage, act: ModeratorAct, at: datetime) -> Decision:
    """Dated when it is made: an entry of the log is never changed after it is written."""
    rule = Rule.objects.get(slug=act.rule)
    return Decision(stage.members[act.by], rule, act.reason, at=at)


def keep_rules_since(opened: datetime) -> None:
    """The rules are as old as the site, not as its loading."""
    RuleVersion.objects.update(since=opened)


def put_cases_in_order() -> None:
    """Cases were opened while flags still bore the moment of loading."""
    for case in Case.objects.select_related("comment", "article", "member", "appeal"):
        things: list[Thing | None] = [case.comment, case.article, case.member, case.appeal]
        keep_case(next(thing for thing in things if thing))
