"""The reading page: what a reader finds around an essay."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from forum.articles.citing import citation
from forum.articles.models import Article
from forum.articles.pictures import rendered
from tests import cast
from tests.articles.pages import rewrite, text

type SameQueries = Callable[..., None]


def test_the_head_names_all_a_reader_looks_for(client: Client, author: User) -> None:
    article = cast.make_article(
        author, subtitle="On coins", tags=("Money",), series="Things we share", part=1
    )
    page = text(client.get(article.get_absolute_url()))
    assert f">{article.title}</h1>" in page
    for part in ("On coins", "Ines Okafor", "1 minute", "0 arguments", ">Money</a>"):
        assert part in page
    assert "Things we share, 1 of 1" in page
    assert 'href="#debate"' in page
    assert 'id="debate"' in page


def test_search_engines_and_other_sites_are_told_what_it_is(
    client: Client, article: Article
) -> None:
    page = text(client.get(article.get_absolute_url()))
    assert f'<meta name="description" content="{cast.THESIS}">' in page
    assert f'<meta property="og:title" content="{article.title}">' in page
    address = f"{settings.SITE_URL}/articles/{article.slug}/"
    assert f'<link rel="canonical" href="{address}">' in page


@pytest.mark.parametrize(("headings", "shown"), [(2, False), (3, True)])
def test_three_headings_make_a_table_of_contents(
    client: Client, author: User, headings: int, shown: bool
) -> None:
    source = "\n\n".join(f"## Part {number}\n\nWords." for number in range(headings))
    page = text(client.get(cast.make_article(author, source=source).get_absolute_url()))
    assert ('<a href="#s-part-1">Part 1</a>' in page) is shown


def test_a_series_leads_before_and_after(client: Client, author: User) -> None:
    parts = [
        cast.make_article(author, title=f"Part-{n}", series="Letters", part=n) for n in (1, 2, 3)
    ]
    cast.make_article(author, published=False, title="Part-4", series="Letters", part=4)
    page = text(client.get(parts[1].get_absolute_url()))
    assert "Part 2 of 3 in" in page
    assert f'<a rel="prev" href="{parts[0].get_absolute_url()}">Part-1</a>' in page
    assert f'<a rel="next" href="{parts[2].get_absolute_url()}">Part-3</a>' in page
    assert "Part-4" not in text(client.get(parts[2].get_absolute_url()))


def test_a_change_is_told_with_a_way_to_see_it(client: Client, author: User) -> None:
    article = cast.make_article(author)
    assert "what changed" not in text(client.get(article.get_absolute_url()))
    rewrite(cast.client_of(author), article, "publish", source="Other words.")
    assert "what changed" in text(client.get(article.get_absolute_url()))


def test_only_its_author_finds_the_authors_buttons(
    client: Client, author: User, article: Article, member: User
) -> None:
    edit = f'href="/articles/{article.slug}/edit/"'
    assert edit in text(cast.client_of(author).get(article.get_absolute_url()))
    for other in (client, cast.client_of(member)):
        assert edit not in text(other.get(article.get_absolute_url()))
        assert other.get(f"/articles/{article.slug}/edit/").status_code in (302, 404)


def test_it_can_be_cited_in_words(article: Article) -> None:
    day = f"{article.published_at:%-d %B %Y}"
    assert citation(article).plain == (
        f"Ines Okafor, ‘{article.title}’, Counterpoint, {day}, "
        f"{settings.SITE_URL}/articles/{article.slug}/"
    )


def test_it_can_be_cited_in_bibtex(author: User) -> None:
    article = cast.make_article(author, title="50 % of $1 & {more} \\ ~")
    bibtex = citation(article).bibtex
    assert bibtex.startswith("@article{ines-")
    assert r"title = {{50 \% of \$1 \& \{more\} \textbackslash{} \textasciitilde{}}}" in bibtex
    assert "author = {{Ines Okafor}}" in bibtex


@pytest.mark.django_db
def test_names_in_other_scripts_have_a_key_for_bibtex() -> None:
    author = cast.make_user("тайна", "Тайна")
    article = cast.make_article(author, title="Закон")
    assert citation(article).bibtex.startswith("@article{")


def test_reading_costs_the_same_for_2_and_50(
    client: Client, author: User, same_queries: SameQueries
) -> None:
    article = cast.make_article(author, series="Letters", part=1, tags=("Money", "Books"))

    def make(many: int) -> None:
        for _ in range(many):
            cast.make_article(author, series="Letters", part=2)
            cast.make_comment(author, article)

    same_queries(make, lambda: client.get(article.get_absolute_url()))


def test_pictures_of_an_essay_are_looked_up_at_once(
    author: User, django_assert_num_queries: Callable[[int], object]
) -> None:
    with django_assert_num_queries(1):
        rendered("![a](/uploads/2026/01/a.png) ![b](/uploads/2026/01/b.png)")
