"""Make the cached HTML of comments anew, after the renderer changed."""

from collections.abc import Iterator

from django.db import transaction

from forum.comments.models import Comment
from forum.comments.rendering import rendered
from forum.pages import versions

BATCH = 500  # comments held at once, of some 20,000 characters at the most


def rebuild_html() -> Iterator[tuple[int, int]]:
    """Render every comment from its source. Yields (looked at, changed) after each batch."""
    last = looked_at = changed = 0
    while True:
        with transaction.atomic():
            rows = Comment.objects.select_for_update().filter(pk__gt=last)
            batch = list(rows.order_by("pk")[:BATCH])
            stale = [comment for comment in batch if _render(comment)]
            Comment.objects.bulk_update(stale, ["html"])
            versions.touch(versions.SITE)  # the essays' numbers come before the comments' rows
        if not batch:
            return
        last = batch[-1].pk
        looked_at, changed = looked_at + len(batch), changed + len(stale)
        yield looked_at, changed


def _render(comment: Comment) -> bool:
    """Set the HTML; says whether it became different."""
    before = comment.html
    comment.html = rendered(comment.source)
    return comment.html != before


@transaction.atomic
def rebuild_one(comment: Comment) -> None:
    """Render one comment anew."""
    locked = Comment.objects.select_for_update(no_key=True).get(pk=comment.pk)
    _render(locked)
    Comment.objects.filter(pk=locked.pk).update(html=locked.html)
    versions.touch(versions.SITE)
