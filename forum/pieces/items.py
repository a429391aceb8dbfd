"""A row of a list of essays. A page has twenty, and most say what they said a moment ago: so each
is made once in a process of the same facts."""

from datetime import tzinfo
from operator import attrgetter
from typing import NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from accounts.models import User
from forum.articles.models import Article, Tag
from forum.pieces.keeping import kept
from forum.stances.tallies import Totals

register = template.Library()

OF_ESSAY = (
    *("slug", "title", "thesis", "words", "published_at"),
    *("locked_at", "for_count", "against_count"),
)
_of_essay = attrgetter(*OF_ESSAY)


class Item(NamedTuple):
    """All that a row is made of: what does not stand here its template cannot know."""

    essay: tuple[object, ...]  # the values of `OF_ESSAY`
    author: tuple[str, str] | None  # username and name; None: a former member
    tags: tuple[tuple[str, str], ...]  # slug and name
    totals: Totals | None
    least_share: int | None
    new_count: int  # for who looks at the list
    here: str  # which list it is, where that matters
    lead: bool
    scale: int  # the count of a full bar
    zone: tzinfo


@register.simple_tag
def item(article: Article, scale: int, lead: bool = False, here: str = "") -> SafeString:
    """The essay's row, in the reader's language and zone. It has its author and tags (`for_list`),
    and what the list noted of it: `stance_totals`, `least_share`, `new_count`."""
    author = article.author
    facts = Item(
        essay=_of_essay(article),
        author=(author.username, author.name) if author else None,
        tags=tuple((tag.slug, tag.name) for tag in article.tags.all()),
        totals=getattr(article, "stance_totals", None),
        least_share=getattr(article, "least_share", None),
        new_count=getattr(article, "new_count", 0),
        here=here,
        lead=lead,
        scale=scale,
        zone=timezone.get_current_timezone(),
    )
    return mark_safe(_made(facts))


@kept
def _made(facts: Item) -> str:
    article = Article(**dict(zip(OF_ESSAY, facts.essay, strict=True)))
    if facts.author:
        username, name = facts.author
        article.author = User(username=username, name=name)
    article.new_count = facts.new_count
    tags = [Tag(slug=slug, name=name) for slug, name in facts.tags]
    context = facts._asdict() | {"article": article, "tags": tags}
    with timezone.override(facts.zone):
        return render_to_string("articles/_item.html", context)
