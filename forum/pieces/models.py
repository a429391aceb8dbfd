"""Ready HTML, with what it was made from. It can all be thrown away: the next reader makes it."""

from django.db import models

from forum.articles.models import Article
from forum.comments.models import Comment


class Ready(models.Model):
    """HTML as visitors see it, and its holes as `Holed` keeps them."""

    html = models.TextField()
    # What the release before keeps says nothing of them. No other takes that for its own, as
    # `versions.SITE` has another number there.
    holes: models.TextField[str | None, str | None] = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        abstract = True


class Piece(Ready):
    """A comment's HTML, true as long as `version` is its comment's and `site` the number of
    `versions.SITE`."""

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="piece")
    version = models.PositiveIntegerField()
    site = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.comment_id} at {self.version}"


class WordedPiece(Ready):
    """The same in another language than the site's, which visitors are never shown."""

    comment = models.ForeignKey(
        Comment, models.CASCADE, related_name="worded_pieces", db_index=False
    )
    language = models.CharField(max_length=10)
    version = models.PositiveIntegerField()
    site = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "language"], name="worded_piece_once")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} at {self.version} in {self.language}"


class Shell(Ready):
    """The page of an essay and its debate, true as long as the numbers of all that it shows are
    those it was made from."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="shell")
    made_from = models.CharField(max_length=200)  # scopes and their numbers, as text

    def __str__(self) -> str:
        return f"{self.article_id}: {self.made_from}"


class ViewShell(Ready):
    """The same of a debate in another order, or of what answers one claim. Few of an essay: for
    visitors, at the addresses that its page leads to. And the page itself in another language than
    the site's, for members."""

    # The essay's id, the query, and the language if it is not the site's.
    address = models.CharField(max_length=60, primary_key=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="view_shells")
    made_from = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.address}: {self.made_from}"
