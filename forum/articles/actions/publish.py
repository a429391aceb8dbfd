"""Let an essay out, and take it back."""

from datetime import datetime
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.articles import rules, slugs
from forum.articles.actions.draft import draft_for, lock, save_draft, touch_public, write_into
from forum.articles.actions.revise import add_revision, revise, tell_of_mentions
from forum.articles.anchors import settle
from forum.articles.manuscript import Basis, Manuscript, in_progress
from forum.articles.models import Article, ArticleState, WorkingCopy
from forum.notifications.fanout import tell_followers
from forum.notifications.rules import may_mention
from forum.refusals import refuse_if


def publish(author: User, article: Article, at: datetime | None = None) -> Article:
    """Publish a draft, or again what was withdrawn. Publishing twice is publishing once.

    The first publishing fixes the address and writes the first revision; a withdrawn essay comes
    back as it stood. `at` is the time it is published, for what is brought in from elsewhere.
    Raises Refused, 400 for an incomplete essay.
    """
    with transaction.atomic():
        locked = lock(article)
        if locked.is_published and locked.author == author:
            return locked
        refuse_if(rules.may_publish(author, locked))
        if locked.was_published:
            locked.state = ArticleState.PUBLISHED
            locked.save(update_fields=["state"])
            tell_of_mentions(locked)
        else:
            _publish_first(locked, at or timezone.now())
        touch_public(locked)
    return locked


def publish_manuscript(
    author: User,
    manuscript: Manuscript,
    article: Article | None = None,
    basis: Basis | None = None,
    token: str = "",
) -> Article:
    """Make what the writing page holds public, whatever the essay was before.

    The arguments are those of `save_draft`. What is saved stays saved if publishing is refused.
    """
    refuse_if(rules.may_write(author))
    article = article or draft_for(author, token)
    if article.was_published:
        article = revise(author, article, manuscript, basis)
        return article if article.state == ArticleState.HIDDEN else publish(author, article)
    return publish(author, save_draft(author, manuscript, article, basis))


def withdraw(author: User, article: Article) -> Article:
    """Take an essay from the public; its revisions and its debate are kept."""
    with transaction.atomic():
        locked = lock(article)
        refuse_if(rules.may_withdraw(author, locked))
        locked.state = ArticleState.WITHDRAWN
        locked.save(update_fields=["state"])
        touch_public(locked)
    return locked


def _publish_first(article: Article, at: datetime) -> None:
    write_into(article, in_progress(article))
    refuse_if(rules.is_complete(article) or may_mention(article.html), HTTPStatus.BAD_REQUEST)
    WorkingCopy.objects.filter(article=article).delete()
    article.state = ArticleState.PUBLISHED
    article.published_at = article.saved_at = at
    article.edition += 1

    def write(slug: str) -> None:
        article.slug = slug
        article.save()

    wanted = slugs.base(article.title, otherwise="essay")
    slugs.claim(lambda: slugs.free(Article.objects.exclude(pk=article.pk), wanted), write)
    add_revision(article, note="", at=at)
    settle(article)
    tell_of_mentions(article)
    if article.author:
        tell_followers(article.author, article)
