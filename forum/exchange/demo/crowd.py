"""The demo's readers who stay where they stand or say nothing, and what all make of the claims.

They are hundreds, so their rows are written together and counted once for each essay. Who was moved
and says so takes a stance by the action, in `debates`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from forum.articles.models import Article
from forum.exchange.demo import content, debates
from forum.exchange.demo.content import Debate
from forum.exchange.demo.stage import DEMO_SEED, Stage
from forum.stances.actions.mend import mend
from forum.stances.models import Answer, ClaimAnswer, Stance, StanceChange

ANSWERED = (0.45, 0.85)  # the share of an essay's readers who answer a claim, least and most
FEWER_LATER = 0.25  # of a debate's length: readers come most in its first days
READS_ON = timedelta(days=2)  # between the two stances of one who moves, at the most


type Walk = tuple[User, str, str, datetime]  # who came in where, stands where now, and when


def read_all(stage: Stage, told: list[Debate]) -> None:
    for debate in told:
        article = stage.articles[debate.article]
        _take_stances(stage, debate, article)
        ClaimAnswer.objects.bulk_create(_answers(stage, debate, article))
        mend(article)


def _take_stances(stage: Stage, debate: Debate, article: Article) -> None:
    told = [*_settled(stage, debate), *_quiet(stage, debate)]
    stances = Stance.objects.bulk_create(
        Stance(article=article, reader=reader, first=first, now=now, taken_at=at)
        for reader, first, now, at in told
    )
    seen = dict(article.revisions.values_list("number", "created_at"))
    StanceChange.objects.bulk_create(_changes(stage, stances, seen))


def _settled(stage: Stage, debate: Debate) -> Iterator[Walk]:
    """Those of whom the debate's file tells that they have not moved."""
    for name, said in debate.stances.items():
        if said.first == said.then:
            at = debates.first_seen(stage, debate, name)
            yield stage.members[name], said.first, said.then, at


def _quiet(stage: Stage, debate: Debate) -> Iterator[Walk]:
    chance = Random(f"{DEMO_SEED} crowd {debate.article}")
    walks = [walk for walk, readers in debate.quiet.moves.items() for _ in range(readers)]
    readers = chance.sample(_who_may(stage, debate), len(walks))
    for reader, (first, now) in zip(readers, walks, strict=True):
        yield reader, first, now, _came(stage, debate, chance)


def _who_may(stage: Stage, debate: Debate) -> list[User]:
    """Readers of whom the debate's file does not tell what they said."""
    return [
        stage.members[reader.username]
        for reader in content.readers()
        if reader.username not in debate.stances
    ]


def _came(stage: Stage, debate: Debate, chance: Random) -> datetime:
    published = stage.published_at(debate.article)
    age = stage.now - published
    return published + age * min(chance.expovariate(1 / FEWER_LATER), chance.uniform(0.5, 0.98))


def _changes(
    stage: Stage, stances: list[Stance], seen: dict[int, datetime]
) -> Iterator[StanceChange]:
    """The steps of each reader, with the revision that they had before them."""
    for stance in stances:
        steps = [("", stance.first, stance.taken_at)]
        if stance.now != stance.first:
            chance = Random(f"{DEMO_SEED} {stance.article_id} {stance.reader.username}")
            later = stance.taken_at + READS_ON * chance.random()
            steps.append((stance.first, stance.now, min(later, stage.now)))
        for before, after, at in steps:
            newest = max((number for number, since in seen.items() if since <= at), default=1)
            yield StanceChange(stance=stance, before=before, after=after, revision=newest, at=at)


def _answers(stage: Stage, debate: Debate, article: Article) -> Iterator[ClaimAnswer]:
    stances = Stance.objects.filter(article=article).select_related("reader").order_by("pk")
    readers = list(stances)
    for claim in article.claims.filter(number__in=debate.quiet.answers):
        chance = Random(f"{DEMO_SEED} {debate.article} C{claim.number}")
        share = chance.uniform(*ANSWERED)
        for stance in readers:
            if chance.random() > share:
                continue
            weights = debate.quiet.answers[claim.number][stance.now]
            [answer] = chance.choices(Answer.values, weights)
            at = stance.taken_at + (stage.now - stance.taken_at) * chance.random() / 4
            yield ClaimAnswer(claim=claim, reader=stance.reader, answer=answer, answered_at=at)
