"""What a flag or an act is about: a comment, or an essay as a whole."""

from dataclasses import dataclass

from django.db.models import Max, Q
from django.urls import reverse

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.moderation.models import Flag, LogEntry


@dataclass(frozen=True)
class Subject:
    article: Article
    comment: Comment | None = None

    @property
    def key(self) -> str:
        """Its name in an address: 'c12' for a comment, 'a3' for an essay."""
        return f"c{self.comment.pk}" if self.comment else f"a{self.article.pk}"

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
    def case_url(self) -> str:
        if self.comment:
            return reverse("moderation:case_comment", args=[self.comment.pk])
        return reverse("moderation:case_article", args=[self.article.pk])

    @property
    def url(self) -> str:
        return (self.comment or self.article).get_absolute_url()

    @property
    def rows(self) -> Q:
        """Its flags, or its log entries."""
        return Q(comment=self.comment, article=self.article)


def of(thing: Article | Comment) -> Subject:
    return Subject(thing.article, thing) if isinstance(thing, Comment) else Subject(thing)


@dataclass(frozen=True)
class Seen:
    """What a moderator had before their eyes: the newest act on the subject and its newest flag.

    A form carries it, so that an act is not done on what someone else decided meanwhile.
    """

    act: int = 0
    flag: int = 0

    def __str__(self) -> str:
        return f"{self.act}-{self.flag}"

    @classmethod
    def parse(cls, text: str) -> "Seen":
        """Read what `str` wrote. Raises ValueError for anything else."""
        act, _, flag = text.partition("-")
        return cls(int(act), int(flag))

    @classmethod
    def now(cls, subject: Subject) -> "Seen":
        act = LogEntry.objects.filter(subject.rows).aggregate(last=Max("id"))["last"]
        flag = Flag.objects.filter(subject.rows).aggregate(last=Max("id"))["last"]
        return cls(act or 0, flag or 0)
