"""Feeds of essays: of the whole site, of a tag, of an author."""

from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.models import User
from forum.articles.models import Article, ArticleQuerySet, Tag
from forum.articles.paging import before
from forum.feeds.entries import Entry, Feed, Person, absolute, tag_id
from forum.feeds.links import absolute_links

ESSAYS = 20  # on a page
# Beyond so many words, some 500 KB, the page ends: whoever imports books makes no feed that takes
# minutes to fetch. What is left out is on the next page.
WORDS = 80_000


def of_site(older_than: str) -> Feed:
    return _with_essays(
        _public(),
        older_than,
        id=tag_id("feed"),
        title="Counterpoint",
        description=_("Essays that argue one thing, and the replies to them, for and against."),
        home=absolute("/"),
        own=absolute("/feed"),
    )


def of_tag(tag: Tag, older_than: str) -> Feed:
    return _with_essays(
        _public().filter(tags=tag),
        older_than,
        id=tag_id(f"feed/tags/{tag.pk}"),
        title=_("Essays on %(tag)s") % {"tag": tag},
        description=_("What is published on Counterpoint under this tag."),
        home=absolute(tag.get_absolute_url()),
        own=absolute(f"{tag.get_absolute_url()}feed"),
    )


def of_author(person: User, older_than: str) -> Feed:
    url = absolute(person.get_absolute_url())
    return _with_essays(
        _public().filter(author=person),
        older_than,
        id=tag_id(f"feed/members/{person.pk}"),
        title=_("Essays by %(name)s") % {"name": person},
        description=_("What they publish on Counterpoint."),
        home=url,
        own=f"{url}feed",
        author=Person(str(person), url),
        begun=person.joined,
    )


def _public() -> ArticleQuerySet:
    return Article.objects.visible_to(None).published()


def _with_essays(rows: ArticleQuerySet, older_than: str, **words: object) -> Feed:
    """Three queries: which essays, their tags, and the texts of those that fit."""
    listed = before(rows, older_than) if older_than else rows
    found = list(listed.for_list().newest()[: ESSAYS + 1])
    if older_than and not found:
        raise Http404
    shown = _that_fit(found[:ESSAYS])
    older = str(shown[-1].pk) if len(shown) < len(found) else ""
    return Feed(entries=_entries(shown), before=older_than, older=older, **words)  # type: ignore[arg-type]


def _that_fit(articles: list[Article]) -> list[Article]:
    """As many as have `WORDS` together; one at the least."""
    total, many = 0, 0
    for article in articles:
        total += article.words
        if many and total > WORDS:
            break
        many += 1
    return articles[:many]


def _entries(articles: list[Article]) -> list[Entry]:
    ids = [article.pk for article in articles]
    html = dict(Article.objects.filter(pk__in=ids).values_list("pk", "html"))
    return [_entry(article, html[article.pk]) for article in articles]


def _entry(article: Article, html: str) -> Entry:
    url, published = absolute(article.get_absolute_url()), article.published_at
    assert published  # so a constraint says
    return Entry(
        id=tag_id(f"essays/{article.pk}", published.date()),
        url=url,
        title=str(article),
        author=_author(article),
        html=absolute_links(html, url),
        published=published,
        updated=article.revised_at or published,
        summary=article.thesis,
        tags=_names(article.tags.all()),
    )


def _author(article: Article) -> Person:
    """A former member has a word, and no page."""
    page = absolute(article.author.get_absolute_url()) if article.author else ""
    return Person(article.by, page)


def _names(tags: Iterable[Tag]) -> list[str]:
    return [tag.name for tag in tags]
