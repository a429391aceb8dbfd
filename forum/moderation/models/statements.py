"""What the person concerned is told of an act, and their appeal against it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts import roles
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.models.log import LogEntry

APPEAL_MAX = 2000  # characters
# Regulation (EU) 2022/2065, article 20(1): at least six months.
APPEAL_WITHIN = timedelta(days=183)


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, viewer: object) -> "StatementQuerySet":
        """One's own; moderators read all, for appeals."""
        if roles.is_moderator(viewer):
            return self
        return self.filter(member_id=getattr(viewer, "pk", None))


class Statement(models.Model):
    """The statement of reasons for one member (DSA, article 17). Seen by them and by moderators.

    `text` is what the act was about as it stood then: it stays if the comment is deleted later.
    """

    # None: a former member's. That it was made, and what became of an appeal, is still counted.
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="statements",
        db_index=False,
    )
    entry = models.ForeignKey(LogEntry, models.PROTECT, related_name="statements")
    article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    count = models.PositiveIntegerField(default=1)  # comments of theirs that it is about
    flagged = models.BooleanField(default=False)  # did readers' flags lead to it?

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["member", "-id"], name="statement_of_member")]
        constraints = [
            models.UniqueConstraint(fields=["member", "entry"], name="statement_once_an_act")
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.entry}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:statement", args=[self.pk])

    @property
    def appeal_until(self) -> datetime:
        return self.entry.at + APPEAL_WITHIN


class AppealState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")


class Appeal(models.Model):
    """A member's word that an act was wrong. Once for each statement."""

    statement = models.OneToOneField(Statement, models.CASCADE, related_name="appeal")
    text = models.TextField(_("why it was wrong"), max_length=APPEAL_MAX)
    created_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=7, choices=AppealState, default=AppealState.WAITING)
    decision = models.OneToOneField(
        LogEntry, models.PROTECT, null=True, blank=True, related_name="appeal_decided"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=AppealState.WAITING, decision=None)
                | (~models.Q(state=AppealState.WAITING) & models.Q(decision__isnull=False)),
                name="appeal_settled_by_an_act",
            )
        ]

    def __str__(self) -> str:
        return f"{self.statement}: {self.get_state_display()}"
