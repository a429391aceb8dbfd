"""The essay and the comment that a form names: what it takes to post, without what only a page
shows. By hand, as it is asked for every argument."""

from django.db.models import Model

from accounts.models import User
from forum.articles.models import Article
from forum.articles.rules import may_read
from forum.comments.models import Comment

LONG = {"source", "html", "contents"}  # come one by one, where they are asked for

_ESSAY = f"""
    SELECT id, author_id, slug, title, state, locked_at FROM {Article._meta.db_table}
    WHERE slug = %s
"""
_COMMENT = f"""
    SELECT id, article_id, author_id, number, path, depth, position, passage_id, state, locked_at
    FROM {Comment._meta.db_table} WHERE article_id = %s AND id = %s
"""
_AUTHOR = f"SELECT id, username, name, is_active FROM {User._meta.db_table} WHERE id = %s"


def essay_named(viewer: object, slug: str) -> Article | None:
    """The essay, if this viewer may see it."""
    article = next(iter(Article.objects.raw(_ESSAY, [slug])), None)
    return article if article and may_read(viewer, article) else None


def comment_named(article: Article, sent: str) -> Comment | None:
    """The comment of this essay's debate with that id, in whatever state, and its author."""
    if not sent.isascii() or not sent.isdigit() or len(sent) > 18:  # what a database's key holds
        return None
    comment = next(iter(Comment.objects.raw(_COMMENT, [article.pk, int(sent)])), None)
    if comment and comment.author_id:
        comment.author = next(iter(User.objects.raw(_AUTHOR, [comment.author_id])), None)
    return comment


def complete(*rows: Model | None) -> None:
    """Fetch for a page what is still missing of the rows, one query each."""
    for row in rows:
        if row and (missing := row.get_deferred_fields() - LONG):
            row.refresh_from_db(fields=missing)
