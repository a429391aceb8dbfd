"""Writing as people do, through the gate, and the time between two comments."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article
from forum.comments.actions.post import Argument
from forum.comments.models import Comment
from forum.moderation.actions.submit import submit
from forum.moderation.models import Posting
from forum.refusals import Refused
from tests.cast import make_comment


def settle_in(member: User, article: Article) -> None:
    """They joined a month ago and wrote three comments that stand."""
    User.objects.filter(pk=member.pk).update(joined=timezone.now() - timedelta(days=30))
    for words in ("One.", "Two.", "Three."):
        make_comment(member, article, source=words)


def say(author: User, article: Article, source: str, parent: Comment | None = None) -> Comment:
    return submit(author, article, parent, Argument("for", source))


def note_posted(*comments: Comment, is_new: bool = False) -> None:
    """What the gate would have noted of comments that did not come through it."""
    Posting.objects.bulk_create(
        Posting(
            comment=comment,
            author=comment.author,
            article=comment.article,
            mark=f"{comment.pk}",
            is_new=is_new,
            at=comment.created_at,
        )
        for comment in comments
    )


def refusal(author: User, article: Article, source: str, **how: Comment | None) -> Refused:
    with pytest.raises(Refused) as refused:
        say(author, article, source, **how)
    return refused.value


def wait(*members: User, **span: float) -> None:
    """Time passes since they wrote last."""
    for posting in Posting.objects.filter(author__in=members):
        Posting.objects.filter(pk=posting.pk).update(at=posting.at - timedelta(**span))
