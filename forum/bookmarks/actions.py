"""Keeping something, and letting it go."""

from django.db import transaction

from accounts.models import User
from forum.articles.models import Article
from forum.bookmarks.models import Bookmark
from forum.comments.models import Comment


def keep(member: User, article: Article, comment: Comment | None, note: str) -> Bookmark:
    """Keep the essay, or a comment in its debate; what is kept already gets the new note."""
    with transaction.atomic():
        bookmark, _is_new = Bookmark.objects.update_or_create(
            member=member, article=article, comment=comment, defaults={"note": note}
        )
    return bookmark


def let_go(bookmark: Bookmark) -> None:
    bookmark.delete()
