"""Mending the open cases, from the flags, held comments and appeals that they follow from."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.counting import lock_article
from forum.comments.actions.recount import Mended
from forum.comments.models import Comment, CommentState
from forum.moderation.cases import Thing, about, keep_case, kind_of
from forum.moderation.models import Appeal, AppealState, Case, Flag, FlagState


def mend_cases() -> Iterator[Mended]:
    """Open, put right or close each case that is wrong; says what it was. One transaction each, so
    that moderators go on working meanwhile."""
    for model, ids in _candidates():
        for pk in sorted(ids):
            if mended := _mend(model, pk):
                yield mended


def _candidates() -> Iterator[tuple[type[Thing], set[int]]]:
    """What waits, or is said to."""
    flags = Flag.objects.filter(state=FlagState.WAITING)
    held = Comment.objects.filter(state=CommentState.HELD)
    cases = Case.objects.all()
    waiting = Appeal.objects.filter(state=AppealState.WAITING)
    yield Comment, {*_ids(flags, "comment"), *_ids(held, "pk"), *_ids(cases, "comment")}
    on_essays = flags.filter(comment=None)
    yield Article, {*_ids(on_essays, "article"), *_ids(cases, "article")}
    yield User, {*_ids(flags, "member"), *_ids(cases, "member")}
    yield Appeal, {*_ids(waiting, "pk"), *_ids(cases, "appeal")}


def _ids(rows: QuerySet[Any], column: str) -> Iterator[int]:
    found = rows.exclude(**{column: None}).values_list(column, flat=True)
    return iter(found.order_by().distinct())


@transaction.atomic
def _mend(model: type[Thing], pk: int) -> Mended | None:
    thing = _lock(model, pk)
    if thing is None:
        return None
    was = _due(thing)
    keep_case(thing)
    now = _due(thing)
    return Mended(f"{kind_of(thing)} {pk}", "case", was, now) if was != now else None


def _lock(model: type[Thing], pk: int) -> Thing | None:
    """The thing as it is once its lock is held; None when it is gone."""
    rows: QuerySet[Any] = model._default_manager.filter(pk=pk)
    if model not in (Comment, Article):
        return rows.select_for_update(no_key=True).first()
    column = "article" if model is Comment else "pk"
    article = rows.values_list(column, flat=True).first()
    if article is None:
        return None
    lock_article(article)
    return rows.first()


def _due(thing: Thing) -> str:
    case = Case.objects.filter(about(thing)).first()
    if case is None:
        return "closed"
    return f"open since {case.since:%Y-%m-%d %H:%M:%S}, harm {case.harm}, due {case.due_at}"
