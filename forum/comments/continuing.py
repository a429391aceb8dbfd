"""Where a member goes on: the debates they were in that went on without them, and their draft."""

from typing import NamedTuple

from django.db.models import F

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.debate import count_new
from forum.comments.models import Visit
from forum.comments.nodes import Reader

DEBATES = 3  # as many as are read in passing
LOOKED_AT = 10  # in some of which only what is hidden, or one's own, is newer


class Left(NamedTuple):
    """A debate, and how many comments the member has not seen there, up to 99 and one."""

    article: Article
    new: int


def debates(member: User) -> list[Left]:
    """Those read last come first. Bounded queries, however many debates were read."""
    rows = Visit.objects.filter(
        reader=member,
        article__in=Article.objects.visible_to(member),
        article__last_number__gt=F("reached_number"),
    ).exclude(article__leaves__member=member)
    latest = rows.select_related("article").defer(
        "article__source", "article__html", "article__contents"
    )
    found: list[Left] = []
    for visit in latest.order_by("-seen_at", "-pk")[:LOOKED_AT]:
        new = count_new(Reader(member, visit.article, since=visit.reached_number))
        found += [Left(visit.article, new)] if new else []
        if len(found) == DEBATES:
            break
    return found


def draft(member: User) -> Article | None:
    """The unpublished essay that was worked on last."""
    mine = Article.objects.filter(author=member, state=ArticleState.DRAFT).without_texts()
    return mine.order_by("-saved_at", "-pk").first()
