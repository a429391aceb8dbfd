"""Arguments that are being written: kept for their writer, on any device, until they are posted."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments.models.comments import COMMENT_MAX, Comment

if TYPE_CHECKING:
    from accounts.models import User

DRAFTS_MAX = 50  # of one member: who has begun more replies than this looks for none of them


class CommentDraftQuerySet(models.QuerySet["CommentDraft"]):
    def of(self, member: "User") -> "CommentDraftQuerySet":
        """One's own that were not posted, newest first; nobody else sees them. A save that came
        later than the post it belongs to is none."""
        posted = Comment.objects.filter(author=member, token=models.OuterRef("token"))
        return self.filter(~models.Exists(posted), member=member).order_by("-saved_at", "-pk")


class CommentDraft(models.Model):
    """An argument as far as it was typed: a form and what is in it.

    `answers` is the number of the comment it replies to, 0 for the essay: a number outlives
    whatever becomes of that comment. `token` is the form's, so that what is posted is no draft any
    more; `edition` counts the saves, and `saved_in` names the window of the last one, by which a
    save from another device is told from the next of this one.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="comment_drafts", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, related_name="comment_drafts")
    answers = models.PositiveIntegerField(default=0)
    token = models.UUIDField(default=uuid.uuid4)
    position = models.CharField(max_length=7, choices=Position, blank=True)
    source = models.TextField(max_length=COMMENT_MAX)
    # What of the essay it answers, as the form has it.
    claim = models.PositiveSmallIntegerField(null=True)
    quote = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    edition = models.PositiveIntegerField(default=1)
    saved_in = models.UUIDField(null=True)
    saved_at = models.DateTimeField(db_default=Now())

    objects = CommentDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "token"], name="draft_once_a_form"),
        ]
        indexes = [models.Index(fields=["member", "-saved_at", "-id"], name="draft_newest")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.article_id}: {self.source[:60]}"
