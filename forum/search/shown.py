"""The rows of a page of results: what is found, with the words that were asked for marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.articles.models import Article
from forum.comments.models import Comment
from forum.search.engine import engine
from forum.search.find import Hit
from forum.search.passages import Piece, marked, passage
from forum.search.query import Query
from forum.search.texts import said


@dataclass(frozen=True)
class Row:
    """An essay, or a comment on it."""

    article: Article
    comment: Comment | None
    title: Sequence[Piece]
    thesis: Sequence[Piece]
    passage: Sequence[Piece]


def rows(viewer: object, hits: Sequence[Hit], query: Query) -> list[Row]:
    """In the order of the hits. What the viewer may not see by now is left out."""
    essays = _essays(viewer, [hit.pk for hit in hits if hit.is_essay], query)
    arguments = _arguments(viewer, [hit.pk for hit in hits if not hit.is_essay], query)
    found = ((essays if hit.is_essay else arguments).get(hit.pk) for hit in hits)
    return [row for row in found if row]


def _essays(viewer: object, keys: list[int], query: Query) -> dict[int, Row]:
    if not keys:
        return {}
    articles = Article.objects.visible_to(viewer).filter(pk__in=keys)
    texts = engine().plain_of(keys, articles.db)
    return {
        article.pk: Row(
            article,
            None,
            marked(str(article), query.wanted),
            marked(article.thesis, query.wanted),
            passage(texts.get(article.pk, ""), query.wanted),
        )
        for article in articles.select_related("author").without_texts()
    }


def _arguments(viewer: object, keys: list[int], query: Query) -> dict[int, Row]:
    if not keys:
        return {}
    comments = Comment.objects.visible_to(viewer).filter(pk__in=keys).with_article()
    return {
        comment.pk: Row(comment.article, comment, (), (), passage(said(comment.html), query.wanted))
        for comment in comments.select_related("article", "author")
    }
