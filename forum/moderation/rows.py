"""The rows of the queue: for each case what it is about, why it waits, and who has it open."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.db.models.functions import Left
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.cases import Thing, key_of, kind_of
from forum.moderation.holds import why_held
from forum.moderation.models import Appeal, Case, Flag, FlagState, Rule

OPENING = 160  # characters of a text: more than a row of the widest page shows


@dataclass
class Row:
    """One thing with why it waits. `rules`: those of its flags, the most named first.

    `taken_by`: another moderator, who has it open now.
    """

    case: Case
    thing: Thing
    taken_by: User | None = None
    held_for: str = ""
    flags: int = 0
    rules: list[Rule] = field(default_factory=list)

    @property
    def key(self) -> str:
        return key_of(self.thing)

    @property
    def kind(self) -> str:
        return kind_of(self.thing)

    @property
    def who(self) -> User | None:
        """Whose it is: the author, the member, or who appeals."""
        if isinstance(self.thing, User):
            return self.thing
        if isinstance(self.thing, Appeal):
            return self.thing.statement.member
        return self.thing.author

    @property
    def opening(self) -> str:
        """The beginning of what is to be read."""
        if isinstance(self.thing, User):
            return self.thing.bio[:OPENING]
        if isinstance(self.thing, Article):
            return self.thing.title
        return str(getattr(self.thing, "opening", ""))

    @property
    def is_held(self) -> bool:
        return isinstance(self.thing, Comment) and self.thing.state == CommentState.HELD

    @property
    def age(self) -> str:
        """How long it waits, in one short word."""
        minutes = int((timezone.now() - self.case.since).total_seconds() // 60)
        if minutes < 60:
            return _("{n} min").format(n=max(minutes, 1))
        hours = minutes // 60
        return _("{n} h").format(n=hours) if hours < 48 else _("{n} d").format(n=hours // 24)

    @property
    def harm(self) -> str:
        """How grave, in one word: a rule's own page says it at length."""
        return {1: _("Slight"), 2: _("Serious"), 3: _("Grave")}[self.case.harm]

    @property
    def due(self) -> str:
        """By when somebody should have looked."""
        if self.is_late:
            return _("late")
        at = timezone.localtime(self.case.due_at)
        is_today = at.date() == timezone.localdate()
        return _("by {time}").format(
            time=date_format(at, "TIME_FORMAT" if is_today else "SHORT_MONTH_DAY_TIME_FORMAT")
        )

    @property
    def is_late(self) -> bool:
        """Should somebody have looked by now?"""
        return self.case.due_at < timezone.now()


def rows_of(cases: list[Case], moderator: User) -> list[Row]:
    """The rows in the cases' order, in a number of queries that grows with their kinds only."""
    things = _things(cases)
    rows = [
        Row(case, thing, case.taken_from(moderator))
        for case in cases
        if (thing := things.get(case.pk))  # what went away between two queries is not there
    ]
    _name_rules(rows)
    _say_why_held(rows)
    return rows


def _things(cases: list[Case]) -> dict[int, Thing]:
    """What each case is about, by the case's id."""
    opening = Left("source", OPENING)
    comments = Comment.objects.select_related("author").defer("source", "html")
    articles = Article.objects.select_related("author").defer("source", "html", "contents")
    appeals = Appeal.objects.select_related(
        "statement__member", "statement__entry__rule", "statement__entry__moderator"
    )
    on: dict[str, Mapping[int, Thing]] = {
        "comment": comments.annotate(opening=opening).in_bulk([c.comment_id for c in cases]),
        "article": articles.in_bulk([c.article_id for c in cases]),
        "member": User.objects.in_bulk([c.member_id for c in cases]),
        "appeal": appeals.annotate(opening=Left("text", OPENING)).in_bulk(
            [c.appeal_id for c in cases]
        ),
    }
    found = {}
    for case in cases:
        for kind, things in on.items():
            thing = things.get(getattr(case, f"{kind}_id"))
            if thing:
                found[case.pk] = thing
    return found


def _name_rules(rows: list[Row]) -> None:
    """Fill in what each row was flagged for, and how often."""
    rules = Rule.objects.in_bulk()
    cases = [row.case for row in rows]
    on_comments = Q(comment__in=[c.comment_id for c in cases if c.comment_id])
    on_essays = Q(comment=None, article__in=[c.article_id for c in cases if c.article_id])
    on_members = Q(member__in=[c.member_id for c in cases if c.member_id])
    flags = Flag.objects.filter(on_comments | on_essays | on_members, state=FlagState.WAITING)
    columns = ("comment_id", "article_id", "member_id", "rule_id")
    named = flags.values_list(*columns).annotate(count=Count("id"))
    by_thing = defaultdict(list)
    for comment, article, member, rule, count in named.order_by("-count", "rule__number"):
        by_thing[comment, None if comment else article, member].append((rules[rule], count))
    for row in rows:
        case = row.case
        found = by_thing[case.comment_id, case.article_id, case.member_id]
        row.rules = [rule for rule, _count in found]
        row.flags = sum(count for _rule, count in found)


def _say_why_held(rows: list[Row]) -> None:
    held = why_held(row.thing.pk for row in rows if row.is_held)
    for row in rows:
        if row.is_held and row.thing.pk in held:
            row.held_for = held[row.thing.pk].why
