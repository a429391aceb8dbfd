"""What happened to the demo's comments under the rules: flags, and what moderators decided."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from forum.exchange.demo.content import Argument, Debate, ModeratorAct
from forum.exchange.demo.stage import DEMO_SEED, Event, Stage
from forum.moderation.actions import decide, lock
from forum.moderation.actions.flag import flag
from forum.moderation.models import Rule

FLAGGED_AFTER = timedelta(hours=2)  # after posting; each further flag a little later
BEFORE_ACT = timedelta(minutes=50)  # what led to an act was flagged by then
WAITING_LONGEST = 30  # hours: moderators here are quick
ACTS = {
    "hide": decide.hide,
    "remove": decide.remove,
    "restore": decide.restore,
    "keep": decide.keep,
}
LOCKS = {"lock": lock.lock, "unlock": lock.unlock}


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
    """Before a moderator acted on it; what still waits was flagged since yesterday."""
    posted = stage.time_of(debate, argument)
    if argument.acts:
        acts = [stage.time_of(debate, act) - BEFORE_ACT for act in argument.acts]
        return max(posted, min([posted + FLAGGED_AFTER, *acts]))
    ago = timedelta(hours=Random(f"{DEMO_SEED} {argument.text}").uniform(1, WAITING_LONGEST))
    return max(posted + FLAGGED_AFTER, stage.now - ago)


def _flag(
    stage: Stage, debate: Debate, argument: Argument, told: tuple[dict[str, str], datetime]
) -> None:
    row, at = told
    article, comment = stage.articles[debate.article], stage.comments[argument]
    rule = Rule.objects.get(slug=row["rule"])
    made = flag(stage.members[row["by"]], comment, article, rule, row.get("note", ""))
    stage.moments.set(made, created_at=at)


def _decide(stage: Stage, argument: Argument, told: tuple[ModeratorAct, datetime]) -> None:
    act, at = told
    comment, rule = stage.comments[argument], Rule.objects.get(slug=act.rule)
    entry = ACTS[act.kind](stage.members[act.by], comment, rule, act.reason)
    stage.moments.set(entry, at=at)
    stage.moments.set(comment, state_at=at)


def _lock(stage: Stage, debate: Debate, told: tuple[ModeratorAct, datetime]) -> None:
    act, at = told
    article, rule = stage.articles[debate.article], Rule.objects.get(slug=act.rule)
    entry = LOCKS[act.kind](stage.members[act.by], article, rule, act.reason)
    stage.moments.set(entry, at=at)
    if act.kind == "lock":
        stage.moments.set(article, locked_at=at)
