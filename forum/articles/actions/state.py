"""Set an essay's state for a moderator: hidden, or public again."""

from django.db import transaction

from forum.articles.actions.draft import lock, touch_public
from forum.articles.models import Article, ArticleState


def set_state(article: Article, state: ArticleState) -> Article:
    """Write the state. Whether it may be done, and the record of why, are moderation's."""
    with transaction.atomic():
        locked = lock(article)
        locked.state = state
        locked.save(update_fields=["state"])
        touch_public(locked)
    return locked
