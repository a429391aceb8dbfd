"""What the index has not followed yet. The index itself is the engine's (`engine/`)."""

from django.db import models
from django.db.models.functions import Now


class Change(models.Model):
    """Something was written, by the word of a trigger: whoever wrote it need not know of search.

    `whole` is for an essay's state or tags: they are on its comments' entries too, however many,
    which are gone through up to `after`. A 'sweep' asks that words which are gone be gone from the
    index's files too.
    """

    class Kind(models.TextChoices):
        ARTICLE = "article"
        COMMENT = "comment"
        SWEEP = "sweep"

    kind = models.CharField(max_length=7, choices=Kind)
    ref = models.BigIntegerField(db_default=0)  # no foreign key: it may be gone, and must be then
    whole = models.BooleanField(db_default=False)
    after = models.BigIntegerField(db_default=0)  # the last comment that was gone through
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["whole", "id"], name="search_next")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"
