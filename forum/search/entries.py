"""What the index holds of each essay and each comment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from forum.articles.models import Article, ArticleState
from forum.comments.models import Comment, CommentState
from forum.search import blocks, marks
from forum.search.texts import said
from forum.search.words import stems
from forum.text.plain import plain

Tags = dict[int, list[int]]  # of each essay, by ids


@dataclass(frozen=True)
class Entry:
    """`key` is a comment's id, or an essay's with a minus. The stems stand between single spaces,
    with one before and behind them. `plain` is an essay's text, out of which passages are shown;
    a comment's is soon made of its HTML."""

    key: int
    title: str = ""
    thesis: str = ""
    body: str = ""
    marks: tuple[str, ...] = ()
    plain: str = field(default="", repr=False)

    @classmethod
    def of(cls, row: tuple[Any, ...]) -> "Entry":
        """As the index keeps it: the marks with spaces between them."""
        key, title, thesis, body, its, text = row
        return cls(key, title, thesis, body, tuple(its.split()), text)

    @property
    def words(self) -> tuple[str, str, str]:
        return self.title, self.thesis, self.body


def of_articles(ids: Iterable[int]) -> Iterator[Entry]:
    """Of those that are no drafts: these change all the time, and their author has a list."""
    rows = Article.objects.filter(pk__in=tuple(ids)).exclude(state=ArticleState.DRAFT)
    tags = _tags(rows.values_list("pk", flat=True))
    for article in rows.defer("source", "contents"):
        text = plain(article.html).text
        yield Entry(
            key=-article.pk,
            title=_row(f"{article.title} {article.subtitle}"),
            thesis=_row(article.thesis),
            body=_row(text),
            marks=tuple(_marks_of_article(article, tags)),
            plain=text,
        )


def of_comments(ids: Iterable[int]) -> Iterator[Entry]:
    """Of those that have words."""
    rows = Comment.objects.filter(pk__in=tuple(ids)).exclude(state=CommentState.DELETED)
    found = rows.values_list(
        *("pk", "article_id", "article__state", "article__author_id", "author_id"),
        *("position", "state", "created_at", "html"),
        named=True,
    )
    tags = _tags(row.article_id for row in found)
    for row in found:
        its = [marks.author(row.author_id), marks.position(row.position)]
        its += [*marks.day(row.created_at), *map(marks.tag, tags.get(row.article_id, ()))]
        its += blocks.of(row.pk, is_essay=False)
        if (row.state, row.article__state) != (CommentState.VISIBLE, ArticleState.PUBLISHED):
            its += marks.away(row.author_id, row.article__author_id)
        yield Entry(row.pk, body=_row(said(row.html)), marks=tuple(its))


def _marks_of_article(article: Article, tags: Tags) -> Iterator[str]:
    yield marks.author(article.author_id)
    yield from marks.day(article.published_at or article.created_at)
    yield from map(marks.tag, tags.get(article.pk, ()))
    yield from blocks.of(article.pk, is_essay=True)
    if article.state != ArticleState.PUBLISHED:
        yield from marks.away(article.author_id)


def _tags(articles: Iterable[int]) -> Tags:
    pairs = Article.tags.through.objects.filter(article__in=set(articles))
    found: Tags = {}
    for article, tag in pairs.order_by("tag_id").values_list("article_id", "tag_id"):
        found.setdefault(article, []).append(tag)
    return found


def _row(text: str) -> str:
    found = stems(text)
    return f" {' '.join(found)} " if found else ""
