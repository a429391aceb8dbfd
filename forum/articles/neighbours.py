"""An essay's place in its series: which part it is, what comes before and after."""

from dataclasses import dataclass

from forum.articles.models import Article


@dataclass(frozen=True)
class Neighbours:
    """`place` counts from 1 among the `total` published parts."""

    place: int
    total: int
    before: Article | None
    after: Article | None


def neighbours(article: Article) -> Neighbours | None:
    """None for an essay that is in no series, or not public. One query."""
    if not article.series_id or not article.is_published:
        return None
    rows = Article.objects.published().filter(series_id=article.series_id)
    rows = rows.order_by("part", "published_at", "id").only("pk", "slug", "title")
    parts = list(rows)
    place = next(n for n, part in enumerate(parts) if part.pk == article.pk)
    return Neighbours(
        place=place + 1,
        total=len(parts),
        before=parts[place - 1] if place else None,
        after=parts[place + 1] if place + 1 < len(parts) else None,
    )
