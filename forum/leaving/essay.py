"""What becomes of a former member's essays, one at a time."""

from django.db.models import Q

from accounts.models import User
from forum.articles.actions import forget
from forum.articles.models import Article
from forum.bookmarks.models import Bookmark, ReadingPlace
from forum.comments.actions.forget import loosen_answers
from forum.comments.models import Comment, CommentDraft
from forum.moderation.actions.forget import untitle_in_notices
from forum.moderation.models import Flag
from forum.stances.actions.forget import forget_claims


def forget_one(author: User, keeps_texts: bool) -> bool:
    """The next of them, or a part of a long debate; says whether there may be more."""
    article = Article.objects.filter(author=author).without_texts().first()
    if article is None:
        return False
    kept = Article.objects.filter(forget.kept_without_name(), pk=article.pk)
    if keeps_texts and kept.exists():
        forget.disown(article)
    else:
        _erase(article)
    return True


def _erase(article: Article) -> None:
    titles = {article.title, *article.revisions.values_list("title", flat=True)}
    untitle_in_notices(article.pk, titles, forget.NOTHING)
    if not _matters_to_others(article):
        forget.remove(article)
        return
    forget.shut(article)
    if not (loosen_answers(article.pk) or forget_claims(article)):
        _unquote(article)
        forget.hollow(article)


def _unquote(article: Article) -> None:
    """Its words that the site itself noted for readers: where they stopped, and what they were
    about to answer. What they have begun to write stays theirs."""
    ReadingPlace.objects.filter(article=article).delete()
    CommentDraft.objects.filter(article=article).update(quote="", prefix="", suffix="")


def _matters_to_others(article: Article) -> bool:
    """Did somebody argue about it or begin to, keep it with a note, or report it? Their words are
    theirs."""
    about = Q(article=article)
    drafts = CommentDraft.objects.exclude(member=article.author)
    others = (Comment.objects, Bookmark.objects, Flag.objects, drafts)
    return article.was_published and any(rows.filter(about).exists() for rows in others)
