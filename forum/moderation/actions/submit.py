"""Posting and changing a comment as people do: through the gate."""

from django.db import transaction

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.counting import lock_article
from forum.comments.actions.edit import edit_comment
from forum.comments.actions.post import Argument, post_comment
from forum.comments.models import Comment
from forum.moderation.gate.pipeline import Pipeline, refuse_if_too_fast
from forum.refusals import TooFast


def submit(
    author: User,
    article: Article,
    parent: Comment | None,
    argument: Argument,
    reconsidered: bool = False,
) -> Comment:
    """Post the argument; it is public, or held with a reason (`Hold`). `reconsidered`: its author
    was asked to think again, and wants to post it.

    Raises Refused as `post_comment` does, and when a check refuses it: TooFast (429) with the
    seconds to wait, Nudged when its author is asked to think again.
    """
    try:
        refuse_if_too_fast(author, is_reply=parent is not None)
    except TooFast:
        # The same form sent twice is one post, which is there by now.
        if not Comment.objects.filter(author=author, token=argument.token).exists():
            raise
    return post_comment(author, article, parent, argument, Pipeline(reconsidered=reconsidered))


@transaction.atomic
def resubmit(
    editor: User, comment: Comment, position: str, source: str, reconsidered: bool = False
) -> Comment:
    """Change the comment; new words pass the same gate. Raises Refused as `submit` does."""
    # The essay before the member, and the member before comments: as everywhere.
    lock_article(comment.article_id)
    User.objects.select_for_update(no_key=True).get(pk=editor.pk)
    return edit_comment(editor, comment, position, source, Pipeline(reconsidered=reconsidered))
