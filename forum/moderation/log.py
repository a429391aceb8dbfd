"""The public log: every act with its reason; never whom it concerned, nor what they wrote."""

from dataclasses import dataclass

from django.db.models import QuerySet

from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.models import Act, LogEntry, Rule

PAGE_SIZE = 30


@dataclass(frozen=True)
class Filter:
    """What of the log is asked for; '' and None: all of it."""

    act: str = ""
    rule: Rule | None = None
    article: Article | None = None

    def of(self, log: QuerySet[LogEntry]) -> QuerySet[LogEntry]:
        wanted = {"act": self.act, "rule": self.rule, "article": self.article}
        return log.filter(**{name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class Line:
    """An act as this viewer may see it: `article` and `comment` only if they can read them."""

    entry: LogEntry
    article: Article | None
    comment: Comment | None

    @property
    def position(self) -> str:
        """The side the comment argued, which says nothing about who wrote it; '' for an essay."""
        return self.entry.comment.position if self.entry.comment else ""

    @property
    def is_back(self) -> bool:
        """Was it hidden by this act and is public again?"""
        took = self.entry.act in (Act.HIDE, Act.REMOVE)
        return took and bool(self.comment and self.comment.state == CommentState.VISIBLE)


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    before: int  # the id to go on from, 0 at the end


def page(viewer: object, entries: QuerySet[LogEntry], before: int = 0) -> Page:
    """The newest entries older than `before`, in three queries however many there are."""
    log = entries.select_related("moderator", "rule", "article", "comment").defer(
        "article__source", "article__html", "article__contents", "comment__html"
    )
    if before:
        log = log.filter(id__lt=before)
    found = list(log.order_by("-id")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(lines(viewer, shown), shown[-1].pk if len(found) > PAGE_SIZE else 0)


def lines(viewer: object, entries: list[LogEntry]) -> list[Line]:
    """The entries with what of their subjects this viewer can read."""
    titled = Article.objects.visible_to(viewer).only("slug", "title", "state")
    articles = titled.in_bulk([e.article_id for e in entries])
    comments = Comment.objects.visible_to(viewer).select_related("author").defer("html")
    readable = comments.in_bulk([e.comment_id for e in entries])
    return [
        Line(e, articles.get(e.article_id or 0), readable.get(e.comment_id or 0)) for e in entries
    ]
