"""What was said in a debate while somebody reads it: how much, where, and the comments themselves.

Asked in two steps. What everybody asks again and again is one number for all (`newest`), sent from
a page that is kept; only who finds it higher than theirs asks what of it is new to them.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Mute
from forum.articles.models import Article
from forum.articles.positions import Position
from forum.comments import tree
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.nodes import STEPS, Node, Reader
from forum.comments.options import DebateOptions
from forum.comments.threads import for_page, personal

MOST = 50  # comments put into a page that is being read; with more it is another page


def newest(article: Article) -> int:
    """The number of the last comment that everybody may read; 0 without one. One query."""
    numbers = Comment.objects.visible().filter(article=article).order_by("-number")
    return numbers.values_list("number", flat=True).first() or 0


@dataclass(frozen=True)
class Arrivals:
    """What came after the comment with the number `reader.since`, up to `until`: public, neither
    the reader's own nor by somebody they mute. At most `MOST` and one are counted."""

    reader: Reader
    until: int
    sides: Counter[str]  # by position
    threads: dict[int, int]  # replies, by the id of their thread's root

    @property
    def count(self) -> int:
        return self.sides.total()

    @property
    def is_too_much(self) -> bool:
        return self.count > MOST

    @property
    def words(self) -> str:
        """'3 new arguments: 2 for, 1 against'."""
        arguments = self.sides[Position.FOR] + self.sides[Position.AGAINST]
        remarks = self.sides[Position.NEUTRAL]
        if self.is_too_much:
            return _("More than {n} new arguments and remarks").format(n=MOST)
        new = ngettext("{n} new remark", "{n} new remarks", remarks).format(n=remarks)
        if not arguments:
            return new
        said = ngettext("{n} new argument", "{n} new arguments", arguments).format(n=arguments)
        said = f"{said}: {self._sides}"
        return _("{arguments}; {remarks}").format(arguments=said, remarks=new) if remarks else said

    @property
    def _sides(self) -> str:
        words = {Position.FOR: _("{n} for"), Position.AGAINST: _("{n} against")}
        return ", ".join(
            words[side].format(n=self.sides[side]) for side in words if self.sides[side]
        )


def arrivals(reader: Reader, until: int, options: DebateOptions) -> Arrivals:
    """Three queries at the most, however much came."""
    rows = _arrived(reader, until, options).values_list("position", "path", "depth")
    found = list(rows[: MOST + 1])
    under = Counter(tree.root_of(path) for _side, path, depth in found if depth > 1)
    roots = Comment.objects.filter(article=reader.article, path__in=[*under]).order_by("number")
    threads = {root.pk: under[root.path] for root in roots}
    return Arrivals(reader, until, Counter(side for side, _path, _depth in found), threads)


def arrived(reader: Reader, until: int, options: DebateOptions, root: Comment | None) -> list[Node]:
    """The comments themselves, oldest first, so that each comes after the one it answers; with a
    root only the replies in its thread. None stands in another: the page has their places."""
    rows = for_page(_arrived(reader, until, options))
    if root:
        rows = rows.under(root.path)
    nodes = []
    for comment in rows[:MOST]:
        comment.article = reader.article  # no query to ask for what is known
        nodes.append(Node(comment, reader, level=min(comment.depth, STEPS + 1), is_top=False))
    personal(reader, nodes)
    return nodes


def _arrived(reader: Reader, until: int, options: DebateOptions) -> CommentQuerySet:
    comments: CommentQuerySet = Comment.objects.visible().filter(article=reader.article)
    rows = options.narrow(comments.filter(number__gt=reader.since, number__lte=until))
    if reader.is_member:
        muted = Mute.objects.ids(reader.viewer)
        rows = rows.exclude(author=reader.viewer).exclude(author__in=muted)
    return rows.order_by("number")
