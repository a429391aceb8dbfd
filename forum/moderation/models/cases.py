"""What waits for a moderator. A row is a matter nobody has decided yet; deciding deletes it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.moderation.models.rulebook import Harm
from forum.moderation.models.statements import Appeal


class Case(models.Model):
    """One comment, essay, profile or appeal that waits, whatever brought it here.

    `harm`, `since` and `due_at` are kept for order; recomputed from flags, holds and the appeal
    under a lock, and by `manage.py recount`. The queue is read by `due_at`: the graver a matter,
    the sooner it is due, and nothing waits for ever under what is graver (see cases.py).
    """

    comment = models.OneToOneField(
        Comment, models.CASCADE, null=True, blank=True, related_name="case"
    )
    article = models.OneToOneField(
        Article, models.CASCADE, null=True, blank=True, related_name="case"
    )
    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="case"
    )
    appeal = models.OneToOneField(
        Appeal, models.CASCADE, null=True, blank=True, related_name="case"
    )
    harm = models.PositiveSmallIntegerField(choices=Harm, default=Harm.SLIGHT)
    since = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="claims"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at", "id"], name="case_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comment__isnull=False, article=None, member=None, appeal=None)
                | models.Q(comment=None, article__isnull=False, member=None, appeal=None)
                | models.Q(comment=None, article=None, member__isnull=False, appeal=None)
                | models.Q(comment=None, article=None, member=None, appeal__isnull=False),
                name="case_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment or self.article or self.member or self.appeal}"

    def taken_from(self, moderator: User) -> User | None:
        """Another moderator, who has it open now."""
        if self.claimed_by in (None, moderator) or self.claimed_until is None:
            return None
        return self.claimed_by if self.claimed_until > timezone.now() else None
