"""The operator's lists of words and patterns, and what the rules before posting held back."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from forum.comments.models import Comment
from forum.moderation.models.rulebook import Rule


class PhraseKind(models.TextChoices):
    WORDS = "words", _("Whole words, in any case")
    PATTERN = "pattern", _("A pattern (RE2 syntax), in any case")


class PhraseVerdict(models.TextChoices):
    HOLD = "hold", _("Held for a moderator")
    REFUSE = "refuse", _("Refused")


class Phrase(models.Model):
    """Words, or a pattern, that a comment is held or refused for."""

    kind = models.CharField(max_length=7, choices=PhraseKind, default=PhraseKind.WORDS)
    text = models.CharField(max_length=300)
    verdict = models.CharField(max_length=6, choices=PhraseVerdict, default=PhraseVerdict.HOLD)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="phrases")
    note = models.CharField(max_length=200, blank=True)  # for other operators: why it is here

    class Meta:
        ordering = ["kind", "text"]
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="phrase_once")]

    def __str__(self) -> str:
        return self.text


class Hold(models.Model):
    """Why the rules before posting held a comment back: for its author and for moderators."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="holds")
    name = models.CharField(max_length=30)  # of the gate's check that held it
    why = models.CharField(max_length=300)  # the sentence its author read
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="holds")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="hold_by_time")]

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"
