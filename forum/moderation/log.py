"""The public log: every act with its reason; never whom it concerned, nor what they wrote."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts import roles
from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation import deeds, statements
from forum.moderation.models import Act, LogEntry, Rule, Scope

PAGE_SIZE = 30
# Columns that no line shows, and that are long.
UNREAD = ("article__source", "article__html", "article__contents", "comment__html")
NOT_UNDONE = (Act.UNDO, Act.UPHOLD, Act.REVERSE)  # they say what became of an earlier act
OTHERS = ("undoes", "undone_by", "appeal_decided__statement__entry")


@dataclass(frozen=True)
class Filter:
    """What of the log is asked for; '' and None: all of it."""

    act: str = ""
    rule: Rule | None = None
    moderator: User | None = None
    by_software: bool = False
    article: Article | None = None

    def of(self, log: QuerySet[LogEntry], viewer: object) -> QuerySet[LogEntry]:
        wanted = {
            "act": self.act,
            "rule": self.rule,
            "moderator": self.moderator,
            "automated": self.by_software,
        }
        log = log.filter(**{name: value for name, value in wanted.items() if value})
        if not self.article:
            return log
        # In which debate a member was warned is near to saying who it was.
        shown = Q() if roles.is_moderator(viewer) else ~Q(scope=Scope.MEMBER)
        return log.filter(shown, article=self.article)

    @property
    def is_any(self) -> bool:
        return self != Filter()


@dataclass(frozen=True)
class Line:
    """An act as this viewer may see it: `article` and `comment` only if they can read them, and
    if an act on a member, only as a moderator."""

    entry: LogEntry
    article: Article | None = None
    comment: Comment | None = None
    is_concealed: bool = False

    @property
    def doer(self) -> str:
        return deeds.doer(self.entry)

    @property
    def deed(self) -> str:
        return deeds.deed(self.entry)

    @property
    def terms(self) -> str:
        return deeds.terms(self.entry)

    @property
    def position(self) -> str:
        """The side the comment argued, which says nothing about who wrote it; '' without one."""
        one = self.entry.scope == Scope.COMMENT and self.entry.comment
        return one.position if one else ""

    @property
    def is_elsewhere(self) -> bool:
        """Was it done in a debate that this viewer cannot read?"""
        return bool(self.entry.article_id) and not self.article and not self.is_concealed

    @property
    def by_essays_author(self) -> bool:
        return bool(self.article) and self.entry.by_essays_author

    @property
    def earlier(self) -> LogEntry | None:
        """The act that this one undid, or that was appealed against."""
        return statements.decided_before(self.entry)

    @property
    def undone_by(self) -> LogEntry | None:
        return getattr(self.entry, "undone_by", None)

    @property
    def may_be_undone(self) -> bool:
        """Is it worth to offer it? The page about it says what stands against it."""
        return not self.undone_by and self.entry.act not in NOT_UNDONE

    @property
    def is_back(self) -> bool:
        """Was it hidden by this act and is public again?"""
        took = self.entry.act in (Act.HIDE, Act.REMOVE, Act.HOLD)
        return took and bool(self.comment and self.comment.state == CommentState.VISIBLE)


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    before: int  # the id to go on from, 0 at the end


def page(viewer: object, entries: QuerySet[LogEntry], before: int = 0) -> Page:
    """The newest entries older than `before`, in three queries however many there are."""
    log = entries.select_related("moderator", "rule", "article", "comment", *OTHERS).defer(*UNREAD)
    if before:
        log = log.filter(id__lt=before)
    found = list(log.order_by("-id")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    return Page(lines(viewer, shown), shown[-1].pk if len(found) > PAGE_SIZE else 0)


def lines(viewer: object, entries: list[LogEntry]) -> list[Line]:
    """The entries with what of their subjects this viewer can read."""
    concealed = set() if roles.is_moderator(viewer) else {Scope.MEMBER}
    shown = [entry for entry in entries if entry.scope not in concealed]
    titled = Article.objects.visible_to(viewer).only("slug", "title", "state", "author")
    articles = titled.in_bulk([e.article_id for e in shown])
    comments = Comment.objects.visible_to(viewer).select_related("author").defer("html")
    readable = comments.in_bulk([e.comment_id for e in shown])
    return [
        Line(e, is_concealed=True)
        if e.scope in concealed
        else Line(e, articles.get(e.article_id or 0), readable.get(e.comment_id or 0))
        for e in entries
    ]
