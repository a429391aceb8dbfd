"""What a flag or an act is about: a comment, or an essay as a whole."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Max, Q

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.moderation.models import Change, Flag, LogEntry, Scope


@dataclass(frozen=True)
class Subject:
    article: Article
    comment: Comment | None = None

    @property
    def author(self) -> User | None:
        return self.comment.author if self.comment else self.article.author

    @property
    def is_public(self) -> bool:
        if self.article.state != ArticleState.PUBLISHED:
            return False
        return self.comment is None or self.comment.state == CommentState.VISIBLE

    @property
    def state(self) -> str:
        return self.comment.state if self.comment else self.article.state

    @property
    def url(self) -> str:
        return (self.comment or self.article).get_absolute_url()

    @property
    def scope(self) -> Scope:
        return Scope.COMMENT if self.comment else Scope.ESSAY

    @property
    def rows(self) -> Q:
        """Its flags."""
        return Q(comment=self.comment, article=self.article)

    @cached_property
    def acts(self) -> Q:
        """Its log entries: those on it alone, on many comments of which it was one, and on the
        thread or the debate it begins."""
        if self.comment:
            # Asked by itself: as a part of the other question it would read the whole log.
            many = Change.objects.filter(comment=self.comment, entry__scope=Scope.MANY)
            return Q(comment=self.comment) | Q(pk__in=[*many.values_list("entry", flat=True)])
        return Q(article=self.article, scope__in=[Scope.ESSAY, Scope.DEBATE])


def of(thing: Article | Comment) -> Subject:
    return Subject(thing.article, thing) if isinstance(thing, Comment) else Subject(thing)


@dataclass(frozen=True)
class Seen:
    """What a moderator had before their eyes: the newest act of all (they come one after another,
    so what was done to the subject since is newer), its newest flag, and which of its texts.

    A form carries it, so that nothing is decided about what is not so any more.
    """

    act: int = 0
    flag: int = 0
    text: int = 0  # when it was last edited, in microseconds; 0: never

    def __str__(self) -> str:
        return f"{self.act}-{self.flag}-{self.text}"

    @classmethod
    def parse(cls, text: str) -> "Seen":
        """Read what `str` wrote. Raises ValueError for anything else."""
        act, flag, edited = map(int, text.split("-"))
        return cls(act, flag, edited)

    @classmethod
    def now(cls, subject: Subject) -> "Seen":
        return cls(_newest_act(), _newest_flag(subject.rows), text_of(subject))

    @classmethod
    def of_profile(cls, member: User) -> "Seen":
        return cls(_newest_act(), _newest_flag(Q(member=member)))


def _newest_act() -> int:
    return LogEntry.objects.aggregate(last=Max("id"))["last"] or 0


def _newest_flag(rows: Q) -> int:
    return Flag.objects.filter(rows).aggregate(last=Max("id"))["last"] or 0


def text_of(subject: Subject) -> int:
    """Which of the subject's texts it is now: changes with every edit."""
    edited = subject.comment.edited_at if subject.comment else subject.article.revised_at
    return round(edited.timestamp() * 1_000_000) if edited else 0
