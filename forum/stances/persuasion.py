"""What moved readers: the replies that moved most, and for each who says so and why.

Only what its givers said in public: their names and reasons, not from where to where they went.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.http import Http404

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentQuerySet
from forum.stances.models import Delta

PAGE = 20  # replies, or reasons, on a page
PAGES_MAX = 200  # rows before a page are walked over by the database: 4,000 short ones at most
REASONS = 3  # of each reply in a list, the newest; the rest stand on a page of their own


@dataclass(frozen=True)
class Page[T]:
    """Some rows of a list, counted from page 1."""

    items: Sequence[T]
    number: int
    has_more: bool

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int:
        return self.number + 1


@dataclass(frozen=True)
class Mover:
    """A reply that moved readers, with some of their reasons."""

    comment: Comment
    deltas: list[Delta]

    @property
    def more(self) -> int:
        return max(0, self.comment.moved_count - len(self.deltas))


def most_moving(article: Article, viewer: object, wanted: str | None) -> Page[Mover]:
    """A page of the debate's replies by how many readers each moved. Two queries."""
    return _movers(Comment.objects.visible().filter(article=article), viewer, wanted)


def most_moving_anywhere(viewer: object, wanted: str | None) -> Page[Mover]:
    """The same of all published essays."""
    published = Article.objects.published()
    return _movers(Comment.objects.visible().filter(article__in=published), viewer, wanted)


def _movers(comments: CommentQuerySet, viewer: object, wanted: str | None) -> Page[Mover]:
    rows = comments.filter(moved_count__gt=0).select_related("author", "article")
    page = page_of(rows.defer("source").order_by("-moved_count", "-id"), wanted)
    reasons = _newest_reasons(page.items, viewer)
    movers = [Mover(comment, reasons.get(comment.pk, [])) for comment in page.items]
    return Page(movers, page.number, page.has_more)


def given_for(comment: Comment, viewer: object, wanted: str | None) -> Page[Delta]:
    """A page of who says that the comment moved them, and why; the newest first."""
    deltas = Delta.objects.visible_to(viewer).filter(comment=comment)
    return page_of(deltas.select_related("giver").order_by("-id"), wanted)


def moved_by(person: User, viewer: object) -> tuple[int, list[Delta]]:
    """How many readers a person's arguments moved, and the newest of their reasons."""
    seen = Comment.objects.visible().visible_to(viewer).filter(author=person, moved_count__gt=0)
    readers = seen.aggregate(readers=Sum("moved_count"))["readers"] or 0
    deltas = Delta.objects.visible_to(viewer).filter(comment__author=person)
    newest = deltas.select_related("giver", "comment__article").order_by("-id")
    return readers, list(newest[:REASONS]) if readers else []


def page_of[T: (Comment, Delta)](rows: QuerySet[T], wanted: str | None) -> Page[T]:
    """The page that `?page=` asks for. Raises Http404 for one that cannot be."""
    number = int(wanted) if wanted and wanted.isascii() and wanted.isdigit() else 1
    start = (number - 1) * PAGE
    found = list(rows[start : start + PAGE + 1]) if 1 <= number <= PAGES_MAX else []
    if number != 1 and not found:
        raise Http404
    return Page(found[:PAGE], number, len(found) > PAGE and number < PAGES_MAX)


def _newest_reasons(comments: Iterable[Comment], viewer: object) -> dict[int, list[Delta]]:
    """The newest few of each comment, in one query however many there are."""
    ids = [comment.pk for comment in comments]
    newest = Delta.objects.visible_to(viewer).filter(comment__in=ids).newest_of_each(REASONS)
    reasons: dict[int, list[Delta]] = {}
    for delta in newest.select_related("giver"):
        reasons.setdefault(delta.comment_id, []).append(delta)
    return reasons
