"""Comments and what belongs to them, a module for each kind of thing."""

from forum.comments.models.blocks import Block
from forum.comments.models.comments import (
    COMMENT_MAX,
    OWN_STATES,
    Comment,
    CommentQuerySet,
    CommentRevision,
    CommentState,
    Rating,
    Visit,
)

__all__ = [
    "COMMENT_MAX",
    "OWN_STATES",
    "Block",
    "Comment",
    "CommentQuerySet",
    "CommentRevision",
    "CommentState",
    "Rating",
    "Visit",
]
