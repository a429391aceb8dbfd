"""Pictures: only what is one comes in, and nothing comes in with it."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from forum.articles import rules
from forum.articles.actions.upload import delete_upload, save_upload
from forum.articles.models import Upload
from forum.articles.pictures import rendered
from forum.refusals import Refused
from tests import cast
from tests.articles.pages import text

ALT = "A drawer of coins"


def picture(kind: str = "PNG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, "navy").save(out, kind, **options)
    return out.getvalue()


def upload(owner: User, content: bytes, name: str = "a.png", **words: str) -> Upload:
    return save_upload(owner, SimpleUploadedFile(name, content), **{"alt": ALT, **words})


def stored(kept: Upload) -> bytes:
    return Path(kept.file.path).read_bytes()


def opened(kept: Upload) -> Image.Image:
    return Image.open(io.BytesIO(stored(kept)))


@pytest.mark.parametrize(
    ("kind", "ending"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".png"), ("GIF", ".png")]
)
def test_pictures_of_four_kinds_are_taken(author: User, kind: str, ending: str) -> None:
    kept = upload(author, picture(kind), "whatever.exe")
    assert kept.file.name.endswith(ending)
    assert (kept.width, kept.height) == (60, 40)
    assert opened(kept).size == (60, 40)


def test_nothing_of_what_was_sent_remains_but_the_picture(author: User) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 0.0)
    sent = picture("JPEG", exif=exif, comment=b"secret comment") + b"<script>secret</script>"
    kept = upload(author, sent)
    assert b"ecret" not in stored(kept)
    assert not opened(kept).getexif()


def test_a_picture_that_lies_on_its_side_is_turned(author: User) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = upload(author, picture("JPEG", (60, 40), exif=exif))
    assert (kept.width, kept.height) == (40, 60)


def test_a_large_photograph_is_made_smaller(author: User) -> None:
    kept = upload(author, picture("JPEG", (4000, 1000)))
    assert (kept.width, kept.height) == (2400, 600)


def test_transparency_is_kept(author: User) -> None:
    kept = upload(author, picture("PNG", mode="RGBA"))
    assert opened(kept).mode == "RGBA"


def test_of_a_moving_picture_the_first_frame_is_kept(author: User) -> None:
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    image = opened(upload(author, out.getvalue()))
    assert image.getpixel((0, 0))[:3] == (255, 0, 0)
    assert getattr(image, "n_frames", 1) == 1


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims a size, with hardly any bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\x00" * 1000)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", header), chunk(b"IDAT", data), chunk(b"IEND", b"")]
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90 not a picture", "not a picture that can be shown"),
        (b"", "not a picture that can be shown"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not a picture"),
        (picture()[:60], "not a picture that can be shown"),
        (picture("BMP"), "not a picture that can be shown"),
        (picture("TIFF"), "not a picture that can be shown"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture"),
        (bomb(60_000, 60_000), "too large: at most 40 megapixels"),
        (bomb(20_000, 20_000), "too large: at most 40 megapixels"),
        (bomb(20_000, 1), "12,000 pixels on a side"),
        (bomb(300, 300), "not a picture that can be shown"),
    ],
)
def test_what_is_no_picture_is_refused(author: User, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        upload(author, content)
    assert refusal.value.status == 400
    assert not Upload.objects.exists()


def test_a_file_of_too_many_bytes_is_refused_unread(author: User) -> None:
    with pytest.raises(Refused, match="at most 10") as refusal:
        upload(author, b"x" * (10 * 1024 * 1024 + 1))
    assert "10.0" in refusal.value.sentence


def test_a_picture_needs_its_alternative_text(author: User) -> None:
    with pytest.raises(Refused, match="Say what the picture shows"):
        upload(author, picture(), alt=" ")


def test_the_same_picture_is_kept_once(author: User, member: User) -> None:
    first, again = upload(author, picture()), upload(author, picture(), alt="Better words")
    assert first.pk == again.pk
    assert upload(member, picture()).pk != first.pk
    assert Upload.objects.get(pk=first.pk).alt == "Better words"


def test_the_line_it_gives_makes_a_figure_with_its_size(author: User) -> None:
    kept = upload(author, picture(), alt='A [b] "c" \\', caption='So "d" & e]')
    html = rendered(kept.markdown).html
    assert 'alt="A [b] &quot;c&quot; \\"' in html
    assert 'width="60" height="40"' in html
    assert '<figcaption>So "d" &amp; e]</figcaption>' in html


def test_the_form_takes_a_picture_and_gives_its_line(author: User) -> None:
    client = cast.client_of(author)
    sent = {"file": SimpleUploadedFile("a.png", picture()), "alt": ALT, "caption": "Counted"}
    response = client.post("/articles/pictures/", sent)
    assert response.status_code == 201
    assert Upload.objects.get().markdown in text(response)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"alt": ALT}, "Choose a picture from your device."),
        ({"alt": ALT, "file": SimpleUploadedFile("a.png", b"")}, "This file is empty."),
        ({"alt": ALT, "file": SimpleUploadedFile("a.png", b"text")}, "not a picture"),
        ({"file": SimpleUploadedFile("a.png", picture())}, "for those who cannot see it"),
        ({"alt": "a" * 301, "file": SimpleUploadedFile("a.png", picture())}, "at most 300"),
    ],
)
def test_the_form_says_what_is_wrong(author: User, sent: dict[str, object], sentence: str) -> None:
    for uploaded in sent.values():
        if isinstance(uploaded, SimpleUploadedFile):
            uploaded.seek(0)
    response = cast.client_of(author).post("/articles/pictures/", {"caption": "Mine", **sent})
    assert response.status_code == 400
    assert sentence in text(response)
    assert 'value="Mine"' in text(response)


def test_pictures_are_served_as_what_they_are(author: User, client: Client) -> None:
    response = client.get(upload(author, picture("JPEG")).file.url)
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    response.close()


@pytest.mark.parametrize("path", ["a.html", "a.svg", "../counterpoint.sqlite3", "2026/", ".png"])
def test_nothing_else_is_served(client: Client, db: None, path: str) -> None:
    (Path(settings.MEDIA_ROOT) / "2026").mkdir(parents=True)
    for name in ("a.html", "a.svg", ".png"):
        (Path(settings.MEDIA_ROOT) / name).write_text("<script>")
    assert client.get(f"/uploads/{path}").status_code == 404


def test_a_picture_can_be_taken_off_the_site(
    author: User, django_capture_on_commit_callbacks: object
) -> None:
    kept = upload(author, picture())
    path = Path(kept.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        delete_upload(kept)
    assert not path.exists()


def test_a_cover_is_chosen_from_ones_own_pictures(author: User, member: User) -> None:
    mine, other = upload(author, picture()), upload(member, picture("JPEG"), alt="Not mine")
    page = text(cast.client_of(author).get("/articles/new/"))
    assert f'<option value="{mine.pk}">' in page
    assert "Not mine" not in page
    assert cast.make_article(author, cover=mine.pk).cover == mine
    assert cast.make_article(author, cover=other.pk).cover is None


def test_a_day_has_a_limit_of_pictures(author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "UPLOADS_A_DAY", 2)
    upload(author, picture(size=(1, 1)))
    upload(author, picture(size=(2, 2)))
    with pytest.raises(Refused, match="within a day") as refusal:
        upload(author, picture(size=(3, 3)))
    assert refusal.value.status == 403
