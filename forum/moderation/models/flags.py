"""What readers report: a comment, an essay, or a member's profile."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.models.rulebook import Rule

NOTE_MAX = 500


class FlagState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    UPHELD = "upheld", _("Upheld")
    DECLINED = "declined", _("Declined")


class Flag(models.Model):
    """A reader's word that a comment, an essay or a profile breaks a rule.

    A comment's flag names its essay too; a profile's names neither.
    """

    flagger = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags", db_index=False
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="flags"
    )
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="flags"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="flagged"
    )
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="flags")
    note = models.CharField(_("note"), max_length=NOTE_MAX, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=8, choices=FlagState, default=FlagState.WAITING)
    # The act that settled it; nothing else may take it out of the queue.
    decision = models.ForeignKey(
        "LogEntry", models.PROTECT, null=True, blank=True, related_name="flags"
    )

    class Meta:
        indexes = [
            models.Index(fields=["state", "created_at"], name="flag_waiting"),
            models.Index(fields=["flagger", "state"], name="flag_by_flagger"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "flagger"],
                name="flag_comment_once_a_reader",
                condition=models.Q(comment__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["article", "flagger"],
                name="flag_article_once_a_reader",
                condition=models.Q(comment__isnull=True, article__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["member", "flagger"],
                name="flag_member_once_a_reader",
                # A profile changes: what was decided of it once may be reported again.
                condition=models.Q(member__isnull=False, state=FlagState.WAITING),
            ),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, member=None)
                | models.Q(article=None, comment=None, member__isnull=False),
                name="flag_of_a_text_or_a_member",
            ),
            models.CheckConstraint(
                condition=models.Q(state=FlagState.WAITING, decision=None)
                | models.Q(
                    state__in=[FlagState.UPHELD, FlagState.DECLINED], decision__isnull=False
                ),
                name="flag_settled_by_an_act",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} ({self.get_state_display()})"

    @property
    def about(self) -> tuple[str, int]:
        """What was flagged: its kind and its id."""
        if self.comment_id:
            return "comment", self.comment_id
        return ("article", self.article_id) if self.article_id else ("member", self.member_id or 0)
