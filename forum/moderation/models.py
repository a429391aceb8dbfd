"""The site's rules, what readers flag under them, and the log of what moderators did."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState

REASON_MAX = 500  # characters: the author and the public log show it
NOTE_MAX = 500


class Rule(models.Model):
    number = models.PositiveSmallIntegerField(unique=True)
    slug = models.SlugField(max_length=20, unique=True)
    title = models.CharField(max_length=80)
    text = models.TextField()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('moderation:rules')}#{self.slug}"


class FlagState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    UPHELD = "upheld", _("Upheld")
    DECLINED = "declined", _("Declined")


class FlagQuerySet(models.QuerySet["Flag"]):
    def waiting_for(self, moderator: User) -> "FlagQuerySet":
        """Flags this moderator can decide: of what is public now, and not on what they wrote
        themselves, so that nobody reads who flagged them."""
        on_essays = models.Q(comment=None) & ~models.Q(article__author=moderator)
        on_comments = models.Q(comment__state=CommentState.VISIBLE)
        on_comments &= ~models.Q(comment__author=moderator)
        public = self.filter(state=FlagState.WAITING, article__state=ArticleState.PUBLISHED)
        return public.filter(on_essays | on_comments)


class Flag(models.Model):
    """A reader's word that a comment, or an essay, breaks a rule."""

    flagger = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="flags")
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="flags"
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="flags")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="flags")
    note = models.CharField(_("note"), max_length=NOTE_MAX, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=8, choices=FlagState, default=FlagState.WAITING)
    # The act that settled it; nothing else may take it out of the queue.
    decision = models.ForeignKey(
        "LogEntry", models.PROTECT, null=True, blank=True, related_name="flags"
    )

    objects = FlagQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "created_at"], name="flag_waiting")]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "flagger"],
                name="flag_comment_once_a_reader",
                condition=models.Q(comment__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["article", "flagger"],
                name="flag_article_once_a_reader",
                condition=models.Q(comment__isnull=True),
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


class Act(models.TextChoices):
    KEEP = "keep", _("kept")
    HIDE = "hide", _("hid")
    REMOVE = "remove", _("removed")
    RESTORE = "restore", _("restored")
    LOCK = "lock", _("locked")
    UNLOCK = "unlock", _("unlocked")


class LogEntry(models.Model):
    """One act of moderation. Entries are only ever added."""

    at = models.DateTimeField(db_default=Now())
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="acts"
    )
    act = models.CharField(max_length=8, choices=Act)
    article = models.ForeignKey(Article, models.SET_NULL, null=True, related_name="log")
    comment = models.ForeignKey(Comment, models.SET_NULL, null=True, blank=True, related_name="log")
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="log")
    reason = models.CharField(_("reason"), max_length=REASON_MAX)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "log entries"
        indexes = [
            models.Index(fields=["-at"], name="log_by_time"),
            models.Index(fields=["act", "-id"], name="log_by_act"),
            models.Index(fields=["rule", "-id"], name="log_by_rule"),
            models.Index(fields=["article", "-id"], name="log_by_article"),
            models.Index(fields=["comment", "-id"], name="log_by_comment"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="log_entry_with_reason"),
            models.CheckConstraint(
                condition=~models.Q(act__in=[Act.HIDE, Act.REMOVE]) | models.Q(rule__isnull=False),
                name="log_entry_with_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.comment or self.article}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:log_entry", args=[self.pk])

    @property
    def by_essays_author(self) -> bool:
        """Was it done by the essay's author, who may close and open their own debate?"""
        return bool(self.article and self.moderator_id == self.article.author_id)
