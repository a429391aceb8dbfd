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


class ViewShell(models.Model):
    """The same of a debate in another order, or of what answers one claim. Few of an essay: for
    visitors, at the addresses that its page leads to."""

    address = models.CharField(max_length=60, primary_key=True)  # the essay's id and the query
    article = models.ForeignKey(Article, models.CASCADE, related_name="view_shells")
    made_from = models.CharField(max_length=200)
    html = models.TextField()

    def __str__(self) -> str:
        return f"{self.address}: {self.made_from}"
