"""What stands between a comment and the public: the shape of it. Moderation, which lies above,
builds the one that people come through."""

from typing import Protocol

from forum.comments.models import Comment, CommentState


class Gate(Protocol):
    def read(self, source: str, html: str) -> None:
        """Called first, while nobody waits: the words that will be judged."""

    def judge(self, comment: Comment) -> CommentState:
        """VISIBLE or HELD, of a comment (new, or with its new words) that is not saved yet. Called
        in the transaction, under the essay's lock. Raises Refused."""

    def posted(self, comment: Comment) -> None:
        """The comment is saved in the state that was judged: keep what is to be kept of it."""


class _Open:
    """Lets everything pass: for what an import brings along."""

    def read(self, source: str, html: str) -> None:
        return

    def judge(self, comment: Comment) -> CommentState:
        return CommentState.VISIBLE

    def posted(self, comment: Comment) -> None:
        return


OPEN: Gate = _Open()
