"""Which comments an act on many is about: whose, written when and where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Aggregate, Count, Exists, Max, OuterRef, Q, Sum
from django.db.models.functions import Left

from accounts.models import User
from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments.models import Comment, CommentQuerySet
from forum.moderation.models import Act, Flag, Posting
from forum.moderation.rules import COMMENT_STATES

OPENING = 200  # characters of each of them
SHOWN = 10  # comments of a preview: the newest; the numbers beside them say of all


@dataclass(frozen=True)
class Selection:
    """Comments written from `since` until `until`: of one member, or of all who posted something as
    new members then; in one debate, or anywhere."""

    since: datetime
    until: datetime
    member: User | None = None
    article: Article | None = None

    def comments(self, kind: Act, moderator: User) -> CommentQuerySet:
        """Those that the act leads somewhere from, and that this moderator may act on."""
        return self._all(kind, moderator).exclude(_not_for(moderator))

    def left_out(self, kind: Act, moderator: User) -> CommentQuerySet:
        """Those that somebody else has to decide about."""
        return self._all(kind, moderator).filter(_not_for(moderator))

    def _all(self, kind: Act, moderator: User) -> CommentQuerySet:
        written = Comment.objects.visible_to(moderator).filter(
            created_at__gte=self.since,
            created_at__lte=self.until,
            state__in=COMMENT_STATES.get(kind, ()),
        )
        if self.article:
            written = written.filter(article=self.article)
        if self.member:
            return written.filter(author=self.member)
        # All of theirs: in the midst of a flood a member may cease to count as new.
        newcomers = Posting.objects.filter(is_new=True, at__gte=self.since, at__lte=self.until)
        return written.filter(author__in=newcomers.values("author"))


def _not_for(moderator: User) -> Q:
    """Nobody decides on what they wrote or flagged themselves."""
    flagged = Flag.objects.filter(comment=OuterRef("pk"), flagger=moderator)
    return Q(author=moderator) | Q(Exists(flagged))


class Side(NamedTuple):
    """How many of the comments argue for one position."""

    value: str
    label: str
    comments: int


@dataclass(frozen=True)
class Preview:
    """What an act on many is about to touch: how much in all, and the newest of it."""

    total: int
    authors: int
    debates: int
    sides: list[Side]
    left_out: int  # that somebody else has to decide about
    newest: list[Comment]
    seen: str  # which comments these are, with their words as they stand


def preview(selection: Selection, kind: Act, moderator: User) -> Preview:
    """Three queries, however much there is."""
    comments = selection.comments(kind, moderator)
    sides = {side.value: Count("id", filter=Q(position=side)) for side in Position}
    counted = comments.aggregate(
        authors=Count("author", distinct=True),
        debates=Count("article", distinct=True),
        **_fingerprint(),
        **sides,
    )
    newest = comments.select_related("author", "article").annotate(opening=Left("source", OPENING))
    newest = newest.defer("source", "html", "article__source", "article__html", "article__contents")
    return Preview(
        total=counted["total"],
        authors=counted["authors"],
        debates=counted["debates"],
        sides=[Side(side.value, str(side.label), counted[side.value]) for side in Position],
        left_out=selection.left_out(kind, moderator).count(),
        newest=list(newest.order_by("-id")[:SHOWN]),
        seen=_written(counted),
    )


def fingerprint(comments: CommentQuerySet) -> str:
    """Tells whether these are the comments of a preview: how many, which, and which words."""
    return _written(comments.aggregate(**_fingerprint()))


def _fingerprint() -> dict[str, Aggregate]:
    return {"total": Count("id"), "ids": Sum("id"), "edited": Max("edited_at")}


def _written(counted: dict[str, Any]) -> str:
    edited = counted["edited"]
    at = round(edited.timestamp() * 1_000_000) if edited else 0
    return f"{counted['total']}-{counted['ids'] or 0}-{at}"
