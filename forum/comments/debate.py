"""What a reader sees of a debate first: some threads of each side, and where the rest is.

On a wide screen For stands left and Against right of the spine. On a phone 'All' shows For and then
Against, each by its first three threads and a link to the rest, under a switch that stays in
sight. The two are not dealt out alternately there: the regions named after the sides must hold
their comments, and with both the order of reading (keyboard, screen reader) would part from the
order one sees. Three threads are short enough that nobody takes one side for the whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db import router
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forum import sql
from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments import rules
from forum.comments.actions.visit import look
from forum.comments.answering import Answering, answering_by, answering_in
from forum.comments.drafting import draft_for, form_of
from forum.comments.forms import CommentForm
from forum.comments.models import Comment, CommentQuerySet, CommentState
from forum.comments.nodes import Node, Reader, all_of
from forum.comments.opening import Opening, fronts_of, in_their_order, opening
from forum.comments.options import SIDES, DebateOptions
from forum.comments.orders import Order, keys
from forum.comments.representation import SEATS, seats_of
from forum.comments.threads import (
    personal,
    with_replies,
)

ROOTS = SEATS  # threads of a side on a page
MANY = 99  # further threads are counted up to so many; more are 'more than 99'

# In SQL, as each page asks it of who comes back; in an order, or PostgreSQL walks through all of
# the debate for what came last.
_NEWS = f"""
    SELECT COUNT(*) FROM (
        SELECT 1 FROM {Comment._meta.db_table}
        WHERE article_id = %s AND number > %s AND state = '{CommentState.VISIBLE}'
            AND (author_id IS NULL OR author_id <> %s)
        ORDER BY number DESC LIMIT {MANY + 1}
    ) AS news
"""


@dataclass
class Column:
    """A side's threads: one page of them. `more` counts further ones, up to `MANY` + 1.

    `opened` are the roots the first screen began with; the pages after it go by score, without
    these.
    """

    position: Position
    reader: Reader
    options: DebateOptions
    nodes: list[Node] = field(default_factory=list)
    more: int = 0
    opened: Sequence[int] = ()

    @property
    def name(self) -> str:
        """The region's name."""
        return {
            Position.FOR: _("For the thesis"),
            Position.AGAINST: _("Against the thesis"),
            Position.NEUTRAL: _("Questions and remarks"),
        }[self.position]

    @property
    def count(self) -> int:
        """Visible comments of this position, replies too; in the whole debate, or in the threads
        that answer the claim or passage."""
        row = self.options.answered or self.reader.article
        return int(getattr(row, f"{self.position}_count"))

    @property
    def more_words(self) -> str:
        """What the link to further threads says."""
        side = self.position.label
        if self.more > MANY:
            return _("More than {n} more threads: {side}").format(n=MANY, side=side)
        words = ngettext("{n} more thread: {side}", "{n} more threads: {side}", self.more)
        return words.format(n=self.more, side=side)

    @property
    def empty_words(self) -> tuple[str, str]:
        """What stands where nobody has argued yet, and what the button says."""
        if self.options.answered:
            return self._unanswered_words
        return {
            Position.FOR: (_("No one has argued for this yet. Could you?"), _("Argue for")),
            Position.AGAINST: (
                _("No one has argued against this yet. Could you?"),
                _("Argue against"),
            ),
            Position.NEUTRAL: (_("No questions or remarks yet."), _("Ask or add something")),
        }[self.position]

    @property
    def _unanswered_words(self) -> tuple[str, str]:
        """The same where a claim or a passage has no answer on this side. The side is still about
        the thesis."""
        return {
            Position.FOR: (
                _("No argument for the thesis answers this directly yet."),
                _("Argue for"),
            ),
            Position.AGAINST: (
                _("No argument against the thesis answers this directly yet."),
                _("Argue against"),
            ),
            Position.NEUTRAL: (
                _("No questions or remarks on this yet."),
                _("Ask or add something"),
            ),
        }[self.position]

    @property
    def write_url(self) -> str:
        """To the form, with this position chosen."""
        return f"{self.options.query(position=self.position.value)}#composer"

    @property
    def side_url(self) -> str:
        """All of this side, on a phone."""
        return f"{self.options.query(side=self.position.value, position='')}#debate"

    @property
    def more_url(self) -> str:
        place = reverse("comments:arguments", args=[self.reader.article.slug, self.position.value])
        last = self.nodes[-1].comment.pk
        query: dict[str, object] = {} if last in self.opened else {"after": last}
        query |= {"shown": "-".join(map(str, self.opened))} if self.opened else {}
        query |= {"order": self.options.order.value, **self.options.fields()}
        if self.reader.since is not None:
            query["since"] = self.reader.since
        return f"{place}?{urlencode(query)}"


