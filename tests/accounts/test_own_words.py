"""The site as a member set it: their clock and their theme, on every page, and on nobody else's."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions import edit_profile
from accounts.models import User
from accounts.speaking import in_words_for_all, in_words_of, language_of
from forum.articles.models import Article
from forum.comments.models import Comment
from forum.keeping import kept
from forum.pieces.models import Piece, Shell, WordedPiece
from forum.times import in_zone, when
from tests import guard
from tests.cast import asked, client_of, make_article, make_comment
from tests.pieces.oracle import difference

pytestmark = pytest.mark.django_db

LATE = datetime(2026, 5, 31, 23, 30, tzinfo=UTC)  # in Tokyo the first of June, half past eight
HERE, THERE = ">31 May 2026<", ">1 Jun 2026<"
TWO = [("en-gb", "English"), ("de", "Deutsch")]


@pytest.fixture
def abroad(member: User) -> User:
    """Gregor, who lives in Tokyo and reads in the dark."""
    member.time_zone, member.theme = "Asia/Tokyo", "dark"
    member.save()
    return member


@pytest.fixture
def late(article: Article, author: User) -> Comment:
    """An argument and an essay of late in the evening."""
    comment = make_comment(author, article)
    Comment.objects.filter(pk=comment.pk).update(created_at=LATE)
    Article.objects.filter(pk=article.pk).update(published_at=LATE, revised_at=LATE)
    return comment


def pages_of(comment: Comment) -> list[str]:
    slug = comment.article.slug
    debate = [comment.article.get_absolute_url(), comment.get_absolute_url()]
    ways = [reverse(f"comments:{name}", args=[slug]) for name in ("clash", "thread_view")]
    return [*debate, *ways, "/members/ines/arguments/"]


def test_every_page_has_a_member_s_times_and_a_visitor_s_are_the_site_s(
    abroad: User, late: Comment, reader2: User
) -> None:
    theirs, others = client_of(abroad), (Client(), client_of(reader2))
    for first in (True, False):  # whoever's page is made first, and what is kept of it
        guard.forget()
        Piece.objects.all().delete()
        Shell.objects.all().delete()
        for url in pages_of(late):
            for client in [theirs, *others] if first else [*others, theirs]:
                page = client.get(url).text
                said = {
                    HERE in page or ">31 May" in page,
                    THERE not in page and "1 June" not in page,
                }
                assert said == {client is not theirs}, (url, first)


def test_the_page_of_pieces_is_the_page_itself_in_another_zone_and_theme(
    abroad: User, late: Comment, reader2: User
) -> None:
    make_comment(reader2, late.article, "against", late)
    for viewer in (abroad, reader2, None):
        assert not difference(viewer, late.article)


def test_a_theme_stands_on_the_page_of_who_chose_it_alone(
    abroad: User, article: Article, reader2: User
) -> None:
    for url in ("/", article.get_absolute_url(), "/members/ines/"):
        mine = client_of(abroad).get(url).text
        assert '<html lang="en-gb" data-theme="dark">' in mine
        assert 'name="color-scheme" content="dark"' in mine
        assert mine.count("theme-color") == 1
        for other in (Client(), client_of(reader2)):
            page = other.get(url).text
            assert '<html lang="en-gb">' in page
            assert 'name="color-scheme" content="light dark"' in page
            assert page.count("theme-color") == 2


def test_nothing_of_a_member_s_clock_outlives_their_request(abroad: User, article: Article) -> None:
    client_of(abroad).get(article.get_absolute_url())
    assert timezone.get_current_timezone_name() == "UTC"
    client_of(abroad).get("/there-is-nothing/")
    assert timezone.get_current_timezone_name() == "UTC"


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "America", "x" * 64, "\x00"])
def test_a_zone_that_the_system_does_not_know_is_the_site_s(
    member: User, late: Comment, name: str
) -> None:
    if name != "\x00":  # PostgreSQL keeps none
        User.objects.filter(pk=member.pk).update(time_zone=name)
        assert HERE in client_of(member).get(late.article.get_absolute_url()).text
    member.time_zone = name
    with in_words_of(member):
        assert timezone.get_current_timezone_name() == "UTC"


def test_words_are_a_member_s_own_and_what_all_read_is_the_site_s(member: User) -> None:
    member.time_zone, member.language = "Asia/Tokyo", "tlh"
    assert language_of(member) == "en-gb"  # none that the site offers
    with override_settings(LANGUAGES=TWO):
        member.language = "de"
        with in_words_of(member):
            assert (translation.get_language(), str(when(LATE))) == (
                "de",
                '<time datetime="2026-05-31T23:30Z">1. Juni 2026</time>',
            )
            with in_words_for_all():
                assert translation.get_language() == "en-gb"
                assert "31 May 2026" in when(LATE)
    assert translation.get_language() == "en-gb"


def test_what_is_kept_of_a_text_is_in_the_site_s_words_whoever_writes_it(
    author: User, article: Article
) -> None:
    author.language = "de"
    table = "| Year | Fines |\n| --- | --- |\n| 2024 | 4,711 |"
    with in_words_of(author):
        comment = make_comment(author, article, source=table)
        essay = make_article(author, source=f"# ...\n\nSo it was.[^1]\n\n[^1]: In May.\n\n{table}")
    assert 'aria-label="Table"' in comment.html
    for words in ('aria-label="Table"', 'aria-label="Notes"', ">Back<", 'id="s-part"'):
        assert words in essay.html


def test_a_time_is_written_anew_as_it_was_written() -> None:
    html = "".join(str(when(LATE, way)) for way in ("day", "moment", "short", "hour"))
    there = in_zone(f"<p>31 May 2026</p>{html}", ZoneInfo("Asia/Tokyo"))
    assert there.startswith("<p>31 May 2026</p>")
    for words in (">1 June 2026<", ">1 June 2026, 08:30<", THERE, ">08:30<"):
        assert words in there
    assert when(None) == ""
    assert when(LATE, "day", 'a"b').startswith('<time class="a&quot;b" datetime')


def test_what_is_kept_for_all_is_made_in_the_site_s_zone(abroad: User) -> None:
    """The numbers of moderation, the map of a debate: whoever asks first."""
    with in_words_of(abroad):
        assert timezone.get_current_timezone_name() == "Asia/Tokyo"
        made = kept("of-which-zone", timezone.get_current_timezone_name, timedelta(minutes=1))
    assert made.thing == "UTC"


@override_settings(LANGUAGES=TWO)
def test_pages_and_their_pieces_are_kept_language_by_language(
    abroad: User, late: Comment, author: User, reader2: User
) -> None:
    User.objects.filter(pk=abroad.pk).update(language="de")
    url = late.article.get_absolute_url()
    german, english = client_of(abroad), client_of(reader2)
    for _again in range(2):
        assert '<html lang="de" data-theme="dark">' in german.get(url).text
        assert ">1. Jun 2026<" in german.get(url).text
        for client in (english, Client()):
            assert '<html lang="en-gb">' in client.get(url).text
            assert HERE in client.get(url).text
        guard.forget()
    assert WordedPiece.objects.get().comment == late
    for viewer in (abroad, reader2, None):
        assert not difference(viewer, late.article)
    edit_profile(author, "Ines O.", "")  # her name stands in the pieces
    assert "Ines O." in german.get(url).text
    make_comment(reader2, late.article, "against", late)
    assert not difference(abroad, late.article)
    queries = asked(lambda: german.get(url))
    User.objects.filter(pk=abroad.pk).update(language="")
    german.get(url)
    assert len(asked(lambda: german.get(url))) == len(queries) - 1  # the shell comes with the essay
