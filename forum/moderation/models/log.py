"""The log of what moderators, essays' authors and the site's own rules did: a chain of hashes."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
from forum.moderation.models.rulebook import Rule, RuleVersion

REASON_MAX = 500  # characters: the person concerned and the public log show it
HASH = 64  # hexadecimal digits of SHA-256


class Act(models.TextChoices):
    KEEP = "keep", _("kept")
    APPROVE = "approve", _("approved")
    HOLD = "hold", _("held")
    HIDE = "hide", _("hid")
    REMOVE = "remove", _("removed")
    RESTORE = "restore", _("restored")
    LOCK = "lock", _("locked")
    UNLOCK = "unlock", _("unlocked")
    SLOW = "slow", _("slowed down")
    PREMODERATE = "premoderate", _("put under premoderation")
    NOTE = "note", _("noted something about")
    WARN = "warn", _("warned")
    SILENCE = "silence", _("silenced")
    SUSPEND = "suspend", _("suspended")
    CLEAR = "clear", _("cleared")  # a profile's name and words about oneself
    UNDO = "undo", _("undid")
    UPHOLD = "uphold", _("upheld on appeal")
    REVERSE = "reverse", _("reversed on appeal")


class Scope(models.TextChoices):
    """What kind of thing an act was done to."""

    COMMENT = "comment", _("a comment")
    THREAD = "thread", _("a thread")  # `comment` is its root
    ESSAY = "essay", _("an essay")
    DEBATE = "debate", _("a debate")
    MEMBER = "member", _("a member")  # `comment` or `article`, if any, was the occasion
    MANY = "many", _("many comments")
    SITE = "site", _("the site")


TAKING = [  # acts that take something from somebody, so they name the rule that was broken
    Act.HOLD,
    Act.HIDE,
    Act.REMOVE,
    Act.SLOW,
    Act.PREMODERATE,
    Act.NOTE,
    Act.WARN,
    Act.SILENCE,
    Act.SUSPEND,
    Act.CLEAR,
]


class LogEntry(models.Model):
    """One act. Entries are only ever added, by `actions.record`; none is changed or deleted, but
    for the salt and the member of who left for good (`actions.forget`).

    `record` is the canonical text of what the public may know of it (JSON, see chain.py) and
    `hash` the SHA-256 of the hash before and that text. The other columns say the same for
    queries, and `verify_log` compares them.
    """

    number = models.PositiveIntegerField(unique=True, editable=False)  # from 1, without gaps
    at = models.DateTimeField()
    # None: software decided, or the moderator's account is gone (`automated` tells which).
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="acts",
        db_index=False,
    )
    automated = models.BooleanField(default=False)
    act = models.CharField(max_length=11, choices=Act)
    scope = models.CharField(max_length=7, choices=Scope)
    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="log", db_index=False
    )
    comment = models.ForeignKey(
        Comment, models.SET_NULL, null=True, blank=True, related_name="log", db_index=False
    )
    # Whom it concerned: never shown in public. `mark` in the record commits to it, with the salt.
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="done_to",
        db_index=False,
    )
    salt = models.CharField(max_length=32, editable=False)
    rule = models.ForeignKey(
        Rule, models.PROTECT, null=True, blank=True, related_name="log", db_index=False
    )
    wording = models.ForeignKey(
        RuleVersion, models.PROTECT, null=True, blank=True, related_name="log"
    )
    reason = models.CharField(_("reason"), max_length=REASON_MAX)
    until = models.DateTimeField(null=True, blank=True)  # silence, suspend, premoderate, slow
    pause = models.PositiveIntegerField(null=True, blank=True)  # seconds, slow mode
    count = models.PositiveIntegerField(default=1)  # comments, for the scope MANY
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    record = models.TextField(editable=False)
    hash = models.CharField(max_length=HASH, unique=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "log entries"
        indexes = [
            models.Index(fields=["-at"], name="log_by_time"),
            models.Index(fields=["act", "-id"], name="log_by_act"),
            models.Index(fields=["rule", "-id"], name="log_by_rule"),
            models.Index(fields=["moderator", "-id"], name="log_by_moderator"),
            models.Index(fields=["article", "-id"], name="log_by_article"),
            models.Index(fields=["comment", "-id"], name="log_by_comment"),
            models.Index(fields=["member", "-id"], name="log_by_member"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(reason=""), name="log_entry_with_reason"),
            models.CheckConstraint(
                condition=~models.Q(act__in=[Act.HIDE, Act.REMOVE]) | models.Q(rule__isnull=False),
                name="log_entry_with_rule",
            ),
            models.CheckConstraint(
                condition=~models.Q(automated=True) | models.Q(moderator=None),
                name="log_entry_by_software_or_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_act_display()} {self.get_scope_display()}"

    def get_absolute_url(self) -> str:
        return reverse("moderation:log_entry", args=[self.number])

    @property
    def by_essays_author(self) -> bool:
        """Was it done by the essay's author, who has three powers in their own debate?"""
        if self.article is None or self.moderator_id is None:
            return False
        return self.moderator_id == self.article.author_id


class Change(models.Model):
    """What an act made of one comment: what an undo goes back to."""

    entry = models.ForeignKey(LogEntry, models.CASCADE, related_name="changes", db_index=False)
    comment = models.ForeignKey(Comment, models.CASCADE, related_name="changes")
    before = models.CharField(max_length=7, choices=CommentState)
    after = models.CharField(max_length=7, choices=CommentState)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "comment"], name="change_once_an_entry")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.before} → {self.after}"


class LogHead(models.Model):
    """The newest entry's number and hash, in one row: its lock puts acts one after another."""

    number = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=HASH, default="0" * HASH)

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
