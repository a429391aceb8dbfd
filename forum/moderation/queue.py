"""What waits for a moderator, the first due first: which of it, how much, and page by page."""

from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.models import User
from forum.articles.models import ArticleState
from forum.comments.models import CommentState
from forum.moderation.cases import Thing, about
from forum.moderation.models import Act, Case, Flag, LogEntry
from forum.moderation.rows import Row, rows_of

PAGE_SIZE = 20


class Part(models.TextChoices):
    """What of the queue to look at. Each case is in one part, and all are in the whole."""

    FLAGGED = "flagged", _("Flagged")
    HELD = "held", _("Held")
    APPEALS = "appeals", _("Appeals")
    PROFILES = "profiles", _("Profiles")


IN_PART = {
    Part.FLAGGED: Q(article__isnull=False) | Q(comment__state=CommentState.VISIBLE),
    Part.HELD: Q(comment__state=CommentState.HELD),
    Part.APPEALS: Q(appeal__isnull=False),
    Part.PROFILES: Q(member__isnull=False),
}


@dataclass(frozen=True)
class Queue:
    rows: list[Row]
    counts: dict[str, int]  # by part; '' is all of it
    part: str  # the part that is shown, '' for all
    number: int  # of this page, from 1

    @property
    def total(self) -> int:
        return self.counts[self.part]

    @property
    def whole(self) -> int:
        return self.counts[""]

    @property
    def older(self) -> int:
        """The next page's number, or 0 on the last."""
        return self.number + 1 if self.number * PAGE_SIZE < self.total else 0

    @property
    def newer(self) -> int:
        return self.number - 1

    @property
    def parts(self) -> list[tuple[Part, int]]:
        return parts(self.counts)

    def after(self, key: str) -> str:
        """The key of the row under this one, or ''."""
        keys = [row.key for row in self.rows]
        return keys[keys.index(key) + 1] if key in keys[:-1] else ""


def page_for(moderator: User, number: int, part: str = "") -> Queue:
    """One page; when the queue got shorter meanwhile, its last one."""
    cases = waiting_for(moderator)
    counts = count_waiting(moderator)
    number = max(1, min(number, -(-counts[part] // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    wanted = cases.filter(IN_PART[Part(part)]) if part else cases
    found = wanted.select_related("claimed_by")[start : start + PAGE_SIZE]
    return Queue(rows_of(list(found), moderator), counts, part, number)


def waiting_for(moderator: User) -> QuerySet[Case]:
    """The cases this moderator may decide, the first due first: of what is not taken back, and not
    on what they wrote, reported or did themselves, so that nobody reads who flagged them."""
    states = [CommentState.VISIBLE, CommentState.HELD]
    comments = Q(comment__state__in=states, comment__article__state=ArticleState.PUBLISHED)
    comments &= ~Q(comment__author=moderator)
    comments &= _not_flagged(moderator, comment=OuterRef("comment"))
    essays = Q(article__state=ArticleState.PUBLISHED) & ~Q(article__author=moderator)
    essays &= _not_flagged(moderator, comment=None, article=OuterRef("article"))
    profiles = Q(member__is_active=True) & ~Q(member=moderator)
    profiles &= _not_flagged(moderator, member=OuterRef("member"))
    if not roles.is_administrator(moderator):
        profiles &= ~Q(member__in=User.objects.filter(roles.in_office()))
    cases = Case.objects.filter(comments | essays | profiles | _appeals(moderator))
    return cases.order_by("due_at", "id")


def _appeals(moderator: User) -> Q:
    """What `appeals.may_decide` lets them decide, asked of the database."""
    statement = "appeal__statement"
    concerned = Q(**{f"{statement}__member": moderator})
    concerned |= Q(**{f"{statement}__entry__moderator": moderator})
    concerned |= Q(**{f"{statement}__article__author": moderator})
    concerned |= Q(**{f"{statement}__comment__parent__author": moderator})
    free = _not_flagged(moderator, decision=OuterRef(f"{statement}__entry"))
    free &= _not_flagged(moderator, member=OuterRef(f"{statement}__member"))
    free &= _not_flagged(moderator, comment=OuterRef(f"{statement}__comment"))
    essay = _not_flagged(moderator, comment=None, article=OuterRef(f"{statement}__article"))
    free &= Q(**{f"{statement}__comment__isnull": False}) | essay
    return Q(appeal__isnull=False) & ~concerned & free


def _not_flagged(moderator: User, **about: object) -> Q:
    return Q(~Exists(Flag.objects.filter(flagger=moderator, **about)))


def case_about(thing: Thing) -> Case | None:
    """What waits for a decision on this thing."""
    return Case.objects.filter(about(thing)).select_related("claimed_by").first()


def count_waiting(moderator: User) -> dict[str, int]:
    """How many wait in each part and, under '', in all."""
    counted = {part.value: Count("id", filter=q) for part, q in IN_PART.items()}
    found = waiting_for(moderator).order_by().aggregate(**counted)
    return found | {"": sum(found.values())}


def parts(counts: dict[str, int]) -> list[tuple[Part, int]]:
    return [(part, counts[part]) for part in Part]


def count_today() -> dict[str, int]:
    """How many things were decided since midnight, and how many of them kept."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = LogEntry.objects.filter(at__gte=midnight)
    return today.aggregate(
        decided=Count("id", filter=~Q(act__in=[Act.LOCK, Act.UNLOCK])),
        kept=Count("id", filter=Q(act__in=[Act.KEEP, Act.APPROVE])),
    )
