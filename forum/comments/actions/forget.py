"""Taking a former member out of debates: what they rated, and what they wrote or that it was them.

Each function does one batch in a transaction of its own and says whether there may be more, so that
nobody waits for long, and whoever is killed in between goes on where it was.
"""

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from forum.comments.actions.best_answer import keep_best_answers
from forum.comments.actions.counting import count_ratings, lock_articles, lock_with_answered
from forum.comments.actions.front import keep_front
from forum.comments.actions.state import set_states
from forum.comments.models import Block, Comment, CommentRevision, CommentState, Rating

RATINGS = 20  # each recounts a comment and may recount a front: some 50 ms under an essay's lock
ERASED = 20  # each recounts what it counted in
DISOWNED = 500  # rows of which one column changes


def forget_ratings(reader: User) -> bool:
    """Some of one debate's, with the numbers that they were counted in."""
    article = Rating.objects.filter(reader=reader).values_list("comment__article", flat=True)
    first = article.order_by("comment__article").first()
    if first is None:
        return False
    with transaction.atomic():
        lock_articles([first])
        theirs = Rating.objects.filter(reader=reader, comment__article=first).order_by("comment")
        ids = list(theirs.values_list("comment", flat=True)[:RATINGS])
        rated = list(Comment.objects.filter(pk__in=ids).order_by("pk"))
        lock_with_answered(rated)
        Rating.objects.filter(reader=reader, comment__in=ids).delete()
        for comment in rated:
            count_ratings(comment)
        keep_best_answers(rated)
        for root in {each.position: each for each in rated if each.parent_id is None}.values():
            keep_front(root)
    return True


def erase_comments(author: User) -> bool:
    """Some, the newest first, so that an answer goes before what it answers. Where somebody else
    left something on one, an empty place stays; else nothing does."""
    with transaction.atomic():
        theirs = Comment.objects.filter(author=author).select_related("article")
        some = list(theirs.defer("article__source", "article__html").order_by("-pk")[:ERASED])
        ids = [comment.pk for comment in some]
        set_states(some, CommentState.DELETED)
        CommentRevision.objects.filter(comment__in=ids).delete()
        rows = Comment.objects.filter(pk__in=ids)
        rows.update(author=None, source="", html="", edited_at=None)
        for pk in ids:  # the newest first, for what is answered is in use
            _unused(Comment.objects.filter(pk=pk)).delete()
    return bool(some)


def _unused(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """Those on which nothing of others hangs: no answer, no delta, no concession, no bookmark and
    no flag, which are theirs; and which no act could be undone on."""
    others = ("replies", "deltas", "concessions", "bookmarks", "flags", "changes")
    for name in others:
        rows = rows.exclude(**{f"{name}__isnull": False})
    return rows


def disown_comments(author: User) -> bool:
    """Some: the words stay, and nobody is said to have written them."""
    some = list(Comment.objects.filter(author=author).values_list("pk", flat=True)[:DISOWNED])
    Comment.objects.filter(pk__in=some).update(author=None)
    return bool(some)


def loosen_answers(article_id: int) -> bool:
    """Let comments that answered a passage of an essay answer the essay: its words are gone."""
    answers = Comment.objects.filter(article=article_id, passage__isnull=False)
    with transaction.atomic():
        lock_articles([article_id])
        some = list(answers.values_list("pk", flat=True)[:DISOWNED])
        Comment.objects.filter(pk__in=some).update(passage=None)
        if not some:
            Block.objects.filter(article=article_id, part__startswith="passage ").delete()
    return bool(some)
