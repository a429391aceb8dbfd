"""Where readers stand on a thesis, now and before."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from forum.articles.models import Article
from forum.articles.positions import Stand


class Stance(models.Model):
    """Where one reader stands on one article's thesis. Shown to others only in totals."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="stances")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="stances")
    first = models.CharField(max_length=9, choices=Stand)
    now = models.CharField(max_length=9, choices=Stand)
    taken_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["article", "now"], name="stance_totals")]
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="stance_once_a_reader"),
            models.CheckConstraint(
                condition=models.Q(first__in=Stand.values, now__in=Stand.values),
                name="stance_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} on {self.article_id}: {self.now}"


class StanceChange(models.Model):
    """One step of a reader's mind, the first one from nowhere."""

    stance = models.ForeignKey(Stance, models.CASCADE, related_name="changes")
    before = models.CharField(max_length=9, choices=Stand, blank=True)
    after = models.CharField(max_length=9, choices=Stand)
    revision = models.PositiveIntegerField()  # number of the article's revision the reader saw
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.before or '–'} → {self.after}"
