"""The picture of an essay: led to by its page, drawn as it is now, and for nothing hidden."""

import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from accounts.models import User
from forum.articles.actions.publish import withdraw
from forum.articles.actions.state import set_state
from forum.articles.models import Article, ArticleState
from forum.cards import drawing, faces
from forum.cards.cards import Card, url
from forum.cards.drawing import drawn
from forum.cards.keeping import LASTS, clear_away
from forum.cards.setting import plain, set_lines, shortened
from tests import cast
from tests.articles.pages import text
from tests.feeds.reading import metas

BLUE, ORANGE, INK = (0x1A, 0x57, 0xB5), (0xAD, 0x4A, 0x00), (0x17, 0x18, 0x1A)
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def _pictures_of_this_test(settings: object, tmp_path: Path) -> None:
    kept = {**settings.CACHES["cards"], "LOCATION": str(tmp_path / "cards")}
    settings.CACHES = settings.CACHES | {"cards": kept}


def address(client: Client, article: Article) -> str:
    """Where the essay's page says that its picture is."""
    url = metas(client.get(article.get_absolute_url()))["og:image"]
    assert url.startswith(HOST)
    return url.removeprefix(HOST)


def opened(answer: HttpResponse | bytes) -> Image.Image:
    content = answer if isinstance(answer, bytes) else answer.content
    return Image.open(BytesIO(content))


