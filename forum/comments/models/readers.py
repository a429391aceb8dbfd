"""What a debate keeps of its readers: how they rated arguments, and what they have seen."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from forum.articles.models import Article
from forum.articles.positions import Stand
from forum.comments.models.comments import Comment


class Rating(models.Model):
    """One reader's word on one comment: a strong or a weak case for its side. Not agreement."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="ratings", db_index=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="ratings")
    strong = models.BooleanField()
    # The reader's stance when they rated; '' until they take one, then the one they take.
    stand = models.CharField(max_length=9, choices=Stand, blank=True)
    rated_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "reader"], name="rating_once_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {'strong' if self.strong else 'weak'}"


class Visit(models.Model):
    """A reader's last sitting over a debate, so that what is new in it can be marked.

    The numbers are those of the newest comment that was there: before the sitting, and in it.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="visits", db_index=False)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="visits")
    seen_number = models.PositiveIntegerField(default=0)
    reached_number = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(db_default=Now())  # when the sitting began

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="visit_once_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} saw {self.article_id} up to {self.reached_number}"
