"""What a member keeps to come back to."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from forum.articles.models import Article
from forum.comments.models import Comment

if TYPE_CHECKING:
    from accounts.models import User

NOTE_MAX = 500  # characters: a reminder, not a page
WORDS_MAX = 80  # characters of a paragraph, by which it is told from the others
HEADING_MAX = 200


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

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="bookmarks", db_index=False
    )
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


class ReadingPlaceQuerySet(models.QuerySet["ReadingPlace"]):
    def left_by(self, member: "User") -> "ReadingPlaceQuerySet":
        """Those of essays that the member may still read, the last first."""
        there = Article.objects.visible_to(member)
        rows = self.filter(member=member, article__in=there).select_related("article")
        light = rows.defer("article__source", "article__html", "article__contents")
        return light.order_by("-at", "-pk")


class ReadingPlace(models.Model):
    """Where a member stopped reading an essay: the paragraph by its first words and the heading it
    stands under, which are found again after edits, and not how far the window was moved."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reading_places", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="reading_places")
    words = models.CharField(max_length=WORDS_MAX)
    heading = models.CharField(max_length=HEADING_MAX, blank=True)  # its id in the page
    share = models.PositiveSmallIntegerField()  # percent of the essay that stand above
    at = models.DateTimeField(db_default=Now())

    objects = ReadingPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "article"], name="place_once_a_reader")
        ]
        indexes = [models.Index(fields=["member", "-at"], name="place_newest")]

    def __str__(self) -> str:
        return f"{self.member_id} in {self.article_id}: {self.words}"

    @property
    def fragment(self) -> str:
        """The end of an address that leads there: browsers look for the words, and where they do
        not, or the essay does not say them any more, for the heading."""
        # In what a browser looks for a hyphen has a meaning of its own.
        return f"#{quote(self.heading)}:~:text={quote(self.words, safe='').replace('-', '%2D')}"