def near(image: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    """Is the colour there, but for what a palette rounds?"""
    found = image.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(one - other) <= 12 for one, other in zip(found, colour, strict=True))


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many pixels of a part of the picture are no paper."""
    return sum(value < 200 for value in image.convert("L").crop(box).tobytes())


WORDS = (drawing.EDGE, drawing.TOP, drawing.WIDTH - drawing.EDGE, drawing.BOTTOM)


def test_the_page_leads_to_a_picture_of_what_it_says(client: Client, article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(for_count=4, against_count=2)
    told = metas(client.get(article.get_absolute_url()))
    answer = client.get(told["og:image"].removeprefix(HOST))
    image = opened(answer)
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert (told["og:image:width"], told["og:image:height"]) == ("1200", "630")
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:image:alt"] == (
        f"{article.title}. Thesis: {cast.THESIS} 6 arguments: 4 for, 2 against."
    )
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(answer.content) < 60_000


def test_the_balance_is_drawn_about_the_spine() -> None:
    image = opened(drawn(Card("Title", "Thesis.", 4, 2)))
    bar = drawing.BAR_TOP + drawing.BAR // 2
    side = drawing.SPINE - drawing.EDGE
    assert near(image, (drawing.EDGE + 4, bar), BLUE)
    assert near(image, (drawing.SPINE + side // 2 - 4, bar), ORANGE)
    assert not near(image, (drawing.SPINE + side // 2 + 4, bar), ORANGE)
    assert near(image, (drawing.SPINE, drawing.BAR_TOP - 50), INK)


def test_each_change_has_its_own_address(
    client: Client, author: User, member: User, article: Article
) -> None:
    first = address(client, article)
    cast.make_comment(member, article)
    second = address(client, article)
    cast.rewrite(article, lambda source: f"{source} More.")  # the picture says the same
    assert len({first, second, address(client, article)}) == 2
    Article.objects.filter(pk=article.pk).update(thesis="Another.")
    for old in (first, second):
        moved = client.get(old)
        assert moved.status_code == 302
        assert opened(client.get(moved.headers["Location"])).size == (1200, 630)


def test_it_is_drawn_once(client: Client, article: Article, settings: object) -> None:
    folder = Path(settings.CACHES["cards"]["LOCATION"])
    url = address(client, article)
    assert not folder.exists()  # no page draws
    first = client.get(url).content
    written = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert len(written) == 1
    assert client.get(url).content == first
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == written


def test_versions_that_are_made_up_draw_nothing(
    client: Client, article: Article, settings: object
) -> None:
    for number in range(20):
        url = f"{article.get_absolute_url()}card-{number:012x}.png"
        assert client.get(url).status_code == 302
    for word in ("x" * 12, "0" * 11, "0" * 13, "0" * 400, "%00"):
        assert client.get(f"{article.get_absolute_url()}card-{word}.png").status_code == 404
    assert not Path(settings.CACHES["cards"]["LOCATION"]).exists()


@pytest.mark.parametrize("state", [ArticleState.HIDDEN, ArticleState.WITHDRAWN])
def test_what_is_out_of_sight_has_none(
    client: Client, author: User, article: Article, state: str
) -> None:
    url = address(client, article)
    assert client.get(url).status_code == 200
    if state == ArticleState.WITHDRAWN:
        withdraw(author, article)
    else:
        set_state(article, state)
    for viewer in (client, cast.client_of(author)):
        assert viewer.get(url).status_code == 404
    assert "og:image" not in text(cast.client_of(author).get(article.get_absolute_url()))


def test_drafts_have_none(client: Client, author: User) -> None:
    draft = cast.make_article(author, published=False)
    url = f"{draft.get_absolute_url()}card-0123456789ab.png"
    assert [viewer.get(url).status_code for viewer in (client, cast.client_of(author))] == [404] * 2


@pytest.mark.parametrize(
    ("title", "thesis"),
    [
        ("W" * 150, "m" * 280),
        ("слово " * 25, "Города, которые закрывают центр, становятся тише. " * 5),
        ("لا غرامات في المكتبة", "يجب ألا تفرض المكتبات غرامات."),
        ("A\u0000\u202eb\u200f\ud800", "\ue000"),
    ],
)
def test_whatever_is_written_stays_within_its_place(title: str, thesis: str) -> None:
    image = opened(drawn(Card(title, thesis, 10**6, 10**6)))
    assert ink(image, WORDS)
    margin = (0, drawing.TOP, drawing.EDGE - 8, drawing.BOTTOM + 10)
    assert not ink(image, margin)
    assert not ink(image, (drawing.WIDTH - drawing.EDGE + 8, 0, drawing.WIDTH, drawing.BOTTOM))
    assert not ink(image, (drawing.EDGE, drawing.BOTTOM, drawing.WIDTH, drawing.BOTTOM + 12))


def test_letters_that_no_face_has_are_left_out() -> None:
    letters = "\U00010900"  # Phoenician, which the package has not
    if any(face.has(letters) for face in faces.faces_of(faces.FOLDERS)):
        pytest.skip("this machine has them")
    assert set_lines(f"C {letters} 11", 40, 1000).lines == ["C 11"]


def test_the_sites_own_face_has_latin_greek_and_cyrillic() -> None:
    own = faces.own_face()
    assert own.path.endswith("SourceSerifPro-Regular.ttf")
    assert own.has("“Fines”, naïve ½ — Ελλάδα, Тайна ёжика, Łódź №")
    assert not own.has("漢")


def test_a_machine_without_faces_has_pillows(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"not a face")
    broken, *others = faces.faces_of((tmp_path, tmp_path / "nothing"))
    assert not others
    assert broken.at(30).getlength("Fines") > 0
    assert faces.Face("").at(30).getlength("Fines") > 0


def test_a_text_that_is_too_long_says_so() -> None:
    setting = set_lines("many words " * 40, 40, 600)
    short = shortened(setting, 2, 600)
    assert len(short.lines) == 2
    assert short.lines[1].endswith("…")
    assert all(short.font.getlength(line) <= 600 for line in setting.lines + short.lines)
    assert shortened(short, 2, 600) is short


def test_what_turns_the_direction_of_others_words_is_left_out() -> None:
    assert plain("a\u202eb \n c\u0007\u200b") == "ab c"


def test_a_picture_of_what_an_essay_said_before_is_gone_from_the_disk_a_day_later(
    client: Client, article: Article, author: User, settings: Any, tmp_path: Path
) -> None:
    cards = settings.CACHES["cards"] | {"LOCATION": tmp_path / "cards"}
    settings.CACHES = settings.CACHES | {"cards": cards}

    def drawn_now() -> set[Path]:
        assert client.get(url(Article.objects.get(pk=article.pk))).status_code == 200
        return {*(tmp_path / "cards").iterdir()}

    [before] = drawn_now()
    cast.make_comment(author, article, "against")
    assert len(drawn_now()) == 2
    clear_away()
    assert before.exists()
    os.utime(before, (time.time() - LASTS - 1,) * 2)
    clear_away()
    assert not before.exists()
    assert len([*(tmp_path / "cards").iterdir()]) == 1


def test_where_no_picture_was_drawn_there_is_none_to_clear_away(
    settings: Any, tmp_path: Path
) -> None:
    settings.CACHES = settings.CACHES | {"cards": {"LOCATION": tmp_path / "none"}}
    clear_away()
