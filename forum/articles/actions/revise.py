"""Change an essay after it was published: a new revision, with a note on what changed."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum.articles import rules
from forum.articles.actions.draft import check_basis, lock, touch_public, write_into
from forum.articles.anchors import settle
from forum.articles.manuscript import Basis, Manuscript
from forum.articles.models import Article, ArticleState, Revision, WorkingCopy
from forum.notifications.actions import tell_mentioned
from forum.notifications.rules import may_mention
from forum.refusals import refuse_if


def revise(
    author: User,
    article: Article,
    manuscript: Manuscript,
    basis: Basis | None = None,
    at: datetime | None = None,
) -> Article:
    """Make the public essay what the manuscript says. `manuscript.note` goes with the revision.

    What readers compare (title, subtitle, thesis, text) makes a revision; tags, series and cover
    change without one. Raises Refused: 400 for an incomplete essay, 409 for a stale basis.
    """
    with transaction.atomic():
        locked = lock(article)
        refuse_if(rules.may_edit(author, locked))
        if Manuscript.of(locked) != replace(manuscript, note=""):
            check_basis(locked, basis)
            rewrite(locked, manuscript, at or timezone.now())
        WorkingCopy.objects.filter(article=locked).delete()
    return locked


def add_revision(article: Article, note: str, at: datetime) -> Revision:
    """Keep the essay as it stands. The caller holds the article's lock."""
    last = article.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    return Revision.objects.create(
        article=article,
        number=last + 1,
        editor=article.author,
        title=article.title,
        subtitle=article.subtitle,
        thesis=article.thesis,
        source=article.source,
        note=note,
        created_at=at,
    )


def rewrite(article: Article, manuscript: Manuscript, at: datetime) -> None:
    """Make the essay what the manuscript says, with a revision if readers would see a difference.
    The caller holds the article's lock."""
    before = _compared(article)
    touch_public(article)  # of the series it may leave
    write_into(article, manuscript)
    refuse_if(rules.is_complete(article) or may_mention(article.html), HTTPStatus.BAD_REQUEST)
    if _compared(article) != before:
        article.revised_at = at
        add_revision(article, manuscript.note, at)
    article.edition += 1
    article.saved_in = ""
    article.saved_at = at
    article.save()
    settle(article)
    touch_public(article)
    tell_of_mentions(article)


def tell_of_mentions(article: Article) -> None:
    """Tell those whom an essay that is public mentions, and who were not told of it yet."""
    if article.state == ArticleState.PUBLISHED:
        tell_mentioned(article.html, actor=article.author, article=article)


def _compared(article: Article) -> tuple[str, ...]:
    return (article.title, article.subtitle, article.thesis, article.source)
