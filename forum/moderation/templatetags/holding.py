"""What holds in a debate, for templates that lie below moderation."""

from django import template

from forum.articles.models import Article
from forum.moderation import holding
from forum.moderation.models import Restriction

register = template.Library()


@register.simple_tag
def in_force(article: Article) -> list[Restriction]:
    """Slow mode and premoderation, of this debate and of the whole site."""
    return list(holding.in_force(article))
