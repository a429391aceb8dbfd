"""Keeping something, and letting it go; keeping where somebody stopped reading."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.bookmarks.models import Bookmark, ReadingPlace
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


# A window tells where it is when it is left. Who goes to and fro between two writes no more often.
EVERY = timedelta(seconds=5)
READ = 95  # percent: what follows are notes


def keep_place(member: User, article: Article, words: str, heading: str, share: int) -> None:
    """Remember where the member stopped; who has read to the end stopped nowhere."""
    places = ReadingPlace.objects.filter(member=member, article=article)
    if share >= READ:
        places.delete()
        return
    now = timezone.now()
    said = {"words": words, "heading": heading, "share": share, "at": now}
    if not places.filter(at__lt=now - EVERY).update(**said):
        with transaction.atomic():
            ReadingPlace.objects.get_or_create(member=member, article=article, defaults=said)
