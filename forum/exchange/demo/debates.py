"""The demo's debates: readers take stances, comment, edit and delete, flag, and moderators act."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from forum.articles.anchors import Quotation
from forum.comments.actions.delete import delete_comment
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.post import Argument as Posted
from forum.comments.actions.post import post_comment
from forum.comments.models import CommentRevision, Visit
from forum.exchange.demo.content import Argument, Debate
from forum.exchange.demo.gate import gate_for
from forum.exchange.demo.stage import DEMO_SEED, Event, Stage
from forum.stances.actions.delta import Moved
from forum.stances.actions.take import take_stance
from forum.stances.models import StanceChange

DELETED_AFTER = timedelta(hours=20)  # after posting
BEFORE_COMMENTING = timedelta(minutes=4)  # readers say where they stand, then argue


class Step(NamedTuple):
    """A reader's stance from a moment on, and what moved them to it."""

    stand: str
    at: datetime
    moved_by: Argument | None = None
    why: str = ""


def events(stage: Stage, debate: Debate) -> Iterator[Event]:
    for argument in debate.arguments:
        at = stage.time_of(debate, argument)
        yield Event(at, partial(_post, stage, debate, argument))
        if argument.deleted:
            deleted = min(at + DELETED_AFTER, stage.now)
            yield Event(deleted, partial(_delete, stage, argument, deleted))
    yield from _stance_events(stage, debate)


def _post(stage: Stage, debate: Debate, argument: Argument) -> None:
    author = stage.members[argument.by]
    parent = stage.comments[argument.parent] if argument.parent else None
    source = argument.first_text or argument.text
    article = stage.articles[debate.article]
    posted = Posted(argument.position, source, quotation=_quotation(argument))
    gate = gate_for(stage, debate, argument)
    comment = post_comment(author, article, parent, posted, gate)
    stage.comments[argument] = comment
    stage.moments.set(comment, created_at=stage.time_of(debate, argument))
    if argument.first_text:
        _edit(stage, debate, argument)


def _quotation(argument: Argument) -> Quotation | None:
    if argument.claim or argument.quote:
        return Quotation(argument.quote, claim=argument.claim)
    return None


def _edit(stage: Stage, debate: Debate, argument: Argument) -> None:
    """The author's edit, played at once: by the story's clock it came within the time limit."""
    comment = stage.comments[argument]
    edit_comment(stage.members[argument.by], comment, argument.position, argument.text)
    at = stage.published_at(debate.article) + argument.edited_after
    stage.moments.set(comment, edited_at=at)
    for revision in CommentRevision.objects.filter(comment=comment):
        stage.moments.set(revision, until=at)


def _delete(stage: Stage, argument: Argument, at: datetime) -> None:
    comment = stage.comments[argument]
    delete_comment(stage.members[argument.by], comment)
    stage.moments.set(comment, state_at=at)


def _stance_events(stage: Stage, debate: Debate) -> Iterator[Event]:
    """Of those who changed their minds; `crowd` tells of the others."""
    for reader, said in debate.stances.items():
        if said.then == said.first:
            continue
        at = first_seen(stage, debate, reader)
        yield Event(at, partial(_take, stage, debate, reader, Step(said.first, at)))
        later = _changed_mind(stage, debate, reader, at)
        step = Step(said.then, later, said.moved_by, said.why)
        yield Event(later, partial(_take, stage, debate, reader, step))


def first_seen(stage: Stage, debate: Debate, reader: str) -> datetime:
    """Just before a reader's first comment; those who only read, some time in the first days."""
    published = stage.published_at(debate.article)
    said = [stage.time_of(debate, made) for made in debate.arguments if made.by == reader]
    if said:
        return max(min(said) - BEFORE_COMMENTING, published)
    span = min(timedelta(days=5), stage.now - published)
    return published + span * _chance(debate, reader).random()


def _changed_mind(stage: Stage, debate: Debate, reader: str, first: datetime) -> datetime:
    """Some hours after what moved them. Else after the reader's last comment if they argued, or
    near the end of the debate."""
    if mover := debate.stances[reader].moved_by:
        read = max(first, stage.time_of(debate, mover))
        wait = timedelta(hours=_chance(debate, reader).uniform(0.5, 30))
        return min(read + wait, stage.now)
    said = [stage.time_of(debate, made) for made in debate.arguments if made.by == reader]
    start = max([first, *said])
    end = max(stage.time_of(debate, debate.arguments[-1]), start + timedelta(hours=1))
    return min(start + (end - start) * 0.6, stage.now)


def _chance(debate: Debate, reader: str) -> random.Random:
    return random.Random(f"{DEMO_SEED} {debate.article} {reader}")


def _take(stage: Stage, debate: Debate, reader: str, step: Step) -> None:
    article = stage.articles[debate.article]
    moved = Moved(stage.comments[step.moved_by], step.why) if step.moved_by else None
    stance = take_stance(stage.members[reader], article, step.stand, moved)
    if not stage.moments.has(stance):
        stage.moments.set(stance, taken_at=step.at)
    change = StanceChange.objects.filter(stance=stance).latest("id")
    stage.moments.set(change, at=step.at)
    if moved:
        stage.moments.set(change.delta, given_at=step.at)


def visits(stage: Stage, debate: Debate) -> Iterator[Visit]:
    """Every reader with a stance was here in the last days, and finds what came since as new."""
    article = stage.articles[debate.article]
    times = [stage.time_of(debate, argument) for argument in debate.arguments]
    for reader in debate.stances:
        chance = random.Random(f"{DEMO_SEED} visit {debate.article} {reader}")
        away = timedelta(days=chance.uniform(0, 3))
        seen_at = max(stage.now - away, first_seen(stage, debate, reader))
        seen = sum(time <= seen_at for time in times)
        yield Visit(
            article=article,
            reader=stage.members[reader],
            seen_number=seen,
            reached_number=seen,
            seen_at=seen_at,
        )
