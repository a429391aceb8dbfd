"""What the pages of one comment are made from, for those that are kept (`forum.pages`)."""

from django.http import HttpRequest

from forum.comments.models import Comment
from forum.pages import versions
from forum.pages.versions import SITE, Numbers


def of_comment(request: HttpRequest, pk: int) -> Numbers | None:
    """What stands around a comment is its essay's debate."""
    article = Comment.objects.filter(pk=pk).values_list("article", flat=True).first()
    return versions.numbers((SITE, versions.article(article))) if article else None
