"""A comment as a page shows it: with its place among the others, and what the viewer may do.

Three levels step to the right; from the fourth on replies stay at the third one's edge, so that no
page indents past what a phone can show.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext

from forum.articles.models import Article
from forum.articles.positions import Position, Relation, relation
from forum.comments import rules
from forum.comments.models import Comment, CommentState, Rating
from forum.comments.telling import READERS_MIN, SPLITS, told

STEPS = 3
STEELMAN = 0.5  # most readers of the other side, probably, call it strong


@dataclass(frozen=True)
class Reader:
    """Whom a page is made for. What is personal is laid over the comments by this."""

    viewer: Any
    article: Article
    since: int | None = None  # number of the newest comment seen before; None: nothing is new
    ratings: dict[int, bool] = field(default_factory=dict)

    @property
    def is_member(self) -> bool:
        return bool(self.viewer.is_authenticated)

    @property
    def is_open(self) -> bool:
        return not rules.is_open(self.article)


@dataclass(eq=False)  # one place on one page: equal to itself only
class Node:
    """One comment on the page. `level` counts from 1; beyond `STEPS` it is flat."""

    comment: Comment
    reader: Reader
    level: int = 1
    holder: "Node | None" = None  # the node whose list a flat one stands in
    is_top: bool = True  # stands in no other node of this page
    replies: list["Node"] = field(default_factory=list)
    rest: str = ""  # address of the replies of its thread that are not on the page
    more: int = 0  # how many those are, as far as is known
    list_level: int = 2  # of the list it stands in
    previous_unread: str = ""  # addresses of other comments that are unread
    next_unread: str = ""
    is_marked: bool = False  # the one the page is about

    @property
    def is_flat(self) -> bool:
        return self.level > STEPS

    @property
    def indent(self) -> int:
        """Steps that a reply is moved because what it answers is on an earlier page."""
        return max(0, min(self.level, STEPS) - self.list_level) if self.is_top else 0

    @property
    def is_readable(self) -> bool:
        """May the viewer read its words? Else its place is empty."""
        return rules.may_read(self.reader.viewer, self.comment)

    @property
    def is_own(self) -> bool:
        return self.reader.is_member and self.comment.author_id == self.reader.viewer.pk

    @property
    def is_by_author(self) -> bool:
        author = self.comment.author_id
        return author is not None and author == self.reader.article.author_id

    @property
    def is_new(self) -> bool:
        since = self.reader.since
        is_later = since is not None and self.comment.number > since
        return is_later and self.is_readable and not self.is_own

    @property
    def is_as_for_all(self) -> bool:
        """Does the viewer see it as all do, but for what is laid over it (`forum.pieces`)?"""
        is_alone = not (self.is_marked or self.next_unread or self.previous_unread)
        return is_alone and self.comment.state in (CommentState.VISIBLE, CommentState.DELETED)

    @property
    def name(self) -> str:
        """Who says it; nobody where the viewer may not read it."""
        if not self.is_readable:
            return gettext("a comment that is no longer shown")
        return str(self.comment.author or gettext("a former member"))

    @property
    def relation(self) -> Relation | None:
        """What it does to the comment it answers; None for a root."""
        parent = self.comment.parent
        return relation(self.comment.position, parent.position) if parent else None

    @property
    def answered(self) -> str:
        """The name of whom it answers; not of one whose words are hidden or gone."""
        parent = self.comment.parent
        if parent is None or not rules.may_read(self.reader.viewer, parent):
            return gettext("a comment that is no longer shown")
        return str(parent.author or gettext("a former member"))

    @property
    def reason(self) -> object | None:
        """The act that brought it out of sight, from the public log; it may have been one of many
        that the act did this to."""
        took = [
            change.entry
            for change in self.comment.changes.all()  # its model lies above, in moderation
            if change.after == self.comment.state and change.entry.act in ("hide", "remove")
        ]
        return max(took, key=lambda act: act.pk, default=None)

    @property
    def held_why(self) -> str:
        """Why it waits for a moderator: what the gate said, or whoever held it later."""
        said = [(hold.created_at, hold.said) for hold in self.comment.holds.all()]
        acts = [change.entry for change in self.comment.changes.all()]
        said += [(act.at, act.reason) for act in acts if act.act == "hold"]
        return max(said)[1] if said else ""

    @property
    def rating(self) -> bool | None:
        return self.reader.ratings.get(self.comment.pk)

    @property
    def may_reply(self) -> bool:
        """Visitors may, too: the link leads them to the log-in first."""
        return self.reader.is_open and not rules.is_answerable(self.comment)

    @property
    def may_rate(self) -> bool:
        return self.reader.is_member and not rules.may_rate(self.reader.viewer, self.comment)

    @property
    def may_edit(self) -> bool:
        return self.is_own and not rules.may_edit(self.reader.viewer, self.comment)

    @property
    def may_delete(self) -> bool:
        return self.is_own and not rules.may_delete(self.reader.viewer, self.comment)

    @property
    def weak_all(self) -> int:
        return self.comment.rated_all - self.comment.strong_all

    @cached_property
    def told(self) -> frozenset[str]:
        """Whose ratings the page may tell: those of 'all', 'other', 'same', 'undecided' readers.
        A neutral comment has no sides to tell apart."""
        rated = {kind: getattr(self.comment, f"rated_{kind}") for kind in ("all", *SPLITS)}
        if self.comment.position == Position.NEUTRAL:
            rated |= dict.fromkeys(SPLITS, 0)
        return told(rated)

    @property
    def told_of_all(self) -> str:
        """How many said strong and weak, as a fact of a hole; '' if that may not be told."""
        return f"{self.comment.strong_all} {self.weak_all}" if "all" in self.told else ""

    @property
    def is_steelman(self) -> bool:
        comment = self.comment
        return comment.rated_other >= READERS_MIN and comment.score >= STEELMAN


def nest(comments: Iterable[Comment], above: int, reader: Reader) -> list[Node]:
    """Comments in the order of their paths, as trees. `above` is the depth that has level 0."""
    tops: list[Node] = []
    chain: list[Node] = []  # from a top down to the comment before
    for comment in comments:
        comment.article = reader.article  # no query to ask for what is known
        while chain and not _stands_under(comment, chain[-1].comment):
            chain.pop()
        node = _under(chain[-1], comment) if chain else Node(comment, reader)
        if not chain:
            node.level = min(comment.depth - above, STEPS)
            tops.append(node)
        chain.append(node)
    return tops


def _stands_under(comment: Comment, upper: Comment) -> bool:
    """By its path; a reply beyond the last level of paths stands beside its parent."""
    return comment.path.startswith(upper.path) or comment.parent_id == upper.pk


def _under(upper: Node, comment: Comment) -> Node:
    holder = upper.holder or upper
    node = Node(comment, upper.reader, level=min(upper.level, STEPS) + 1, is_top=False)
    node.holder = holder if node.is_flat else None
    holder.replies.append(node)
    return node


def all_of(nodes: Iterable[Node]) -> Iterable[Node]:
    """The nodes and all under them, in reading order."""
    for node in nodes:
        yield node
        yield from all_of(node.replies)


def ratings_of(viewer: Any, ids: Iterable[int]) -> dict[int, bool]:
    """How the viewer rated the comments with these ids. One query, none for visitors."""
    if not viewer.is_authenticated:
        return {}
    rows = Rating.objects.filter(reader=viewer, comment__in=list(ids))
    return dict(rows.values_list("comment", "strong"))
