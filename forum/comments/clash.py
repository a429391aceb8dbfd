"""The clash: each argument beside the strongest answer it got from the other side.

Its rows are all visible arguments for and against, roots and replies, the strongest to the other
side first and both sides mixed. One that answers another stands in that row and later in a row of
its own: who made it is owed an answer as well.

What is kept (`Comment.best_answer`) and two indexes give a page at the same cost however long the
debate is. Only what everyone may read has a place on it, whoever looks.
"""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.nodes import Node, Reader
from forum.comments.orders import Order, in_order, keys
from forum.comments.telling import READERS_MIN
from forum.comments.threads import for_page
from forum.text.excerpt import Excerpt, excerpt

BOUTS = 12  # rows on a page
MANY = 99  # further ones are counted up to so many
SIDES = (Position.FOR, Position.AGAINST)
SHOWN = 260  # characters of a text: about five lines of half the page
QUOTED = 160  # of the strongest unanswered ones, at the top: about three lines


@dataclass(eq=False)
class Case(Node):
    """An argument or an answer as the clash shows it."""

    @cached_property
    def excerpt(self) -> Excerpt:
        return excerpt(self.comment.html, SHOWN)

    @cached_property
    def quoted(self) -> Excerpt:
        return excerpt(self.comment.html, QUOTED)

    @property
    def position(self) -> Position:
        return Position(self.comment.position)

    @property
    def is_left(self) -> bool:
        return self.position == Position.FOR

    @property
    def has_score(self) -> bool:
        """Did enough readers of the other side rate it to say what they said?"""
        return self.comment.rated_other >= READERS_MIN

    @property
    def answer_url(self) -> str:
        """The form for an answer from the other side."""
        query = urlencode({"position": self.position.opposite.value})
        return f"{reverse('comments:reply', args=[self.comment.pk])}?{query}"


@dataclass(frozen=True)
class Bout:
    """A row: an argument and its strongest answer, None where it has none."""

    argument: Case
    answer: Case | None = None

    @property
    def others(self) -> int:
        """Answers from the other side that are not in the row."""
        return max(0, self.argument.comment.rebuttal_count - 1)

    @property
    def label(self) -> str:
        """What the row is, for those who hear it."""
        names = {"name": self.argument.name, "position": self.argument.position.label}
        if self.answer is None:
            return _("{name}, {position}, not answered").format(**names)
        names |= {"other": self.answer.name, "opposite": self.answer.position.label}
        return _("{name}, {position}, answered by {other}, {opposite}").format(**names)


@dataclass(frozen=True)
class Corner:
    """A side at the top of the page: its strongest unanswered argument, if it has one."""

    position: Position
    count: int  # of the side's arguments
    strongest: Case | None


@dataclass(frozen=True)
class Clash:
    """A page of rows. `more` counts those after it, up to `MANY` + 1. The first of all rows, which
    follow no `last`, stand under the two corners."""

    article: Article
    bouts: list[Bout]
    more: int
    corners: list[Corner]
    only_unanswered: bool = False
    last: Comment | None = None

    @property
    def url(self) -> str:
        return reverse("comments:clash", args=[self.article.slug])

    @property
    def more_url(self) -> str:
        query: dict[str, object] = {"unanswered": 1} if self.only_unanswered else {}
        query["after"] = self.bouts[-1].argument.comment.pk
        return f"{self.url}?{urlencode(query)}"

    @property
    def more_words(self) -> str:
        """What the link to further rows says."""
        if self.more > MANY:
            return _("More than {n} more arguments").format(n=MANY)
        words = ngettext("{n} more argument", "{n} more arguments", self.more)
        return words.format(n=self.more)


def clash_of(reader: Reader, last: Comment | None, *, only_unanswered: bool) -> Clash:
    """A page of the debate's clash, after the row of `last`. Four queries; six for the first."""
    arguments = Comment.objects.visible().filter(article=reader.article)
    rows = arguments.filter(rebuttal_count=0) if only_unanswered else arguments
    # A side at a time: each is one step into an index.
    sides = [rows.filter(position=side) for side in SIDES]
    most = BOUTS + MANY + 1
    found = [key for side in sides for key in keys(side, Order.STRONGEST, last, most)]
    is_part = only_unanswered or last is not None
    ordered = [pk for _score, _tiebreak, pk in sorted(found, reverse=True)]
    return Clash(
        article=reader.article,
        bouts=_bouts(reader, ordered[:BOUTS]),
        more=min(len(ordered[BOUTS:]), MANY + 1),
        corners=[] if is_part else [_corner(reader, arguments, side) for side in SIDES],
        only_unanswered=only_unanswered,
        last=last,
    )


def _bouts(reader: Reader, ids: list[int]) -> list[Bout]:
    """The rows of these arguments. Two queries."""
    arguments = for_page(Comment.objects.visible()).in_bulk(ids)
    best = [each.best_answer_id for each in arguments.values() if each.best_answer_id]
    answers = for_page(Comment.objects.visible()).in_bulk(best)
    rows = [arguments[pk] for pk in ids if pk in arguments]
    for row in rows:
        row.article = reader.article  # no query to ask for what is known
    return [
        Bout(Case(row, reader), Case(answers[pk], reader) if pk in answers else None)
        for row, pk in ((row, row.best_answer_id or 0) for row in rows)
    ]


def _corner(reader: Reader, arguments: CommentQuerySet, side: Position) -> Corner:
    unanswered = arguments.filter(position=side, rebuttal_count=0)
    strongest = for_page(in_order(unanswered, Order.STRONGEST)).first()
    count = int(getattr(reader.article, f"{side}_count"))
    return Corner(side, count, Case(strongest, reader) if strongest else None)
