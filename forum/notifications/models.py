"""Who watches whom, and what they were told."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Watch(models.Model):
    """A member asked to be told of a person's new articles ('follow')."""

    watcher = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="watched_by")
    since = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name_plural = "watches"
        constraints = [
            models.UniqueConstraint(fields=["watcher", "person"], name="watch_person_once"),
            models.CheckConstraint(
                condition=~models.Q(watcher=models.F("person")), name="watch_not_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.watcher_id} watches {self.person_id}"


class Kind(models.TextChoices):
    REPLY = "reply", _("replied to you")
    COMMENT = "comment", _("argued on your essay")
    ARTICLE = "article", _("published an essay")
    MODERATION = "moderation", _("acted on what you wrote")


class Notification(models.Model):
    """One thing a member is told. What it points at is checked again when it is shown."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey("comments.Comment", models.CASCADE, null=True, related_name="+")
    text = models.TextField(blank=True)  # for an act of moderation: the statement of reasons
    created_at = models.DateTimeField(db_default=Now())
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "-id"], name="notification_inbox")]

    def __str__(self) -> str:
        return f"{self.recipient_id}: {self.get_kind_display()}"
