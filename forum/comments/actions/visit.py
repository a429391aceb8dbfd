"""Remembering how much of a debate a reader has seen, so that what came since is marked as new."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Visit
from forum.shortage import by_the_way

# Long enough to read a debate in more than one view, and to come back after a reload; short enough
# that what was new in the morning is not new again in the evening.
SITTING = timedelta(minutes=30)


def look(reader: User, article: Article) -> int | None:
    """The number of the newest comment seen before this sitting; None on the first visit.

    Within a sitting the answer stays, however many pages of the debate are opened. Nothing is
    written when nothing is new and the sitting lasts: then a reader never waits for a writer.
    """
    return since(reader, article, Visit.objects.filter(article=article, reader=reader).first())


def since(reader: User, article: Article, visit: Visit | None) -> int | None:
    """The same for who has the visit, or knows that there is none."""
    if visit is None:
        newest = {"seen_number": article.last_number, "reached_number": article.last_number}
        with by_the_way():
            Visit.objects.get_or_create(article=article, reader=reader, defaults=newest)
        return None
    change = _change(visit, max(visit.reached_number, article.last_number))
    if change:
        # Of two windows at once one writes, and both show the same.
        as_read = {"seen_number": visit.seen_number, "reached_number": visit.reached_number}
        rows = Visit.objects.filter(article=article, reader=reader, **as_read)
        with by_the_way():
            rows.update(**change)
    return int(change.get("seen_number", visit.seen_number))


def _change(visit: Visit, newest: int) -> dict[str, Any]:
    """What looking now changes of the visit, when the debate's newest comment is this one."""
    if visit.seen_number == newest:
        return {}
    now = timezone.now()
    if now - visit.seen_at >= SITTING:
        return {"seen_number": visit.reached_number, "reached_number": newest, "seen_at": now}
    return {"reached_number": newest} if visit.reached_number < newest else {}
