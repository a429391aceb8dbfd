"""Where a member goes on: the debates they were in that went on without them, and their draft."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery

from accounts.models import User
from forum.articles.models import Article, ArticleState
from forum.comments.debate import MANY
from forum.comments.models import Comment, Visit

DEBATES = 3  # as many as are read in passing
LOOKED_AT = 10  # in some of which only what is hidden, or one's own, is newer


class Left(NamedTuple):
    """A debate, and how many comments the member has not seen there, up to 99 and one."""

    article: Article
    new: int


class Few(Subquery):
    """How many rows a question that ends somewhere has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS few)"
    output_field = IntegerField()


def debates(member: User) -> list[Left]:
    """Those read last come first. Two queries, however many debates were read."""
    rows = _went_on(member).filter(article__in=Article.objects.visible_to(member))
    latest = rows.select_related("article").defer(
        "article__source", "article__html", "article__contents"
    )
    read = [visit.article for visit in latest.order_by("-seen_at", "-pk")[:LOOKED_AT]]
    new = new_in(member, read)
    return [Left(each, new[each.pk]) for each in read if new.get(each.pk)][:DEBATES]


def new_in(member: User, essays: Iterable[Article]) -> dict[int, int]:
    """How many comments are new to the member in each of these debates, up to `MANY` and one;
    only of those they have read. One query."""
    rows = _went_on(member).filter(article__in=[essay.pk for essay in essays])
    news = Comment.objects.visible().filter(
        article=OuterRef("article"), number__gt=OuterRef("reached_number")
    )
    theirs = news.exclude(author=member).values("pk")[: MANY + 1]
    return dict(rows.annotate(new=Few(theirs)).values_list("article", "new"))


def note_new(viewer: object, essays: Iterable[Article]) -> None:
    """Note in each essay of a list how much is new to its viewer there. One query, and none for
    visitors, or where there is no essay."""
    listed = list(essays)
    new = new_in(viewer, listed) if listed and isinstance(viewer, User) else {}
    for essay in listed:
        essay.new_count = new.get(essay.pk, 0)


def _went_on(member: User) -> QuerySet[Visit]:
    """The debates they read, and did not leave, in which something is newer."""
    rows = Visit.objects.filter(reader=member, article__last_number__gt=F("reached_number"))
    return rows.exclude(article__leaves__member=member)


def draft(member: User) -> Article | None:
    """The unpublished essay that was worked on last."""
    mine = Article.objects.filter(author=member, state=ArticleState.DRAFT).without_texts()
    return mine.order_by("-saved_at", "-pk").first()
