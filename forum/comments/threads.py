"""Fetching comments for a page: only those on it, in a fixed number of queries.

The first replies of every thread on a page come in one query. For each root the database finds the
path of the first reply that is *not* shown, by one step into an index, and the query then takes the
ranges of paths up to those: its cost follows what is shown, not how long the threads are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from urllib.parse import urlencode

from django.db.models import OuterRef, Q, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Concat
from django.urls import reverse

from forum.articles.models import Article
from forum.comments import tree
from forum.comments.models import Comment, CommentQuerySet, CommentState
from forum.comments.nodes import Node, Reader, all_of, nest, ratings_of

# Of a thread on the first screen: its first answer. Each further one weighs 2 KB over all threads,
# and a page is to stay within 20 KB, for members too.
FIRST_REPLIES = 1
PAGE = 30  # replies that 'more replies' brings


def for_page(comments: CommentQuerySet) -> CommentQuerySet:
    """With all that a page says of a comment, and without the texts that it does not show."""
    rows = comments.select_related("author", "parent__author", "passage__claim")
    return rows.defer("source", "parent__source", "parent__html", "passage__spans")


def in_article(article: Article, viewer: object) -> CommentQuerySet:
    return Comment.objects.filter(article=article).listed(viewer)


def with_cutoff(roots: CommentQuerySet, viewer: object, shown: int) -> CommentQuerySet:
    """Each with `cutoff`: the path of the first of its replies beyond those shown, or None."""
    replies = Comment.objects.listed(viewer).filter(
        article=OuterRef("article"),
        path__gt=OuterRef("path"),
        path__lt=Concat(OuterRef("path"), Value(tree.END)),
    )
    beyond = replies.order_by("path").values("path")[shown : shown + 1]
    return roots.annotate(cutoff=Subquery(beyond))


def with_replies(roots: Sequence[Comment], reader: Reader) -> list[Node]:
    """The roots, which have a `cutoff`, with their first replies. One query for the replies."""
    ranges = Q(pk__in=[])
    for root in roots:
        end = getattr(root, "cutoff", None) or tree.subtree(root.path).end
        ranges |= Q(article=reader.article, path__gt=root.path, path__lt=end)
    # The article is named in each range and the order made here: with either said once for all,
    # SQLite would walk through the whole article instead of from range to range.
    replies = for_page(Comment.objects.listed(reader.viewer)).filter(ranges)
    by_root: dict[str, list[Comment]] = {root.path: [root] for root in roots}
    for reply in sorted(replies, key=attrgetter("path")):
        by_root[tree.root_of(reply.path)].append(reply)
    return [_thread(by_root[root.path], reader) for root in roots]


def _thread(comments: list[Comment], reader: Reader) -> Node:
    """A root and its first replies as a tree that knows how many are not on it."""
    root = comments[0]
    node = nest(comments, 0, reader)[0]
    shown = sum(comment.state == "visible" for comment in comments[1:])
    if getattr(root, "cutoff", None):
        node.rest = rest_after(root, comments[-1], reader)
        node.more = max(0, root.descendants - shown)
    return node


def rest_after(base: Comment, last: Comment, reader: Reader) -> str:
    """The address of what stands under `base` after the comment `last`."""
    query = {"after": last.pk}
    if reader.since is not None:
        query["since"] = reader.since
    return f"{reverse('comments:thread', args=[base.pk])}?{urlencode(query)}"


def personal(reader: Reader, nodes: Iterable[Node]) -> None:
    """Lay over the nodes how the viewer rated them, and why some are hidden."""
    every = list(all_of(nodes))
    prefetch_related_objects([node.comment for node in every], "concessions__claim")
    gone = [node.comment for node in every if node.comment.state != CommentState.VISIBLE]
    prefetch_related_objects(gone, "changes__entry__rule")  # no query where all is public
    held = [node.comment for node in every if node.comment.state == CommentState.HELD]
    prefetch_related_objects(held, "holds")  # no query where none is
    ratings = ratings_of(reader.viewer, [node.comment.pk for node in every])
    known = replace(reader, ratings=ratings)
    for node in every:
        node.reader = known


def replies_under(base: Comment, viewer: object, after: Comment | None) -> CommentQuerySet:
    """What stands under a comment, in reading order, from the one after `after` on.

    Beyond the last level of paths a comment's replies stand beside it: there these are its direct
    replies, each of which leads on.
    """
    # One lower bound: of two, SQLite would begin at the first and read all it has passed.
    start = max(base.path, after.path) if after else base.path
    under = Q(path__gt=start, path__lt=tree.subtree(base.path).end)
    if len(base.path) > tree.LEVELS * tree.WIDTH:
        under = Q(path__gt=start, parent=base)
    rows = Comment.objects.filter(article=base.article_id).listed(viewer).filter(under)
    return for_page(rows).order_by("path")
