"""What a member keeps to come back to."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from forum.articles.models import Article
from forum.comments.models import Comment

if TYPE_CHECKING:
    from accounts.models import User

NOTE_MAX = 500  # characters: a reminder, not a page


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def of(self, member: "User") -> "BookmarkQuerySet":
        """One's own: nobody else sees them, or how many there are."""
        return self.filter(member=member)

    def on(self, article: Article, comment: Comment | None) -> "BookmarkQuerySet":
        """Those of the essay itself, or of one comment in its debate."""
        return self.filter(article=article, comment=comment)

    def with_what_is_there(self, member: "User") -> "BookmarkQuerySet":
        """With `is_there`: may the member still read what they kept?"""
        essay = Article.objects.visible_to(member).filter(pk=models.OuterRef("article"))
        words = Comment.objects.visible_to(member).filter(pk=models.OuterRef("comment"))
        return self.annotate(
            is_there=models.Exists(essay) & (models.Q(comment=None) | models.Exists(words))
        )


class Bookmark(models.Model):
    """A member keeps an essay, or one comment, with a note. It outlives what it points at being
    hidden; then the member finds their note, and that the rest is gone."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks")
    article = models.ForeignKey(Article, models.CASCADE, related_name="bookmarks")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="bookmarks")
    note = models.CharField(max_length=NOTE_MAX, blank=True)
    at = models.DateTimeField(db_default=Now())

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "article"],
                condition=models.Q(comment=None),
                name="bookmark_article_once",
            ),
            models.UniqueConstraint(
                fields=["member", "comment"],
                condition=models.Q(comment__isnull=False),
                name="bookmark_comment_once",
            ),
        ]
        indexes = [models.Index(fields=["member", "-id"], name="bookmark_newest")]

    def __str__(self) -> str:
        return f"{self.member_id} keeps {self.comment_id or self.article_id}"

    def get_absolute_url(self) -> str:
        return (self.comment or self.article).get_absolute_url()
