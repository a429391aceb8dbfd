"""Comments and what belongs to them, a module for each kind of thing."""

from forum.comments.models.blocks import Block
from forum.comments.models.comments import (
    COMMENT_MAX,
    OWN_STATES,
    Comment,
    CommentQuerySet,
    CommentRevision,
    CommentState,
)
from forum.comments.models.drafts import DRAFTS_MAX, CommentDraft, CommentDraftQuerySet
from forum.comments.models.readers import Rating, Visit

__all__ = [
    "COMMENT_MAX",
    "DRAFTS_MAX",
    "OWN_STATES",
    "Block",
    "Comment",
    "CommentDraft",
    "CommentDraftQuerySet",
    "CommentQuerySet",
    "CommentRevision",
    "CommentState",
    "Rating",
    "Visit",
]
