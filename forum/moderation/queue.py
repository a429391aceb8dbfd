"""What waits for a moderator: one row for each thing flagged, the most flagged first."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.models import Act, Flag, LogEntry, Rule
from forum.moderation.subject import Subject

PAGE_SIZE = 20
OPENING = 160  # characters of a text: more than a row of the widest page shows


@dataclass
class Row:
    """One comment or essay with what it was flagged for. `rules`: the most named first."""

    subject: Subject
    flags: int
    since: datetime
    rules: list[Rule] = field(default_factory=list)

    @property
    def opening(self) -> str:
        return str(getattr(self.subject.comment or self.subject.article, "opening", ""))

    @property
    def age(self) -> str:
        """How long the first flag waits, in one short word."""
        minutes = int((timezone.now() - self.since).total_seconds() // 60)
        if minutes < 60:
            return _("{n} min").format(n=max(minutes, 1))
        hours = minutes // 60
        return _("{n} h").format(n=hours) if hours < 48 else _("{n} d").format(n=hours // 24)


@dataclass(frozen=True)
class Queue:
    rows: list[Row]
    total: int
    number: int  # of this page, from 1

    @property
    def older(self) -> int:
        """The next page's number, or 0 on the last."""
        return self.number + 1 if self.number * PAGE_SIZE < self.total else 0

    @property
    def newer(self) -> int:
        return self.number - 1

    def after(self, key: str) -> str:
        """The key of the row under this one, or ''."""
        keys = [row.subject.key for row in self.rows]
        return keys[keys.index(key) + 1] if key in keys[:-1] else ""


def page_for(moderator: User, number: int) -> Queue:
    """One page; when the queue got shorter meanwhile, its last one. Five queries."""
    groups = _groups(Flag.objects.waiting_for(moderator))
    total = groups.count()
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    rows = _rows(list(groups[start : start + PAGE_SIZE]))
    _name_rules(moderator, rows)
    return Queue(rows, total, number)


def count_waiting(moderator: User) -> int:
    return _groups(Flag.objects.waiting_for(moderator)).count()


def count_today() -> dict[str, int]:
    """How many things were decided since midnight, and how many of them kept."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = LogEntry.objects.filter(at__gte=midnight)
    return today.aggregate(
        decided=Count("id", filter=~Q(act__in=[Act.LOCK, Act.UNLOCK])),
        kept=Count("id", filter=Q(act=Act.KEEP)),
    )


def _groups(flags: QuerySet[Flag]) -> QuerySet[Flag, Any]:
    counted = flags.values("article_id", "comment_id").annotate(
        count=Count("id"), since=Min("created_at")
    )
    return counted.order_by("-count", "since", "article_id", "comment_id")


def _rows(groups: list[dict[str, Any]]) -> list[Row]:
    opening = Left("source", OPENING)
    articles = Article.objects.select_related("author").defer("source", "html", "contents")
    comments = Comment.objects.select_related("author").defer("source", "html")
    on_articles = articles.annotate(opening=opening).in_bulk([g["article_id"] for g in groups])
    on_comments = comments.annotate(opening=opening).in_bulk(
        [g["comment_id"] for g in groups if g["comment_id"]]
    )
    return [
        Row(
            Subject(on_articles[g["article_id"]], on_comments.get(g["comment_id"])),
            g["count"],
            g["since"],
        )
        for g in groups
    ]


def _name_rules(moderator: User, rows: list[Row]) -> None:
    """Fill in what each row was flagged for."""
    rules = Rule.objects.in_bulk()
    flags = Flag.objects.waiting_for(moderator).filter(
        article__in=[row.subject.article for row in rows]
    )
    named = flags.values_list("article_id", "comment_id", "rule_id").annotate(count=Count("id"))
    by_subject = defaultdict(list)
    for article_id, comment_id, rule_id, _count in named.order_by("-count", "rule__number"):
        by_subject[article_id, comment_id].append(rules[rule_id])
    for row in rows:
        comment = row.subject.comment
        row.rules = by_subject[row.subject.article.pk, comment.pk if comment else None]
