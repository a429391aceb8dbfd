"""Which addresses stand in which part of the sitemap.

A part is a range of essays' ids, and what hangs on them: their authors' pages, their series, their
tags. So a part is one step into an index, wherever it begins; Django's own sitemap counts all rows
and walks over those before a part. An address may stand in two parts, which the format allows.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import router
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import User
from forum import sql
from forum.articles.models import Article, ArticleState, Series, Tag

# Essays in a part, and with at most five tags, an author and a series of each far fewer addresses
# than the 50,000 that the format allows. Made in a quarter of a second, then kept.
SIZE = 5_000
PAGES = (
    "home",
    "articles:authors",
    "articles:all_series",
    "articles:tags",
    "stances:contested",
    "stances:moved_anywhere",
    "moderation:rules",
    "moderation:numbers",
)

# The state is compared as what no index has, so that both databases step to a range of ids and stop
# at the first essay that is public.
_RANGES = f"""
    WITH RECURSIVE part(n) AS (
        SELECT 0 UNION ALL SELECT n + 1 FROM part
        WHERE n < (SELECT MAX(id) / {SIZE} FROM {Article._meta.db_table})
    )
    SELECT n FROM part WHERE EXISTS (
        SELECT 1 FROM {Article._meta.db_table} AS essay
        WHERE essay.id >= part.n * {SIZE} AND essay.id < (part.n + 1) * {SIZE}
            AND essay.state || '' = %s
    )
"""


class Place(NamedTuple):
    """A page that may be read, and when it last changed, if that is known."""

    url: str
    changed: datetime | None = None


def numbers() -> list[int]:
    """The parts that have an essay in them. One query."""
    using = router.db_for_read(Article)
    return [n for (n,) in sql.rows(_RANGES, [ArticleState.PUBLISHED], using)]


def of_site() -> list[Place]:
    """The pages that lead to all others."""
    return [Place(_whole(reverse(name))) for name in PAGES]


def of_essays(number: int) -> list[Place]:
    """The essays of a part, and what hangs on them. Four queries."""
    public = Article.objects.visible_to(None).published()
    rows = public.filter(pk__gte=number * SIZE, pk__lt=(number + 1) * SIZE)
    essays = rows.order_by("pk").only("slug", "published_at", "revised_at")
    changed = essays.annotate(changed=Coalesce("revised_at", "published_at"))
    ids = rows.order_by().values("pk")
    people = User.objects.visible_to(None).filter(articles__in=ids).only("username")
    return [
        *(Place(_whole(essay.get_absolute_url()), essay.changed) for essay in changed),
        *_places(people.order_by("pk").distinct()),
        *_places(Series.objects.filter(articles__in=ids).order_by("pk").distinct()),
        *_places(Tag.objects.filter(articles__in=ids).order_by("pk").distinct()),
    ]


def _places(rows: Iterable[User | Series | Tag]) -> Iterator[Place]:
    return (Place(_whole(row.get_absolute_url())) for row in rows)


def _whole(path: str) -> str:
    return settings.SITE_URL + path
