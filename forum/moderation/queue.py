"""What waits for a moderator: one row for each case, the first due first."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.moderation.cases import Thing, about
from forum.moderation.models import Act, Case, Flag, FlagState, Hold, LogEntry, Rule
from forum.moderation.subject import Subject
from forum.moderation.subject import of as subject_of

PAGE_SIZE = 20
OPENING = 160  # characters of a text: more than a row of the widest page shows


@dataclass
class Row:
    """One comment or essay with why it is here. `rules`: those of its flags, the most named first.

    `taken_by`: another moderator, who has it open now.
    """

    case: Case
    subject: Subject
    taken_by: User | None = None
    hold: Hold | None = None
    flags: int = 0
    rules: list[Rule] = field(default_factory=list)

    @property
    def is_held(self) -> bool:
        return self.subject.state == CommentState.HELD

    @property
    def is_late(self) -> bool:
        return self.case.due_at < timezone.now()

    @property
    def opening(self) -> str:
        return str(getattr(self.subject.comment or self.subject.article, "opening", ""))

    @property
    def age(self) -> str:
        """How long the first flag waits, in one short word."""
        minutes = int((timezone.now() - self.case.since).total_seconds() // 60)
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
    """One page; when the queue got shorter meanwhile, its last one. Six queries."""
    cases = waiting_for(moderator)
    total = cases.count()
    number = max(1, min(number, -(-total // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    found = cases.select_related("claimed_by")[start : start + PAGE_SIZE]
    rows = _rows(list(found), moderator)
    _name_rules(rows)
    _say_why_held(rows)
    return Queue(rows, total, number)


def waiting_for(moderator: User) -> QuerySet[Case]:
    """The cases this moderator may decide, the first due first: of what is not taken back, and not
    on what they wrote themselves, so that nobody reads who flagged them."""
    states = [CommentState.VISIBLE, CommentState.HELD]
    comments = Q(comment__state__in=states, comment__article__state=ArticleState.PUBLISHED)
    comments &= ~Q(comment__author=moderator)
    essays = Q(article__state=ArticleState.PUBLISHED) & ~Q(article__author=moderator)
    return Case.objects.filter(comments | essays).order_by("due_at", "id")


def case_about(thing: Thing) -> Case | None:
    """What waits for a decision on this thing."""
    return Case.objects.filter(about(thing)).select_related("claimed_by").first()


def count_waiting(moderator: User) -> int:
    return waiting_for(moderator).count()


def count_today() -> dict[str, int]:
    """How many things were decided since midnight, and how many of them kept."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = LogEntry.objects.filter(at__gte=midnight)
    return today.aggregate(
        decided=Count("id", filter=~Q(act__in=[Act.LOCK, Act.UNLOCK])),
        kept=Count("id", filter=Q(act=Act.KEEP)),
    )


def _rows(cases: list[Case], moderator: User) -> list[Row]:
    opening = Left("source", OPENING)
    comments = Comment.objects.select_related("author", "article__author")
    comments = comments.defer("source", "html", "article__source", "article__html")
    articles = Article.objects.select_related("author").defer("source", "html", "contents")
    on_comments = comments.annotate(opening=opening).in_bulk([c.comment_id for c in cases])
    on_articles = articles.annotate(opening=opening).in_bulk([c.article_id for c in cases])
    rows = []
    for case in cases:
        comment = on_comments.get(case.comment_id or 0)
        subject = subject_of(comment or on_articles[case.article_id or 0])
        rows.append(Row(case, subject, case.taken_from(moderator)))
    return rows


def _name_rules(rows: list[Row]) -> None:
    """Fill in what each row was flagged for, and how often."""
    rules = Rule.objects.in_bulk()
    on_comments = Q(comment__in=[row.case.comment_id for row in rows if row.case.comment_id])
    on_essays = Q(comment=None, article__in=[row.case.article_id for row in rows])
    flags = Flag.objects.filter(on_comments | on_essays, state=FlagState.WAITING)
    named = flags.values_list("article_id", "comment_id", "rule_id").annotate(count=Count("id"))
    by_subject = defaultdict(list)
    for article_id, comment_id, rule_id, count in named.order_by("-count", "rule__number"):
        by_subject[article_id, comment_id].append((rules[rule_id], count))
    for row in rows:
        comment = row.subject.comment
        found = by_subject[row.subject.article.pk, comment.pk if comment else None]
        row.rules = [rule for rule, _count in found]
        row.flags = sum(count for _rule, count in found)


def _say_why_held(rows: list[Row]) -> None:
    """Fill in why each held comment was held, if the rules before posting did it."""
    held = [row.case.comment_id for row in rows if row.is_held]
    holds = Hold.objects.filter(comment__in=held).order_by("id")
    newest = {hold.comment_id: hold for hold in holds}
    for row in rows:
        row.hold = newest.get(row.case.comment_id or 0) if row.is_held else None
