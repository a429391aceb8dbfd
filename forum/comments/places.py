"""One comment in its place: what it answers, itself, and what answers it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from forum.comments import tree
from forum.comments.models import Comment
from forum.comments.nodes import Node, Reader, all_of, nest
from forum.comments.threads import PAGE, for_page, personal, replies_under, rest_after

NEAREST = 3  # ancestors shown beside the root; a thread may be hundreds deep


@dataclass
class Page:
    """Replies to one comment, a page of them. `rest` is the address of those after it, or ''."""

    nodes: list[Node]
    rest: str = ""


@dataclass
class Place:
    """`above` are the root and the nearest ancestors; `left_out` counts those between."""

    node: Node
    above: list[Node]
    left_out: int
    rest: str = ""

    def nodes(self) -> Iterable[Node]:
        return all_of([*self.above, self.node])


def place_of(comment: Comment, viewer: Any) -> Place:
    """The comment among those above and under it. Five queries, however deep it stands."""
    reader = Reader(viewer, comment.article)
    above = _above(comment, reader)
    page = replies_page(comment, reader, None, with_base=True)
    node = page.nodes[0]
    node.is_marked = True
    personal(reader, above)
    left_out = max(0, comment.depth - 1 - len(above))
    return Place(node, above, left_out, page.rest)


def replies_page(
    base: Comment, reader: Reader, after: Comment | None, *, with_base: bool = False
) -> Page:
    """A page of what stands under `base`, in the order of its thread, after the comment `after`."""
    rows = list(replies_under(base, reader.viewer, after)[: PAGE + 1])
    shown = [*([base] if with_base else []), *rows[:PAGE]]
    nodes = nest(shown, base.depth - 1, reader)
    personal(reader, nodes)
    rest = rest_after(base, rows[PAGE - 1], reader) if len(rows) > PAGE else ""
    return Page(nodes, rest)


def _above(comment: Comment, reader: Reader) -> list[Node]:
    paths = tree.ancestors(comment.path)
    wanted = [*paths[:1], *paths[1:][-NEAREST:]]
    # The parent by its id too: beyond the last level of paths it stands beside the comment. The
    # article is named where paths are: said for both, SQLite would walk through all of it.
    near = Q(article=comment.article, path__in=wanted) | Q(pk=comment.parent_id)
    found = for_page(Comment.objects.listed(reader.viewer)).filter(near)
    nodes = []
    for ancestor in found.order_by("path"):
        ancestor.article = comment.article
        nodes.append(Node(ancestor, reader))
    return nodes
