"""What a person may do with an essay. Each rule returns the refusal as a sentence, or ''."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import roles
from accounts.models import User
from accounts.rules import may_post
from forum.articles.models import Article, ArticleState, Upload

UPLOADS_A_DAY = 100  # an essay with many pictures has 40; without a limit one member fills the disk


def may_read(person: object, article: Article) -> bool:
    """The rule of `ArticleQuerySet.visible_to` for one essay."""
    if article.state == ArticleState.PUBLISHED:
        return True
    if article.author_id is not None and article.author_id == getattr(person, "pk", None):
        return True
    return roles.is_moderator(person) and article.state != ArticleState.DRAFT


def may_write(person: object) -> str:
    """May this person write essays at all?"""
    return may_post(person)


def may_upload(person: User) -> str:
    """May this person upload one more picture today?"""
    if refusal := may_write(person):
        return refusal
    since = timezone.now() - timedelta(days=1)
    if Upload.objects.filter(owner=person, created_at__gt=since).count() >= UPLOADS_A_DAY:
        return _("You have uploaded %(many)d pictures within a day. Please go on tomorrow.") % {
            "many": UPLOADS_A_DAY
        }
    return ""


def may_edit(person: object, article: Article) -> str:
    """Only its author changes an essay. Moderators hide or lock; they never rewrite."""
    if article.author is None or article.author != person:
        return _("Only its author can change this essay.")
    return may_post(person)


def may_publish(person: object, article: Article) -> str:
    """Publish a draft, or an essay its author had withdrawn."""
    if refusal := may_edit(person, article):
        return refusal
    if article.state == ArticleState.HIDDEN:
        return _("A moderator has hidden this essay, so it cannot be published.")
    return ""


def may_withdraw(person: object, article: Article) -> str:
    if refusal := may_edit(person, article):
        return refusal
    if article.state != ArticleState.PUBLISHED:
        return _("Only a published essay can be withdrawn.")
    return ""


def may_discard(person: object, article: Article) -> str:
    """Throw a draft away. What was published once keeps its debate and is withdrawn instead."""
    if refusal := may_edit(person, article):
        return refusal
    if article.was_published:
        return _("An essay that was published can be withdrawn, not thrown away.")
    return ""


def is_complete(article: Article) -> str:
    """What an essay needs before others may read it."""
    if not article.title.strip():
        return _("Give the essay a title before you publish it.")
    if not article.thesis.strip():
        return _("Say in one sentence what the essay argues: none is published without a thesis.")
    if not article.source.strip():
        return _("The essay is empty. Write it before you publish it.")
    return ""
