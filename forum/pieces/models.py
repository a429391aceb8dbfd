"""Ready HTML, with what it was made from. It can all be thrown away: the next reader makes it."""

from django.db import models

from forum.articles.models import Article
from forum.comments.models import Comment


class Piece(models.Model):
    """A comment's HTML with holes, true as long as `version` is its comment's and `site` the
    number of `versions.SITE`."""

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True, related_name="piece")
    version = models.PositiveIntegerField()
    site = models.PositiveBigIntegerField()
    html = models.TextField()

    def __str__(self) -> str:
        return f"{self.comment_id} at {self.version}"


class Shell(models.Model):
    """The page of an essay and its debate with holes, true as long as the numbers of all that it
    shows are those it was made from."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="shell")
    made_from = models.CharField(max_length=200)  # scopes and their numbers, as text
    html = models.TextField()

    def __str__(self) -> str:
        return f"{self.article_id}: {self.made_from}"
