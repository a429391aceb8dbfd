"""What holds for a member, a debate or the whole site for a time."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.articles.models import Article
from forum.moderation.models.log import LogEntry


class RestrictionKind(models.TextChoices):
    SILENCE = "silence", _("Silenced")  # reads, and writes nothing others see
    SUSPEND = "suspend", _("Suspended")  # sees only why, and how to appeal
    PREMODERATE = "premoderate", _("Premoderated")  # new comments wait for a moderator
    SLOW = "slow", _("Slow mode")  # a pause between two comments of one member in a debate


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    def active(self, now: datetime) -> "RestrictionQuerySet":
        return self.filter(lifted_at=None, until__gt=now)

    def on_debate(self, article: Article) -> "RestrictionQuerySet":
        """What holds in this debate, and what holds on the whole site."""
        return self.filter(models.Q(article=article) | models.Q(article=None, member=None))


class Restriction(models.Model):
    """Of a member, of a debate, or (both None) of the site. `entry` says who, when and why."""

    kind = models.CharField(max_length=11, choices=RestrictionKind)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="restrictions",
        db_index=False,
    )
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="restrictions", db_index=False
    )
    pause = models.PositiveIntegerField(null=True, blank=True)  # seconds, slow mode only
    since = models.DateTimeField()
    until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)  # ended before its time
    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="restrictions")

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["member", "until"], name="restriction_of_member"),
            models.Index(fields=["article", "until"], name="restriction_of_debate"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(member=None) | models.Q(article=None),
                name="restriction_of_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=RestrictionKind.SLOW, pause__isnull=False)
                | (~models.Q(kind=RestrictionKind.SLOW) & models.Q(pause=None)),
                name="restriction_slow_has_pause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} until {self.until:%Y-%m-%d %H:%M}"
