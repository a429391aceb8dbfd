"""How a reader wants a debate: its order, its side on a phone, and which claim or passage."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from forum.articles.models import Article, Claim, Passage
from forum.articles.positions import Position
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.orders import Order

SIDES = ("all", "for", "against")
KEY_DIGITS = 18  # what a database's key holds
NUMBER_DIGITS = 4  # of a claim's number; the column holds 32,767


@dataclass(frozen=True)
class DebateOptions:
    """In which order, on a phone which side, and which position the empty form proposes.

    With a claim or a passage only the threads that answer it are shown.
    """

    order: Order = Order.STRONGEST
    side: str = "all"
    position: str = ""
    claim: Claim | None = None
    passage: Passage | None = None

    @classmethod
    def from_query(cls, query: QueryDict, article: Article) -> "DebateOptions":
        """What the address asks for. An order or a side that it does not know is the default; a
        claim or a passage that is not of this essay is a page that is not there: Http404."""
        order, side, position = (query.get(name, "") for name in ("order", "side", "position"))
        return cls(
            order=Order(order) if order in Order.values else Order.STRONGEST,
            side=side if side in SIDES else "all",
            position=position if position in Position.values else "",
            claim=_claim(article, query.get("claim")),
            passage=_passage(article, query.get("passage")),
        )

    @property
    def answered(self) -> Claim | Passage | None:
        """What the threads that are shown answer; None: all threads."""
        return self.claim or self.passage

    def narrow(self, comments: CommentQuerySet) -> CommentQuerySet:
        """Those among the comments whose thread answers it."""
        if self.claim:
            return comments.filter(passage__in=[row.pk for row in self.claim.passages.all()])
        return comments.filter(passage=self.passage) if self.passage else comments

    def only_part(self) -> "DebateOptions":
        """The same claim or passage, and nothing else."""
        return DebateOptions(claim=self.claim, passage=self.passage)

    def everything(self) -> "DebateOptions":
        """The same of the whole debate, with nothing proposed."""
        return replace(self, claim=None, passage=None, position="")

    def fields(self) -> dict[str, object]:
        """The part of an address that says what is answered."""
        if self.claim:
            return {"claim": self.claim.number}
        return {"passage": self.passage.pk} if self.passage else {}

    def shows(self, root: Comment) -> bool:
        """Is this root's thread among those that are shown?"""
        if self.claim:
            return root.passage is not None and root.passage.claim_id == self.claim.pk
        return self.passage is None or root.passage_id == self.passage.pk

    def query(self, **changed: Any) -> str:
        """The address's query with some of it changed. What is the default is left out, so that
        the usual page has one address."""
        now = replace(self, **changed)
        fields = now.fields()
        fields |= {"order": now.order.value} if now.order != Order.STRONGEST else {}
        fields |= {"side": now.side} if now.side != "all" else {}
        fields |= {"position": now.position} if now.position else {}
        return f"?{urlencode(fields)}" if fields else ""


def _claim(article: Article, text: str | None) -> Claim | None:
    if text is None:
        return None
    # Its passages by their ids, for an index begins with a passage: more than one only where the
    # claim was answered before and after its words changed.
    rows = Claim.objects.prefetch_related(Prefetch("passages", Passage.objects.only("claim")))
    claim = get_object_or_404(rows, article=article, number=_digits(text, NUMBER_DIGITS))
    claim.article = article
    return claim


def _passage(article: Article, text: str | None) -> Passage | None:
    if text is None:
        return None
    rows = Passage.objects.select_related("claim").filter(article=article)
    passage = get_object_or_404(rows, pk=_digits(text, KEY_DIGITS))
    passage.article = article
    return passage


def _digits(text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > most:
        raise Http404
    return int(text)
