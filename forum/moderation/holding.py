"""What holds in a debate or on the site now, and who set it."""

from django.utils import timezone

from forum.articles.models import Article
from forum.moderation.models import Restriction
from forum.moderation.models.restrictions import RestrictionQuerySet


def in_force(article: Article | None) -> RestrictionQuerySet:
    """What holds in this debate, that of the whole site too; without a debate, only the latter."""
    active = Restriction.objects.active(timezone.now()).filter(member=None)
    active = active.on_debate(article) if article else active.filter(article=None)
    return active.select_related("entry__moderator", "entry__rule").order_by("article", "until")
