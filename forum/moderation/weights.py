"""How much readers' flags weigh, and when they are enough to take a comment out of sight until a
moderator has looked. Ratings are not asked: disagreement hides nothing."""

from collections.abc import Collection, Mapping
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from forum.articles.positions import Stand
from forum.comments.models import Comment
from forum.moderation.models import Flag, FlagState, LogEntry, Scope
from forum.stances.models import Stance

BOTH = {Stand.FOR, Stand.AGAINST}


def weight(upheld: int, settled: int) -> float:
    """How often a flagger's next flag is probably upheld: (upheld + 1) / (settled + 2), Laplace's
    rule of succession. 1/2 for somebody whose flags nobody has decided about yet."""
    return (upheld + 1) / (settled + 2)


def is_enough(weights: Collection[float], stands: Collection[str], threshold: float) -> bool:
    """Do these flaggers weigh enough, and does one of them stand For and one Against? No side
    alone takes an argument of the other out of sight, however many it is."""
    return sum(weights) >= threshold and set(stands) >= BOTH


def of_flaggers(flaggers: Collection[int]) -> Mapping[int, float]:
    """The weight of each of these members now, from the flags of theirs that were decided."""
    settled = Flag.objects.filter(flagger__in=flaggers).exclude(state=FlagState.WAITING)
    counted = settled.values_list("flagger").annotate(
        upheld=Count("id", filter=Q(state=FlagState.UPHELD)), settled=Count("id")
    )
    known = {flagger: weight(upheld, all_of_them) for flagger, upheld, all_of_them in counted}
    return {flagger: known.get(flagger, weight(0, 0)) for flagger in flaggers}


def counting(comment: Comment) -> list[Flag]:
    """The flags on a comment that may hold it: those that wait, and came after a person last
    decided about it. What a moderator has read and kept is not held again for the same flags;
    those of closed, suspended and brand new accounts hold nothing."""
    decided = LogEntry.objects.filter(comment=comment, scope=Scope.COMMENT, automated=False)
    last = decided.order_by("-id").values_list("at", flat=True).first()
    now = timezone.now()
    waiting = Flag.objects.filter(
        ~Q(flagger__suspended_until__gt=now),
        flagger__is_active=True,
        flagger__joined__lte=now - timedelta(days=settings.MODERATION["flaggers_days"]),
        comment=comment,
        state=FlagState.WAITING,
    )
    if last:
        waiting = waiting.filter(created_at__gt=last)
    return list(waiting.select_related("rule").order_by("id"))


def stands_of(comment: Comment, flaggers: Collection[int]) -> set[str]:
    """Where on the essay these readers stand now: which positions are among them, never whose."""
    stances = Stance.objects.filter(article=comment.article_id, reader__in=flaggers)
    return set(stances.values_list("now", flat=True).distinct())
