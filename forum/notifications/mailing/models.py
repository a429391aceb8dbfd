"""How notices are sent by e-mail, and which mails were made of them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Mail(models.TextChoices):
    """When a notice is sent by e-mail, too."""

    NOW = "now", _("At once")
    DAILY = "daily", _("In a daily digest")
    WEEKLY = "weekly", _("In a weekly digest")
    NEVER = "never", _("Never")


class Letter(models.Model):
    """One mail with notices to one member. The row is kept: it says what somebody was sent, that a
    digest's day is done with, and when the next mail 'at once' may go."""

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="letters", db_index=False
    )
    mail = models.CharField(max_length=6, choices=Mail)
    # The day a digest is of, in the member's time zone: that on which it was due, or last was due.
    period = models.DateField(null=True)
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "mail", "period"], name="letter_once_a_period"
            )
        ]
        indexes = [models.Index(fields=["member", "made_at"], name="letter_last")]

    def __str__(self) -> str:
        return f"{self.member_id}, {self.mail}, {self.made_at:%Y-%m-%d %H:%M}"
