"""The rows of a list of essays are kept ready, and each says what is true now, to whoever looks."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.test import Client
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import User
from forum.articles.models import Article, Tag
from tests.cast import make_article, make_comment, make_members

# The list in this order is made for every reader: the one by age is kept as a whole page.
LIST = "/?order=active"
# Of an essay's row: a field, what it becomes, and how the row says it.
CHANGES = [
    ("title", "Lines", "Lines"),
    ("thesis", "No lines.", "No lines."),
    ("slug", "lines", "/articles/lines/"),
    ("words", 5_000, "21 min"),
    ("published_at", datetime(2031, 2, 3, 12, tzinfo=UTC), "2031"),
    ("for_count", 7, "<b>7</b>"),
    ("against_count", 9, "<b>9</b>"),
]


def rows(client: Client) -> list[str]:
    """The rows of the list, the first one first."""
    page = client.get(LIST).content.decode()
    return [part.split("</article>")[0] for part in page.split('<article class="item')[1:]]


def test_a_row_follows_all_that_its_essay_says_of_itself(
    client: Client, author: User, member: User
) -> None:
    tags = [Tag.objects.create(name=name, key=name, slug=name) for name in ("money", "books")]
    essay = make_article(author, title="Fines", thesis="No fines.", tags=["money"])
    [before] = rows(client)
    assert "Fines" in before
    assert "money" in before
    for field, now, words in CHANGES:
        assert words not in rows(client)[0]
        Article.objects.filter(pk=essay.pk).update(**{field: now})
        assert words in rows(client)[0]
    essay.tags.set(tags[1:])
    User.objects.filter(pk=author.pk).update(name="Ines O.")
    [row] = rows(client)
    assert "books" in row
    assert "money" not in row
    assert "Ines O." in row
    User.objects.filter(pk=author.pk).delete()
    assert "a former member" in rows(client)[0]


def test_a_row_asks_for_the_missing_side_until_the_debate_is_locked(
    client: Client, article: Article
) -> None:
    invites = "No one has argued yet."
    assert invites in rows(client)[0]
    Article.objects.filter(pk=article.pk).update(locked_at=timezone.now())
    assert invites not in rows(client)[0]


def test_only_who_read_the_debate_is_told_what_is_new_there(
    client_of: Callable[[User], Client], client: Client, article: Article, member: User
) -> None:
    one, two, other = make_members(3)
    reader = client_of(member)
    make_comment(one, article)
    reader.get(article.get_absolute_url())
    make_comment(two, article, "against")
    assert "1 new to you" in rows(reader)[0]
    make_comment(one, article, "against", source="And a second one.")
    assert "2 new to you" in rows(reader)[0]
    for somebody in (client, client_of(other)):
        assert "new to you" not in rows(somebody)[0]


def test_each_reader_has_the_row_in_their_language_and_by_their_clock(
    client_of: Callable[[User], Client], client: Client, article: Article, member: User
) -> None:
    eve = datetime(2031, 12, 31, 20, tzinfo=UTC)
    Article.objects.filter(pk=article.pk).update(published_at=eve)
    with override_settings(TIME_ZONE="UTC"):
        assert "31 December 2031" in rows(client)[0]
        member.time_zone, member.language = "Asia/Tokyo", "de"
        member.save()
        row = rows(client_of(member))[0]
    assert "1. Januar 2032" in row
    assert "Min." in row
    assert "31 December 2031" in rows(client)[0]


def test_an_essay_is_large_at_the_head_of_the_home_page_only(
    client: Client, article: Article, author: User
) -> None:
    assert " lead" in rows(client)[0].split(">")[0]
    newer = make_article(author)
    first, second = rows(client)
    assert newer.title in first
    assert " lead" in first.split(">")[0]
    assert " lead" not in second.split(">")[0]


def test_bars_are_as_long_as_they_are_beside_the_fullest_of_the_page(
    client: Client, article: Article, author: User
) -> None:
    Article.objects.filter(pk=article.pk).update(for_count=3)
    assert 'width="1000"' in rows(client)[0]
    fuller = make_article(author)
    Article.objects.filter(pk=fuller.pk).update(for_count=30)
    [row] = [each for each in rows(client) if article.title in each]
    assert 'width="100"' in row
