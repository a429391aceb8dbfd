"""The demo's authors give way: they concede a claim to a comment, or amend the thesis for one."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from forum.exchange.demo.content import Concession, Debate
from forum.exchange.demo.stage import Event, Stage
from forum.stances.actions.concede import amend, concede_claim


def events(stage: Stage, debate: Debate) -> Iterator[Event]:
    for given in debate.concessions:
        at = stage.time_of(debate, given)
        act = _amend if given.thesis else _concede
        yield Event(at, partial(act, stage, debate, given, at))


def _concede(stage: Stage, debate: Debate, given: Concession, at: datetime) -> None:
    article = stage.articles[debate.article]
    comment, claim = stage.comments[given.to], article.claims.get(number=given.claim)
    assert article.author, "the demo's authors stay"
    made = concede_claim(article.author, comment, claim, given.wholly, given.note)
    stage.moments.set(made, made_at=at)


def _amend(stage: Stage, debate: Debate, given: Concession, at: datetime) -> None:
    comment, author = stage.comments[given.to], stage.articles[debate.article].author
    assert author, "the demo's authors stay"
    made = amend(author, comment, given.thesis, given.note)
    article = made.article
    stage.articles[debate.article] = article
    stage.moments.set(made, made_at=at)
    stage.moments.set(article, saved_at=at, revised_at=at)
    stage.moments.set(article.revisions.latest("number"), created_at=at)
