"""Close an essay's debate to new comments, or open it again, for a moderator."""

from django.db import transaction
from django.utils import timezone

from forum.articles.actions.draft import lock
from forum.articles.models import Article
from forum.pages import versions


def set_lock(article: Article, locked: bool) -> Article:
    """Write the lock. Whether it may be done, and the record of why, are moderation's."""
    with transaction.atomic():
        row = lock(article)
        row.locked_at = (row.locked_at or timezone.now()) if locked else None
        row.save(update_fields=["locked_at"])
        versions.touch(versions.article(row.pk))
    return row
