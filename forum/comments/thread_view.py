"""The debate as one list: all positions, depth-first, a page at a time.

A page begins at a comment or after one, so that nothing is repeated or skipped while others post.
With the unread first, the threads with something new come in one order for all pages of a sitting:
their addresses say since when something is new, and up to where.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.db.models.functions import Substr
from django.urls import reverse

from forum.articles.models import Article
from forum.comments import tree
from forum.comments.models import Comment, CommentQuerySet
from forum.comments.nodes import Node, Reader, all_of, nest
from forum.comments.threads import PAGE, for_page, in_article, personal
from forum.comments.unread import Unread


@dataclass(frozen=True)
class Start:
    """Where a page begins: at a comment, or after it; None: at the first."""

    comment: Comment | None = None
    is_after: bool = False

    @property
    def root(self) -> str:
        """The path of the thread it is in, or ''."""
        return tree.root_of(self.comment.path) if self.comment else ""

    @property
    def onward(self) -> Q:
        """What comes from here on by path."""
        if self.comment is None:
            return Q()
        path = self.comment.path
        return Q(path__gt=path) if self.is_after else Q(path__gte=path)


@dataclass
class ThreadPage:
    """A page of the list. `more` is the address of the next, or ''."""

    reader: Reader
    unread: Unread
    start: Start
    nodes: list[Node] = field(default_factory=list)
    more: str = ""

    @property
    def article(self) -> Article:
        return self.reader.article

    @property
    def is_unread_first(self) -> bool:
        return bool(self.unread.threads)

    @property
    def begins_rest(self) -> bool:
        """Do the threads without anything new begin on this page?"""
        return bool(
            self.is_unread_first
            and not self.start.is_after
            and self.start.root not in ("", *self.unread.threads)
        )

    @property
    def start_url(self) -> str:
        """The list from its beginning, with the same marks."""
        return self.url()

    @cached_property
    def marked(self) -> list[Node]:
        """What is unread on this page, in reading order."""
        ids = {*self.unread.ids}
        return [node for node in all_of(self.nodes) if node.comment.pk in ids]

    @property
    def first_unread(self) -> str:
        """The first unread comment on this page; without one, the next after it."""
        if self.marked:
            return f"#comment-{self.marked[0].comment.pk}"
        return self._way(self.unread.after(self._paths()[-1])) if self.nodes else ""

    def link(self) -> None:
        """Say on each unread comment which is next and which was before it."""
        here = {node.comment.pk for node in self.marked}
        for node in self.marked:
            path = node.comment.path
            node.next_unread = self._way(self.unread.after(path), here)
            node.previous_unread = self._way(self.unread.before(path), here)

    def url(self, **fields: Any) -> str:
        place = reverse("comments:thread_view", args=[self.article.slug])
        query: dict[str, Any] = {"unread": "first"} if self.is_unread_first else {}
        if self.reader.since is not None:
            query |= {"since": self.reader.since, "until": self.unread.until}
        query |= fields
        return f"{place}?{urlencode(query)}" if query else place

    def _way(self, pk: int | None, here: set[int] | None = None) -> str:
        if pk is None:
            return ""
        anchor = f"#comment-{pk}"
        return anchor if here and pk in here else self.url(**{"from": pk}) + anchor

    def _paths(self) -> list[str]:
        return [node.comment.path for node in all_of(self.nodes)]


def thread_page(reader: Reader, unread: Unread, start: Start) -> ThreadPage:
    """The page of the list that begins there. Seven queries at most, however long the debate."""
    page = ThreadPage(reader, unread, start)
    found = _new_threads(page) or _others(page)
    page.nodes = nest(found.rows, 0, reader)
    for node in page.nodes:
        node.list_level = 1
    personal(reader, page.nodes)
    page.more = page.url(**found.more) if found.more else ""
    page.link()
    return page


class Found(NamedTuple):
    """Rows of a page, and where the next begins, as the fields of its address."""

    rows: list[Comment]
    more: dict[str, int]


def _others(page: ThreadPage) -> Found:
    """What comes by path, without the threads that came first."""
    rest = for_page(_rest(page).filter(page.start.onward)).order_by("path")
    rows = list(rest[: PAGE + 1])
    more = {"after": rows[PAGE - 1].pk} if len(rows) > PAGE else {}
    return Found(rows[:PAGE], more)


def _rest(page: ThreadPage) -> CommentQuerySet:
    rows = in_article(page.article, page.reader.viewer)
    if not page.is_unread_first:
        return rows
    return rows.alias(root=Substr("path", 1, tree.WIDTH)).exclude(root__in=[*page.unread.threads])


def _new_threads(page: ThreadPage) -> Found | None:
    """As many whole threads with something unread as a page holds, or a part of a longer one; None
    when there are none from here on."""
    threads = _from(list(page.unread.threads), page.start)[: PAGE + 1]
    if not threads:
        return None
    found = Comment.objects.filter(article=page.article, path__in=threads)
    roots = {root.path: root for root in found.only("path", "descendants")}
    taken = _fitting([roots[path] for path in threads])
    rows = _in_threads(page, taken)
    if len(rows) > PAGE:
        return Found(rows[:PAGE], {"after": rows[PAGE - 1].pk})
    if len(taken) < len(threads):
        return Found(rows, {"from": roots[threads[len(taken)]].pk})
    first = _rest(page).order_by("path").values_list("pk", flat=True).first()
    return Found(rows, {"from": first} if first else {})


def _from(threads: list[str], start: Start) -> list[str]:
    """The threads from the one on in which the page begins."""
    if start.comment is None:
        return threads
    return threads[threads.index(start.root) :] if start.root in threads else []


def _fitting(roots: list[Comment]) -> list[str]:
    """The first root, and those after it as long as their threads fit on one page with it."""
    taken: list[str] = []
    size = 0
    for root in roots:
        size += 1 + root.descendants
        if taken and size > PAGE:
            break
        taken.append(root.path)
    return taken


def _in_threads(page: ThreadPage, threads: list[str]) -> list[Comment]:
    """What stands in these threads, in their order; more than a page of the first alone."""
    ranges = Q(pk__in=[])
    for root in threads:
        # The article in each range, for SQLite; see `threads.py`.
        thread = Q(article=page.article, path__gte=root, path__lt=tree.subtree(root).end)
        ranges |= thread & page.start.onward if root == page.start.root else thread
    rows = for_page(Comment.objects.listed(page.reader.viewer)).filter(ranges).order_by("path")
    found = rows if len(threads) > 1 else rows[: PAGE + 1]
    return sorted(found, key=lambda row: page.unread.key(row.path))
