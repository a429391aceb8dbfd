"""What a person may do with a comment. Each rule returns the refusal as a sentence, or ''.

None of them asks the database: a page may ask them of every comment it shows.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import roles
from accounts.rules import may_post
from forum.articles.models import Article, ArticleState
from forum.articles.positions import Position
from forum.comments.models import COMMENT_MAX, OWN_STATES, Comment, CommentState

# Long enough to mend a slip one sees on reading it again, too short to rewrite what was answered.
EDIT_WITHIN = timedelta(minutes=15)


def is_open(article: Article) -> str:
    """Does the essay's debate take comments, whoever asks?"""
    if article.locked_at:
        return _("This debate is locked, so it takes no new arguments.")
    if article.state != ArticleState.PUBLISHED:
        return _("This essay is not published, so it takes no arguments.")
    return ""


def is_answerable(parent: Comment) -> str:
    if parent.state == CommentState.DELETED:
        return _("Its author has deleted this comment meanwhile, so it takes no replies.")
    if parent.state == CommentState.HELD:
        return _("This comment waits for a moderator, so it takes no replies yet.")
    if parent.locked_at:
        return _("This thread is locked, so it takes no more replies.")
    if parent.state != CommentState.VISIBLE:
        return _("A moderator has hidden this comment meanwhile, so it takes no replies.")
    return ""


def may_read(person: object, comment: Comment) -> bool:
    """The rule of `CommentQuerySet.visible_to` for one comment of an essay the person may see."""
    if comment.state in (CommentState.VISIBLE, CommentState.DELETED):
        return comment.state == CommentState.VISIBLE
    is_own = comment.author_id is not None and comment.author_id == getattr(person, "pk", None)
    return (is_own and comment.state in OWN_STATES) or roles.is_moderator(person)


def may_comment(person: object, article: Article, parent: Comment | None = None) -> str:
    """Argue on the essay, or answer one of its comments."""
    if refusal := may_post(person) or is_open(article):
        return refusal
    return is_answerable(parent) if parent else ""


def is_argument(position: str, source: str) -> str:
    """Is this something a form of ours can send: a text of the right length on a known side?"""
    if position not in Position.values:
        return _("Choose a position: For, Against or Neutral.")
    if not source.strip():
        return _("Your argument is empty. Write it before you post it.")
    return is_text(source)


def is_text(source: str) -> str:
    """Can these words be kept, finished or not?"""
    if len(source) > COMMENT_MAX:
        return _("This has {length} characters; at most {limit} are possible.").format(
            length=f"{len(source):,}", limit=f"{COMMENT_MAX:,}"
        )
    if "\0" in source:
        return _("This holds a NUL character, which cannot be kept. Please take it out.")
    return ""


def may_edit(person: object, comment: Comment) -> str:
    """Only its author changes a comment, and only while few can have answered it."""
    if comment.author_id is None or comment.author_id != getattr(person, "pk", None):
        return _("Only its author can change this comment.")
    if comment.state == CommentState.HELD:
        return _("This comment waits for a moderator, so it cannot be changed now.")
    if comment.state != CommentState.VISIBLE:
        return _("This comment is no longer shown, so it cannot be changed.")
    if timezone.now() - comment.created_at > EDIT_WITHIN:
        minutes = EDIT_WITHIN.seconds // 60
        return ngettext(
            "A comment can be changed for {minutes} minute after it was posted. "
            "Add a reply to it instead.",
            "A comment can be changed for {minutes} minutes after it was posted. "
            "Add a reply to it instead.",
            minutes,
        ).format(minutes=minutes)
    return may_post(person)


def may_change_position(comment: Comment, is_answered: bool) -> str:
    """Once somebody answered it, an argument stays on its side: they answered that side."""
    return _("Somebody has answered this, so its position stays.") if is_answered else ""


def may_delete(person: object, comment: Comment) -> str:
    if comment.author_id is None or comment.author_id != getattr(person, "pk", None):
        return _("Only its author can delete this comment.")
    if comment.state == CommentState.DELETED:
        return _("This comment is deleted already.")
    return ""


def may_rate(person: object, comment: Comment) -> str:
    """Say whether a comment is a strong or a weak case for its side."""
    if refusal := may_post(person):
        return refusal
    if comment.author_id == getattr(person, "pk", None):
        return _("You cannot rate your own argument.")
    if comment.state != CommentState.VISIBLE:
        return _("This comment is no longer shown, so it cannot be rated.")
    if comment.article.state != ArticleState.PUBLISHED:
        return _("This essay is not published, so its debate cannot be rated.")
    return ""
