"""What a debate keeps of each thousand of its comments, so that no count reads more than one."""

from django.db import models

from forum.articles.models import Article

SIZE = 1_000  # comments a block: to read so many, or to add up as many blocks, takes a millisecond


class Block(models.Model):
    """How many visible comments of each position are among those numbered `place` × 1,000 to
    `place` × 1,000 + 999: of a whole debate, or of a part of it.

    `part` is '' for the debate, the root's path for the replies of a thread, and 'passage 12' for
    what answers that passage. A block in which nothing was ever counted has no row.
    """

    pk = models.CompositePrimaryKey("article", "part", "place")
    article = models.ForeignKey(Article, models.CASCADE, related_name="blocks", db_index=False)
    part = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    for_count = models.PositiveIntegerField(default=0)
    against_count = models.PositiveIntegerField(default=0)
    neutral_count = models.PositiveIntegerField(default=0)
    newest_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.article_id} {self.part or 'debate'} {self.place}"
