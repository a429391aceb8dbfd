"""Mending every number a debate keeps, from the rows it is derived from."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Q

from forum.articles.models import Article, Claim, Passage
from forum.articles.positions import Position
from forum.comments import ranking, tree
from forum.comments.actions import blocks
from forum.comments.actions.best_answer import UNANSWERED, answers_among
from forum.comments.actions.counting import Numbers, lock_article
from forum.comments.actions.front import front_of
from forum.comments.models import Block, Comment, Rating
from forum.sql import ROWS

_NO_ANSWERS: Numbers = {f"{position}_count": 0 for position in Position}


class Mended(NamedTuple):
    """One number that was wrong."""

    row: str  # 'comment 12' or 'article the-slug'
    number: str
    was: object
    now: object

    def __str__(self) -> str:
        return f"{self.row}: {self.number} was {self.was}, is {self.now}"


@transaction.atomic
def recount(article: Article) -> list[Mended]:
    """Recount the article's debate and mend what is wrong; returns what that was."""
    current = lock_article(article.pk)
    comments = list(
        Comment.objects.filter(article=article).order_by("pk").select_for_update(no_key=True)
    )
    mended = list(_mend(current, f"article {current.slug}", _of_article(article.pk)))
    if mended:
        current.save(update_fields=[each.number for each in mended])
    mended += _mend_comments(comments, _own_numbers(article.pk, comments))
    # These rest on the scores, so they are looked at when the scores are right.
    mended += _mend_comments(comments, _places(article.pk, comments))
    return mended + _mend_answers(current) + _mend_blocks(current)


def _mend_comments(comments: list[Comment], right_of: Callable[[Comment], Numbers]) -> list[Mended]:
    mended: list[Mended] = []
    changed = []
    for comment in comments:
        wrong = list(_mend(comment, f"comment {comment.pk}", right_of(comment)))
        changed += [comment] if wrong else []
        mended += wrong
    if changed:
        names = sorted({each.number for each in mended})
        Comment.objects.bulk_update(changed, names, batch_size=ROWS)
    return mended


def _mend_blocks(article: Article) -> list[Mended]:
    """What is kept of each thousand comments; written anew if any of it is wrong. One that nothing
    was counted in may be there or not."""
    rows = Block.objects.filter(article=article)
    kept = {(part, place): sums for part, place, *sums in rows.values_list(*blocks.FIELDS)}
    right = {(part, place): sums for part, place, *sums in blocks.counted(article.pk)}
    nothing = [0] * len(Position) + [None]
    mended = [
        Mended(f"article {article.slug}", f"block {part or 'debate'} {place}", was, now)
        for part, place in sorted(kept | right)
        if (was := kept.get((part, place), nothing)) != (now := right.get((part, place), nothing))
    ]
    if mended:
        blocks.count_all(article.pk)
    return mended


def _mend_answers(article: Article) -> list[Mended]:
    """The comments in threads that answer each of the article's passages and claims."""
    mended: list[Mended] = []
    for rows, answered in ((article.passages, "passage"), (article.claims, "passage__claim")):
        counts = _answers(article.pk, answered)
        for row in rows.order_by("pk").select_for_update(no_key=True):
            kind = row._meta.verbose_name
            wrong = list(_mend(row, f"{kind} {row.pk}", counts.get(row.pk, _NO_ANSWERS)))
            if wrong:
                row.save(update_fields=[each.number for each in wrong])
            mended += wrong
    return mended


def _answers(article_id: int, answered: str) -> dict[int, Numbers]:
    """How many visible comments of each position answer which row, by its id."""
    comments = Comment.objects.visible().filter(
        article=article_id, **{f"{answered}__isnull": False}
    )
    rows = comments.values(answered).annotate(**_by_position()).order_by()
    return {row.pop(answered): row for row in rows}


def _own_numbers(article_id: int, comments: list[Comment]) -> Callable[[Comment], Numbers]:
    """What a comment keeps of its ratings and its thread."""
    ballots, descendants = _ballots(article_id), _descendants(comments)
    answered = {comment.path: comment.passage_id for comment in comments if comment.depth == 1}
    return lambda comment: {
        **ranking.numbers(comment.position, ballots[comment.pk]),
        "descendants": descendants[comment.path],
        "passage_id": answered[tree.root_of(comment.path)],
    }


def _places(article_id: int, comments: list[Comment]) -> Callable[[Comment], Numbers]:
    """Where a comment stands by its numbers and those of others."""
    fronts = {pk: at for side in Position for pk, at in front_of(article_id, side.value).items()}
    answers = answers_among(comments)
    return lambda comment: {
        "front": fronts.get(comment.pk),
        **answers.get(comment.pk, UNANSWERED),
    }


def _mend(row: Article | Comment | Claim | Passage, name: str, right: Numbers) -> Iterator[Mended]:
    """Set what is wrong on the row, which the caller saves."""
    for number, value in right.items():
        was = getattr(row, number)
        if was != value:
            setattr(row, number, value)
            yield Mended(name, number, was, value)


def _by_position() -> dict[str, Count]:
    """Comments of each position, by the names of the fields that keep how many they are."""
    return {f"{position}_count": Count("id", filter=Q(position=position)) for position in Position}


def _of_article(article_id: int) -> Numbers:
    everything = Comment.objects.filter(article=article_id)
    newest = everything.aggregate(newest=Max("number"))["newest"] or 0
    # Never lower: the number of a comment that was erased is not given again.
    kept = Article.objects.values_list("last_number", flat=True).get(pk=article_id)
    numbers = everything.visible().aggregate(**_by_position(), last_comment_at=Max("created_at"))
    return {**numbers, "last_number": max(newest, kept)}


def _ballots(article_id: int) -> dict[int, list[ranking.Ballot]]:
    rows = Rating.objects.filter(comment__article=article_id)
    rows_by_comment = rows.values_list("comment", "stand", "strong").annotate(readers=Count("id"))
    ballots: dict[int, list[ranking.Ballot]] = defaultdict(list)
    for comment_id, *ballot in rows_by_comment:
        ballots[comment_id].append(ranking.Ballot(*ballot))
    return ballots


def _descendants(comments: list[Comment]) -> Counter[str]:
    """Visible comments under each root, by its path."""
    roots = (tree.root_of(c.path) for c in comments if c.state == "visible" and c.depth > 1)
    return Counter(roots)