@dataclass
class Debate:
    """The first screen, and what its head and its form say."""

    article: Article
    options: DebateOptions
    reader: Reader
    columns: list[Column]  # For, Against, Neutral
    new_count: int = 0

    @property
    def refusal(self) -> str:
        """Why the viewer cannot add an argument now, or ''."""
        return rules.may_comment(self.reader.viewer, self.article)

    @property
    def closed(self) -> str:
        """Why nobody can, or ''."""
        return rules.is_open(self.article)

    @cached_property
    def form(self) -> CommentForm:
        """Empty, or with the member's draft; what the address proposes is another argument."""
        options, reader = self.options, self.reader
        is_any = reader.is_member and not options.answered and not options.position
        if is_any and (draft := draft_for(reader.viewer, self.article, 0)):
            return form_of(draft)
        return CommentForm(initial={"position": options.position or None})

    @property
    def answering(self) -> Answering | None:
        """What of the essay the form answers, or proposes to answer."""
        return answering_by(self.form, self.article) or answering_in(self.options)

    @property
    def first_new(self) -> Comment | None:
        return next((node.comment for node in self.nodes() if node.is_new), None)

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """Address, words, and whether it is the one shown."""
        return [
            (self._url(order=order), str(order.label), order == self.options.order)
            for order in Order
        ]

    @property
    def sides(self) -> list[tuple[str, str, bool]]:
        """Address, value, and whether it is the one shown on a phone."""
        return [(self._url(side=side), side, side == self.options.side) for side in SIDES]

    def nodes(self) -> Iterable[Node]:
        for column in self.columns:
            yield from all_of(column.nodes)

    def _url(self, **changed: object) -> str:
        query = self.options.query(**changed, position="")
        return f"{self.article.get_absolute_url()}{query}#debate"


def first_screen(article: Article, viewer: Any, options: DebateOptions) -> Debate:
    """The first screen of the article's debate for this viewer, who has seen it from now on."""
    since = look(viewer, article) if viewer.is_authenticated else None
    reader = Reader(viewer, article, since)
    columns = _columns(reader, options)
    debate = Debate(article, options, reader, columns, count_new(reader))
    personal(reader, debate.nodes())
    return debate


def more_of(column: Column, last: Comment | None) -> Column:
    """Fill the column with the page of its threads after the one that ends with `last`; without
    it, with the first page of those it did not open with."""
    page = _go_on(column, last)
    column.more = page.further
    column.nodes = with_replies(page.roots, column.reader)
    personal(column.reader, column.nodes)
    return column


def _columns(reader: Reader, options: DebateOptions) -> list[Column]:
    """The three columns; the replies of all their threads come in one query."""
    columns = [Column(position, reader, options) for position in Position]
    begun = _begin(columns)
    nodes = iter(with_replies([root for each in begun for root in each.roots], reader))
    for column, first in zip(columns, begun, strict=True):
        column.more = first.further
        column.nodes = [next(nodes) for _ in first.roots]
    return columns


def _begin(columns: list[Column]) -> list[Opening]:
    """The first roots of each column. The whole debate by strength begins with what is kept as its
    fronts; another order, or what answers one claim or passage, has none."""
    options, reader = columns[0].options, columns[0].reader
    if options.order != Order.STRONGEST or options.answered:
        return [_go_on(column, None, seats_of(column.position)) for column in columns]
    fronts, begun = fronts_of(reader.article), []
    for column in columns:
        front = fronts.get(column.position, [])
        begun.append(
            opening(_roots(column), front, reader.viewer, seats_of(column.position), MANY + 1)
        )
        column.opened = [root.pk for root in begun[-1].roots]
    return begun


def _go_on(column: Column, last: Comment | None, size: int = ROOTS) -> Opening:
    """A page of the side's roots in order, after one of them. Two queries, or few more."""
    rows = _roots(column).exclude(pk__in=column.opened)
    found = keys(rows, column.options.order, last, size + MANY + 1)
    shown = [key[-1] for key in found[:size]]
    return Opening(in_their_order(rows, shown, column.reader.viewer), len(found) - len(shown))


def _roots(column: Column) -> CommentQuerySet:
    """The side's roots in the debate, or in the part of it that is asked for."""
    reader, options = column.reader, column.options
    side = Comment.objects.filter(position=column.position).listed(reader.viewer)
    if not options.answered:
        return side.filter(article=reader.article, parent=None)
    # Neither by the article nor by the missing parent: a database that walked along their indexes
    # would read every root for a few. A claim or a passage is of one article.
    return options.narrow(side).filter(depth=1)


def count_new(reader: Reader) -> int:
    """How many comments came since the last visit, up to `MANY` + 1; one's own are not news."""
    if reader.since is None:
        return 0
    values = [reader.article.pk, reader.since, reader.viewer.pk]
    [[news]] = sql.rows(_NEWS, values, router.db_for_read(Comment))
    return int(news)
