"""Make the cached HTML of essays anew, after the renderer changed, and the offsets into it."""

from collections.abc import Iterator

from django.db import transaction

from forum.articles import pictures
from forum.articles.anchors import settle
from forum.articles.models import Article
from forum.pages import versions

BATCH = 50  # essays held at once; the longest takes a second to render
CACHED = ["html", "contents", "words"]


def rebuild_html() -> Iterator[tuple[int, int]]:
    """Render every essay that was published. Yields (looked at, changed) after each batch."""
    last = looked_at = changed = 0
    while True:
        with transaction.atomic():
            rows = Article.objects.select_for_update().filter(pk__gt=last)
            batch = list(rows.filter(published_at__isnull=False).order_by("pk")[:BATCH])
            stale = [article for article in batch if render_into(article)]
            Article.objects.bulk_update(stale, CACHED)
            for article in batch:
                settle(article)
            versions.touch(versions.SITE)
        if not batch:
            return
        last = batch[-1].pk
        looked_at, changed = looked_at + len(batch), changed + len(stale)
        yield looked_at, changed


def render_into(article: Article) -> bool:
    """Set what is made from the source; says whether anything became different."""
    essay = pictures.rendered(article.source)
    before = (article.html, article.contents, article.words)
    article.html, article.contents, article.words = essay.html, essay.contents, essay.words
    return before != (essay.html, essay.contents, essay.words)


def rebuild_one(article: Article) -> None:
    """Render one essay anew."""
    with transaction.atomic():
        locked = Article.objects.select_for_update().get(pk=article.pk)
        render_into(locked)
        locked.save(update_fields=CACHED)
        settle(locked)
        versions.touch(versions.article(locked.pk))
