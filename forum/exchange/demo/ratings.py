"""What readers rated the demo's comments: derived from each comment's quality, the same each time.

Ratings are thousands, so they are written together and counted once for each essay.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import sqrt
from random import Random

from accounts.models import User
from forum.comments.actions.recount import recount
from forum.comments.models import CommentState, Rating
from forum.exchange.demo.content import Argument, Debate
from forum.exchange.demo.stage import DEMO_SEED, Stage
from forum.stances.models import StanceChange

# The share of an essay's readers who rate a root, at least and at most. A reply is read by fewer.
RATERS = (0.2, 0.55)
RATERS_LEAST = 5
# The share of readers of the other side who find a comment strong, by its quality.
SHARE = {1: 0.1, 2: 0.24, 3: 0.38, 4: 0.55, 5: 0.84}
OWN_SIDE = 0.12  # readers are that much kinder to their own side
LUCK = 0.05  # up or down: two comments of one quality are not found equally strong
JUST_BEFORE = timedelta(minutes=5)  # who was moved rated first, and then said so
NEVER = {"bestdeals", "admin"}

type History = dict[int, list[tuple[datetime, str]]]  # reader id → stances they took, and when


def rate_all(stage: Stage, debates: list[Debate]) -> None:
    for debate in debates:
        article = stage.articles[debate.article]
        history = _history(article.pk)
        Rating.objects.bulk_create(
            rating
            for argument in debate.arguments
            for rating in _ratings(stage, debate, argument, history)
        )
        recount(article)


def _history(article_id: int) -> History:
    """Every reader's stances on an essay, oldest first."""
    taken: History = {}
    changes = StanceChange.objects.filter(stance__article_id=article_id).order_by("at", "id")
    for reader, at, after in changes.values_list("stance__reader_id", "at", "after"):
        taken.setdefault(reader, []).append((at, after))
    return taken


def _ratings(
    stage: Stage, debate: Debate, argument: Argument, history: History
) -> Iterator[Rating]:
    comment = stage.comments[argument]
    comment.refresh_from_db()
    # What is no longer shown takes no ratings.
    last = stage.now if comment.state == CommentState.VISIBLE else comment.state_at or stage.now
    chance = Random(f"{DEMO_SEED} {argument.by} {argument.text}")
    moved = {
        stage.members[name] for name, said in debate.stances.items() if said.moved_by is argument
    }
    luck = chance.uniform(-LUCK, LUCK)
    for reader in _raters(stage, argument, history, moved, chance):
        wait = timedelta(hours=chance.expovariate(1 / 20))  # most within a day
        at = (
            history[reader.pk][-1][0] - JUST_BEFORE
            if reader in moved
            else comment.created_at + wait
        )
        if at > last:
            continue
        stand = _stand(history.get(reader.pk, []), at)
        strong = reader in moved or chance.random() < _share(argument, stand) + luck
        yield Rating(comment=comment, reader=reader, strong=strong, stand=stand, rated_at=at)


def _raters(
    stage: Stage, argument: Argument, history: History, moved: set[User], chance: Random
) -> list[User]:
    """Who rated it: whom it moved, then others, those with a stance more often: they care."""
    others = [stage.members[name] for name in stage.members if name not in {argument.by, *NEVER}]
    eager = {user: chance.random() * (0.2 if user.pk in history else 1) for user in others}
    share = chance.uniform(*RATERS) / sqrt(_depth(argument))
    raters = max(round(share * len(history)), chance.randint(RATERS_LEAST, 2 * RATERS_LEAST))
    return sorted(others, key=lambda user: (user not in moved, eager[user]))[:raters]


def _depth(argument: Argument) -> int:
    return 1 + (_depth(argument.parent) if argument.parent else 0)


def _stand(taken: list[tuple[datetime, str]], at: datetime) -> str:
    """Where a reader stood then; before the first stance counts the first, as in the action."""
    before = [stand for when, stand in taken if when <= at]
    return before[-1] if before else taken[0][1] if taken else ""


def _share(argument: Argument, stand: str) -> float:
    return SHARE[argument.quality] + (OWN_SIDE if stand == argument.position else 0)
