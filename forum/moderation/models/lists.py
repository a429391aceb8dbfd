"""What the gate before posting works with: the operator's lists of words and patterns, what it
noted of each comment that came through, and why it held one back."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.speaking import quoted
from forum.articles.models import Article
from forum.comments.models import Comment, CommentState
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
    text = models.CharField(max_length=500)
    verdict = models.CharField(max_length=6, choices=PhraseVerdict, default=PhraseVerdict.HOLD)
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="phrases")
    note = models.CharField(max_length=200, blank=True)  # for other operators: why it is here
    changed_at = models.DateTimeField(auto_now=True)  # tells when the compiled list is old

    class Meta:
        ordering = ["kind", "text"]
        constraints = [models.UniqueConstraint(fields=["kind", "text"], name="phrase_once")]

    def __str__(self) -> str:
        return self.text


class PostingQuerySet(models.QuerySet["Posting"]):
    def still_there(self) -> "PostingQuerySet":
        """Who deletes a comment may say the same again, where it fits better."""
        return self.exclude(comment__state=CommentState.DELETED)


class Posting(models.Model):
    """What the gate noted of a comment that came through it, held or not. Imported ones have none.

    The limits are counted from these rows, so that they count what people did, not what became of
    it. `is_new` is as its author was then.
    """

    comment = models.OneToOneField(Comment, models.CASCADE, related_name="posting")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="postings", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="postings", db_index=False)
    mark = models.CharField(max_length=32)  # of its words, see gate/words.py
    is_new = models.BooleanField()
    at = models.DateTimeField()

    objects = PostingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["author", "at"], name="posting_by_author"),
            models.Index(fields=["mark", "at"], name="posting_by_mark"),
            models.Index(fields=["at"], name="posting_by_new", condition=models.Q(is_new=True)),
            models.Index(
                fields=["article", "at"],
                name="posting_by_new_here",
                condition=models.Q(is_new=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author_id} at {self.at:%Y-%m-%d %H:%M:%S}"


def said(why: str) -> str:
    """Why the gate held a comment, in its reader's language: `Hold.why` is the sentence as it
    stands in the program, and on a second line what was found, if it names that. One that was kept
    in the words of its author is shown so."""
    sentence, _line, found = why.partition("\n")
    return f"{gettext(sentence)} {quoted(found)}" if found else gettext(sentence)


class Hold(models.Model):
    """Why the rules before posting held a comment back: for its author and for moderators."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="holds")
    name = models.CharField(max_length=30)  # of the gate's check that held it
    why = models.CharField(max_length=300)  # see `said`
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, blank=True, related_name="holds")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="hold_by_time")]

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"

    @property
    def said(self) -> str:
        return said(self.why)
